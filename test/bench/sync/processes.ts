/** Children of the sync bench: started, told what to do, and asked for what they found. */
import { fork } from "node:child_process";
import { join } from "node:path";

export interface Child {
  /** The next word of the child that has this `is`. */
  hear<T>(is: string): Promise<T>;
  say(message: object): void;
  /** Tells it to end, and waits until it has. */
  end(): Promise<void>;
}

/** Starts a program of this folder. */
export function startChild(program: string, args: readonly string[]): Child {
  const child = fork(join(import.meta.dirname, program), args, { stdio: "inherit" });
  const heard: { is: string }[] = [];
  const waiting: { is: string; resolve: (message: unknown) => void; reject: (error: Error) => void }[] = [];
  let code: number | null | undefined;
  const ended = new Promise<void>((resolve) => {
    child.once("exit", (exit) => {
      code = exit;
      for (const { is, reject } of waiting) reject(new Error(`${program} ended with ${exit} before it said ${is}`));
      resolve();
    });
  });
  child.on("message", (message) => {
    const word = message as { is: string };
    const found = waiting.findIndex(({ is }) => is === word.is);
    if (found < 0) heard.push(word);
    else waiting.splice(found, 1)[0]?.resolve(word);
  });
  return {
    hear<T>(is: string) {
      const found = heard.findIndex((word) => word.is === is);
      if (found >= 0) return Promise.resolve(heard.splice(found, 1)[0] as T);
      if (code !== undefined) return Promise.reject(new Error(`${program} has ended with ${code}`));
      return new Promise<T>((resolve, reject) =>
        waiting.push({ is, resolve: resolve as (message: unknown) => void, reject }),
      );
    },
    say: (message) => void child.send(message),
    async end() {
      if (code === undefined) child.send({ do: "end" });
      await ended;
      if (code !== 0) throw new Error(`${program} ended with ${code}`);
    },
  };
}

/** What a child is told, one after the other; `end` ends it. */
export function obey(acts: Readonly<Record<string, (message: never) => unknown>>, end: () => unknown): void {
  // A bench that was stopped leaves nobody behind.
  process.on("disconnect", () => process.exit(1));
  process.on("message", (message: { do: string }) => {
    void (async () => {
      if (message.do === "end") {
        await end();
        // Sockets and timers of what was measured keep nobody waiting.
        process.exit(0);
      }
      await acts[message.do]?.(message as never);
    })();
  });
}

export function tell(message: object): void {
  process.send?.(message);
}

/** Real time, ms, the same for all processes of this machine as long as nobody sets its clock. */
export const stamp = (): number => performance.timeOrigin + performance.now();
export const rssMb = (): number => Math.round(process.memoryUsage.rss() / 1_000_000);
export const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] as number;
/** The value below which this share of the values lies. */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] as number;
