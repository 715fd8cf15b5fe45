/** `npm run types`: type-checks every room against its own environment, two compilers at a time. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.ts";

const PROJECTS = ["shared", "src-hub", "src-main", "src-main/electron", "src-renderer", "test"];

/** Runs the compiler over one project; resolves to its exit code with everything it said. */
function compile(project: string): Promise<{ project: string; code: number; said: string }> {
  const cache = join(root, "node_modules/.cache/types");
  mkdirSync(cache, { recursive: true });
  const args = [
    join(root, "node_modules/typescript/bin/tsc"),
    ...["-p", project, "--pretty", "false", "--incremental"],
    ...["--tsBuildInfoFile", join(cache, `${project.replaceAll("/", "-")}.json`)],
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolve({ project, code: code ?? 1, said }));
  });
}

const waiting = PROJECTS.filter((project) => existsSync(join(root, project, "tsconfig.json")));
if (waiting.length !== PROJECTS.length) throw new Error("a room has lost its tsconfig.json");

let failed = false;
async function worker(): Promise<void> {
  for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) {
    const result = await compile(project);
    if (result.code !== 0) {
      failed = true;
      process.stderr.write(`${result.project}\n${result.said}`);
    }
  }
}
await Promise.all([worker(), worker()]);
process.exitCode = failed ? 1 : 0;
if (!failed) process.stdout.write(`types: ${PROJECTS.length} projects agree\n`);
