/** Starting this project's own commands as a person would, and ending them with Ctrl-C. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectEnvironment } from "../run/command.ts";
import { root } from "../run/root.ts";

/** A command that stays until it is told to stop. */
export interface Program {
  /** Address it printed. */
  readonly url: string;
  /** Everything it said so far, errors included. */
  said(): string;
  /** Ctrl-C; resolves to the exit code once it has ended. Throws when it does not end within ten seconds. */
  stop(): Promise<number | null>;
}

/** A fresh folder for one test's data, and the way to remove it. */
export function dataFolder(name: string): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `citywall-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The person's environment: not the test runner's, which would make React build its development form. */
function environment(): NodeJS.ProcessEnv {
  const all = Object.entries({ ...projectEnvironment(), LANG: "en", LC_ALL: "en" });
  return Object.fromEntries(all.filter(([name]) => !/^(?:NODE_ENV|VITEST|TEST)/.test(name)));
}

function launch(args: readonly string[]): { child: ChildProcess; said(): string; ended: Promise<number | null> } {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: environment(),
  });
  let said = "";
  child.stdout?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on("close", (code) => resolve(code)));
  return { child, said: () => said, ended };
}

async function untilSaid(
  started: ReturnType<typeof launch>,
  pattern: RegExp,
  args: readonly string[],
): Promise<RegExpMatchArray> {
  let over = false;
  void started.ended.then(() => (over = true));
  const until = performance.now() + 60_000;
  for (;;) {
    const found = started.said().match(pattern);
    if (found !== null) return found;
    if (over || performance.now() > until) {
      started.child.kill("SIGKILL");
      throw new Error(`${args.join(" ")} never said ${pattern}:\n${started.said()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function programOf(started: ReturnType<typeof launch>, url: string): Program {
  return {
    url,
    said: started.said,
    async stop() {
      started.child.kill("SIGINT");
      const late = new Promise<"late">((resolve) => setTimeout(() => resolve("late"), 10_000).unref());
      const code = await Promise.race([started.ended, late]);
      if (code !== "late") return code;
      started.child.kill("SIGKILL");
      throw new Error(`a program did not end on Ctrl-C:\n${started.said()}`);
    },
  };
}

/** The wall in its browser shell, with the embedded hub unless `--hub` is among the options. */
export async function startWall(options: readonly string[]): Promise<Program> {
  const args = ["src-main/start.ts", "--shell", "kiosk", "--no-open", "--port", "0", "--lang", "en", ...options];
  const started = launch(args);
  const [, url] = await untilSaid(started, /The wall is at (http:\/\/[\w.:[\]-]+)/, args);
  return programOf(started, url!);
}

/** The hub alone. */
export async function startHub(options: readonly string[]): Promise<Program> {
  const args = ["src-hub/main.ts", "--lang", "en", ...options];
  const started = launch(args);
  const [, url] = await untilSaid(started, /(http:\/\/[\w.[\]-]+:\d+)/, args);
  return programOf(started, url!);
}

/** Runs a command to its end. */
export async function runToEnd(args: readonly string[]): Promise<{ code: number | null; said: string }> {
  const started = launch(args);
  const code = await started.ended;
  return { code, said: started.said() };
}
