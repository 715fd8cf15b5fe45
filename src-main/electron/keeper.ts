import type { UtilityProcess } from "electron";
import { fell, NO_FALLS, waitAfter } from "../back-off.ts";

export interface Keeper {
  /** The process that runs now; null while one is waited for. */
  current(): UtilityProcess | null;
  close(): void;
}

export interface KeeperOptions {
  readonly name: string;
  readonly fork: () => UtilityProcess;
  /** Called for every process, the first included, before it has said anything. */
  readonly onStart: (process: UtilityProcess) => void;
  /** False gives up: it said itself that it cannot run here. */
  readonly onEnd: (code: number, againInMs: number) => boolean;
  readonly log: (line: string) => void;
}

/** Keeps one utility process running, with ever longer pauses while it keeps falling over. */
export function keep(options: KeeperOptions): Keeper {
  let process: UtilityProcess | null = null;
  let timer: NodeJS.Timeout | null = null;
  let falls = NO_FALLS;
  let closing = false;
  const start = (): void => {
    const began = performance.now();
    const started = options.fork();
    process = started;
    for (const stream of [started.stdout, started.stderr]) {
      stream?.on("data", (chunk: Buffer) => options.log(`${options.name}: ${chunk.toString("utf8").trimEnd()}`));
    }
    started.once("exit", (code) => {
      process = null;
      if (closing) return;
      falls = fell(falls, performance.now() - began);
      const wait = waitAfter(falls);
      if (options.onEnd(code, wait)) timer = setTimeout(start, wait);
    });
    options.onStart(started);
  };
  start();
  return {
    current: () => process,
    close: () => {
      closing = true;
      if (timer !== null) clearTimeout(timer);
      process?.kill();
    },
  };
}
