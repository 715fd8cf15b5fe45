/** Running a command of the project with its output passed through. */
import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { root } from "./root.ts";

/** The environment in which `node` and the tools are the project's own. */
export function projectEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: join(root, "node_modules/.bin") + delimiter + (process.env["PATH"] ?? "") };
}

/** Runs `file args…` in the project's folder and resolves to its exit code. */
export function run(file: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: root, stdio: "inherit", env: projectEnvironment() });
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? (signal === null ? 1 : 130)));
  });
}
