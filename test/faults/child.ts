/** Hubs and hosts in processes of their own, to be killed at any moment. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import type { DeskAnswer, DeskMessage } from "../../shared/wire/desk.ts";
import type { ActResult, HostAct, LineReport } from "../../shared/wire/port.ts";
import type { Grant } from "../../src-hub/store/store.ts";
import type { Seat, Seen } from "./seat.ts";
import type { Town } from "./town.ts";

export interface HostSettings {
  readonly dataDir: string;
  readonly url: string;
  readonly token: string;
  readonly name: string;
  /** How far the machine's clock is ahead when the host starts. */
  readonly clockOffMs?: number;
}

export interface HubSettings {
  readonly dataDir: string;
  /** 0 for any. */
  readonly port: number;
  readonly seed: number;
  readonly grants: readonly { readonly name: string; readonly token: string; readonly more: Partial<Grant> }[];
  readonly town: { readonly rows: number; readonly asked: number };
}

export type HostCall =
  | { readonly call: "ask"; readonly message: DeskMessage; readonly holdMs?: number }
  | { readonly call: "act"; readonly what: HostAct }
  | { readonly call: "watch"; readonly uid: number }
  | { readonly call: "clock"; readonly offMs: number }
  | { readonly call: "hold"; readonly names: readonly string[]; readonly held: boolean }
  | { readonly call: "resize"; readonly dir: string; readonly size: string }
  | { readonly call: "copy"; readonly to: string }
  | { readonly call: "close" };

export type HubCall =
  | { readonly call: "live"; readonly everyMs: number | null }
  | { readonly call: "dieAfter"; readonly commits: number }
  | { readonly call: "clock"; readonly offMs: number }
  | { readonly call: "close" };

/** A process that may be gone at any time. */
interface Child<Call> {
  /** Rejects with what was said on its error output when the process ends before it answers. */
  call(call: Call): Promise<unknown>;
  /** Settles once it is gone. */
  readonly gone: Promise<void>;
  alive(): boolean;
  readonly pid: number;
  /** kill −9; settles once it is gone. */
  kill(): Promise<void>;
  /** Everything noteworthy it told. */
  readonly events: readonly unknown[];
  /** What it said on its error output. */
  complaints(): string;
}

export interface HostChild extends Child<HostCall>, Seat {
  report(): LineReport | null;
}

export interface HubChild extends Child<HubCall> {
  readonly port: number;
  readonly town: Town;
}

type Told =
  | { readonly ready: true; readonly port?: number; readonly town?: Town }
  | { readonly seen: Seen; readonly report: LineReport }
  | { readonly event: unknown }
  | { readonly n: number; readonly value?: unknown; readonly error?: string };

/** Starts one; settles with its first word. `under`: a command that the program is run by. */
async function start<Call>(
  program: string,
  settings: object,
  hear: (told: Extract<Told, { seen: unknown }>) => void,
  under: readonly string[] = [],
): Promise<Child<Call> & { readonly first: Extract<Told, { ready: true }> }> {
  const node = [process.execPath, join(import.meta.dirname, "programs", program), JSON.stringify(settings)];
  const [command = "", ...args] = [...under, ...node];
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe", "ipc"] });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const events: unknown[] = [];
  const ready = Promise.withResolvers<Extract<Told, { ready: true }>>();
  let [said, asked, alive] = ["", 0, true];
  child.stderr?.on("data", (bytes: Buffer) => (said = (said + bytes.toString()).slice(-20_000)));
  child.on("message", (told: Told) => {
    if ("ready" in told) ready.resolve(told);
    else if ("seen" in told) hear(told);
    else if ("event" in told) events.push(told.event);
    else {
      const { resolve, reject } = waiting.get(told.n) ?? {};
      waiting.delete(told.n);
      if (told.error === undefined) resolve?.(told.value);
      else reject?.(new Error(told.error));
    }
  });
  const gone = new Promise<void>((resolve) => {
    child.once("close", () => {
      alive = false;
      const error = new Error(`${program} is gone: ${said}`);
      ready.reject(error);
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
      resolve();
    });
  });
  const first = await ready.promise;
  return {
    first,
    pid: child.pid ?? 0,
    gone,
    events,
    alive: () => alive,
    complaints: () => said,
    call: (call) =>
      new Promise((resolve, reject) => {
        if (!alive) return reject(new Error(`${program} is gone`));
        waiting.set(++asked, { resolve, reject });
        child.send({ n: asked, call }, undefined, undefined, () => undefined);
      }),
    async kill() {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

const NOTHING_SEEN: Seen = { line: null, sync: null, outbox: [], cases: null, watched: null, failed: null };

export async function startHost(settings: HostSettings, under: readonly string[] = []): Promise<HostChild> {
  let seen = NOTHING_SEEN;
  let report: LineReport | null = null;
  const child = await start<HostCall>(
    "host-child.ts",
    settings,
    (told) => {
      seen = told.seen;
      report = told.report;
    },
    under,
  );
  return {
    ...child,
    seen: () => seen,
    report: () => report,
    ask: (message, holdMs) =>
      child.call({ call: "ask", message, ...(holdMs === undefined ? {} : { holdMs }) }) as Promise<DeskAnswer>,
    act: (what) => child.call({ call: "act", what }) as Promise<ActResult>,
    watch: (uid) => void child.call({ call: "watch", uid }).catch(() => undefined),
    close: () => void child.call({ call: "close" }).catch(() => undefined),
  };
}

export async function startHub(settings: HubSettings): Promise<HubChild> {
  const child = await start<HubCall>("hub-child.ts", settings, () => undefined);
  const { port, town } = child.first;
  if (port === undefined || town === undefined) throw new Error("a hub without a port");
  return { ...child, port, town };
}
