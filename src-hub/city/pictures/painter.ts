/** The thread that paints, as the hub holds it: started with the first question, ended when nobody has asked for a while. */
import { Worker } from "node:worker_threads";
import type { Speeds } from "./camera.ts";

interface Asked {
  readonly n: number;
  readonly seed: number;
  readonly camera: string;
}
export type PainterAsked =
  | (Asked & {
      readonly do: "frame";
      readonly width: number;
      readonly height: number;
      readonly at: number;
      readonly seconds: number;
    })
  | (Asked & Speeds & { readonly do: "turn"; readonly seconds: number })
  | (Asked & { readonly do: "preset"; readonly number: number });
/** `jpeg`: of a frame; of a preset empty bytes when it was there; otherwise null. */
export interface PainterTold {
  readonly n: number;
  readonly jpeg: Uint8Array | null;
}

export interface Painter {
  /** A picture at hub time `at`; null when the thread has ended meanwhile. */
  frame(camera: string, width: number, height: number, at: number, seconds: number): Promise<Uint8Array | null>;
  turn(camera: string, speeds: Speeds, seconds: number): Promise<void>;
  /** False when there is no such preset. */
  preset(camera: string, number: number): Promise<boolean>;
  close(): void;
}

/** Real ms without a question after which the thread ends. Turned cameras look home again then. */
const REST_MS = 120_000;

type Plain<T> = T extends unknown ? Omit<T, "n" | "seed"> : never;

export function openPainter(seed: number): Painter {
  let worker: Worker | null = null;
  let next = 1;
  let rest: NodeJS.Timeout | undefined;
  const waiting = new Map<number, (told: PainterTold | null) => void>();

  function end(): void {
    clearTimeout(rest);
    void worker?.terminate();
    worker = null;
    for (const give of waiting.values()) give(null);
    waiting.clear();
  }

  function started(): Worker {
    const thread = new Worker(new URL("./painter-worker.ts", import.meta.url));
    thread.on("message", (told: PainterTold) => {
      waiting.get(told.n)?.(told);
      waiting.delete(told.n);
    });
    const gone = () => {
      if (worker === thread) end();
    };
    thread.on("error", gone);
    thread.on("exit", gone);
    thread.unref();
    return thread;
  }

  function ask(asked: Plain<PainterAsked>): Promise<PainterTold | null> {
    worker ??= started();
    clearTimeout(rest);
    rest = setTimeout(end, REST_MS);
    rest.unref();
    const n = next++;
    const told = new Promise<PainterTold | null>((resolve) => waiting.set(n, resolve));
    worker.postMessage({ ...asked, n, seed });
    return told;
  }

  return {
    frame: async (camera, width, height, at, seconds) =>
      (await ask({ do: "frame", camera, width, height, at, seconds }))?.jpeg ?? null,
    async turn(camera, speeds, seconds) {
      await ask({ do: "turn", camera, ...speeds, seconds });
    },
    preset: async (camera, number) => ((await ask({ do: "preset", camera, number }))?.jpeg ?? null) !== null,
    close: end,
  };
}
