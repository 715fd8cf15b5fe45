import { fork, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { TroubleError, type Trouble } from "../../shared/trouble.ts";
import { fell, NO_FALLS, waitAfter } from "../back-off.ts";
import { readHubWord } from "../hub-word.ts";

export interface HubChildOptions {
  /** The hub's program, a TypeScript source or a bundle. */
  readonly entry: string;
  readonly args: readonly string[];
  /** Called at the first start and after every restart. */
  readonly onReady: (url: string) => void;
  /** Why there is no hub at the moment; `againInMs` until the next try. */
  readonly onDown: (trouble: Trouble, againInMs: number) => void;
  readonly log: (line: string) => void;
}

export interface HubChild {
  /** Settles with the first start: rejected with a TroubleError when the hub itself says that it cannot run here. */
  readonly first: Promise<void>;
  close(): Promise<void>;
}

/** How long (ms) a hub may take to end before it is ended. */
const PATIENCE_MS = 5_000;

/** Runs the hub as a child process and starts it again, ever more slowly, when it falls over. */
export function startHubChild(options: HubChildOptions): HubChild {
  let child: ChildProcess | null = null;
  let timer: NodeJS.Timeout | null = null;
  let falls = NO_FALLS;
  let closing = false;
  const { promise: first, resolve: started, reject: refused } = Promise.withResolvers<void>();
  let everReady = false;

  const start = (): void => {
    const began = performance.now();
    let said: Trouble | null = null;
    const process = fork(options.entry, options.args, { stdio: ["ignore", "pipe", "pipe", "ipc"] });
    child = process;
    for (const stream of [process.stdout, process.stderr]) {
      if (stream !== null) createInterface(stream).on("line", options.log);
    }
    process.on("message", (message) => {
      const word = readHubWord(message);
      if (word === null) return;
      if ("failed" in word) {
        said = word.failed;
        return;
      }
      everReady = true;
      started();
      options.onReady(word.ready);
    });
    let over = false;
    const onEnd = (why: string): void => {
      if (over) return;
      over = true;
      child = null;
      if (closing) return;
      if (said !== null && !everReady) {
        closing = true;
        refused(new TroubleError(said.code, said.params));
        return;
      }
      falls = fell(falls, performance.now() - began);
      const wait = waitAfter(falls);
      options.onDown(said ?? { code: "hubFailed", params: { why } }, wait);
      timer = setTimeout(start, wait);
    };
    process.on("error", (error) => onEnd(error.message));
    process.on("exit", (code, signal) => onEnd(signal ?? `exit ${code}`));
  };
  start();
  first.catch(() => undefined); // the caller may only look later

  return {
    first,
    close: async () => {
      closing = true;
      if (timer !== null) clearTimeout(timer);
      started();
      if (child !== null) await endProcess(child, PATIENCE_MS);
    },
  };
}

/** Asks a process to end, and ends it after `patienceMs`. */
export async function endProcess(child: ChildProcess, patienceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  await new Promise<void>((resolve) => {
    const late = setTimeout(() => child.kill("SIGKILL"), patienceMs);
    child.once("exit", () => {
      clearTimeout(late);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
