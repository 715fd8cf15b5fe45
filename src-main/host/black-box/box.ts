/**
 * 黑匣子: one picture a second of each wall window on this machine, and what its seats did, in a ring of files that is
 * bounded by hours and bytes. It may be lost and may be off; the wall goes on either way.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { BlackBoxStatus } from "../../../shared/ops.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import type { HostAct } from "../../../shared/wire/port.ts";
import type { DeskRequest } from "../../../shared/wire/desk.ts";
import { keptOfAct, keptOfRequest, type BoxAct } from "./acts.ts";
import { LIMITS, openRing, type Ring, type RingLimits } from "./ring.ts";
import type { BoxRecord } from "./records.ts";

export type BoxEvent =
  /** Nothing is being recorded; said once until it is again. */
  { readonly event: "boxPaused"; readonly trouble: Trouble } | { readonly event: "boxRecording" };

export interface BoxOptions {
  readonly dataDir: string;
  /** 0: nothing is recorded, and what there was is deleted. */
  readonly hours: number;
  readonly wall: () => number;
  readonly real: () => number;
  /** Hub time, epoch ms. */
  readonly now: () => number;
  /** Who is logged in; null for nobody. */
  readonly person: () => { readonly uid: number; readonly name: string } | null;
  readonly log: (event: BoxEvent) => void;
  /** What is otherwise, for tests. */
  readonly limits?: Partial<RingLimits>;
  readonly free?: (folder: string) => Promise<number>;
}

export interface BlackBox {
  /** A picture of a window; more than one a second are let go of. */
  picture(window: string, jpeg: Uint8Array): void;
  acted(what: HostAct, program: string): void;
  asked(request: DeskRequest, program: string): void;
  status(): BlackBoxStatus;
  read(from: number, to: number): AsyncGenerator<BoxRecord>;
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Somewhat under a second, so that a picture a second is one a second however the clocks beat. */
const PICTURE_MS = 900;

export function openBlackBox(options: BoxOptions): BlackBox {
  const { dataDir, hours, wall, real, now, person, log } = options;
  const folder = join(dataDir, "black-box");
  const limits: RingLimits = { ...LIMITS, ...options.limits, hours };
  if (hours === 0) rmSync(folder, { recursive: true, force: true });
  const free = options.free === undefined ? {} : { free: options.free };
  const ring: Ring | null = hours === 0 ? null : openRing({ folder, limits, wall, real, ...free });
  const last = new Map<string, number>();
  let [pictures, acts, dropped] = [0, 0, 0];
  let paused = false;

  function troubleOf(why: string): Trouble {
    if (why === "ENOSPC" || why === "EDQUOT") return { code: "blackBoxFull", params: { dir: folder } };
    return { code: "blackBoxBroken", params: { dir: folder, why } };
  }

  function keep(kind: BoxRecord["kind"], name: string, body: Uint8Array): boolean {
    if (ring === null) return false;
    const taken = ring.add({ kind, at: now(), wall: wall(), name, body });
    const why = ring.failing();
    if ((why !== null) !== paused) {
      paused = why !== null;
      log(why === null ? { event: "boxRecording" } : { event: "boxPaused", trouble: troubleOf(why) });
    }
    return taken;
  }

  function act(kept: ReturnType<typeof keptOfAct>, program: string): void {
    if (kept === null || ring === null) return;
    const who = person();
    const whole: BoxAct = {
      ...{ program, caseUid: 0, thing: 0, about: "", person: who?.uid ?? 0, name: who?.name ?? "" },
      ...kept,
    };
    if (keep("act", "", Buffer.from(JSON.stringify(whole), "utf8"))) acts++;
    else dropped++;
  }

  return {
    picture(window, jpeg) {
      if (ring === null || real() - (last.get(window) ?? Number.NEGATIVE_INFINITY) < PICTURE_MS) return;
      last.set(window, real());
      if (keep("picture", window, jpeg)) pictures++;
      else dropped++;
    },
    acted: (what, program) => act(keptOfAct(what), program),
    asked: (request, program) => act(keptOfRequest(request), program),
    status() {
      const why = ring?.failing() ?? null;
      const span = ring?.span() ?? null;
      return {
        state: ring === null ? "off" : why === null ? "recording" : "paused",
        trouble: why === null ? null : troubleOf(why),
        bytes: ring?.bytes() ?? 0,
        mostBytes: limits.bytes,
        hours,
        from: span?.from ?? null,
        to: span?.to ?? null,
        ...{ pictures, acts, dropped },
      };
    },
    async *read(from, to) {
      if (ring !== null) yield* ring.read(from, to);
    },
    settled: async () => ring?.settled(),
    close: async () => ring?.close(),
  };
}
