/**
 * The cameras as a host reaches them: opens the lanes that windows watch on, turns cameras, and fetches pictures. Addresses
 * and what opens them stay here.
 *
 * Rules (docs/rules.md): V1 and on.
 */
import type { LaneWord } from "../../../shared/video/lane.ts";
import type { LookReason, StreamUse } from "../../../shared/video/stream.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import type { RecordOf } from "../../../shared/tables.ts";

export interface LaneAsked {
  readonly camera: number;
  readonly use: StreamUse;
  readonly why: LookReason;
  /** What it is about, 0 none. */
  readonly caseUid: number;
  /** Which program of this host watches. */
  readonly program: string;
}

export interface Lane {
  /** Bytes that the window has taken in since the lane was opened. */
  took(bytes: number): void;
  want(n: number, url: string): void;
  offer(sdp: string): void;
  close(): void;
}

export interface EyesOptions {
  readonly dataDir: string;
  /** A file of names and passwords by gateway and machine; null for none. */
  readonly secrets: string | null;
  readonly camera: (uid: number) => RecordOf<"cameras"> | null;
  readonly gateway: (uid: number) => RecordOf<"gateways"> | null;
  /** Address of the hub, for pictures that it renders itself; null while it has none. */
  readonly hub: () => { readonly url: string; readonly token: string } | null;
  /** Hub time, epoch ms. */
  readonly now: () => number;
  /** Monotonic real ms. */
  readonly real: () => number;
  /** Somebody has looked; called when they stop, and now and then while it goes on. */
  readonly looked: (look: LaneAsked & { readonly fromAt: number; readonly toAt: number }) => void;
}

export interface Eyes {
  /** Opens a lane; what comes is told until `closed` or `close`. */
  open(asked: LaneAsked, tell: (word: LaneWord) => void): Lane;
  /** Speeds from −1 to 1; null when it was done. */
  turn(camera: number, pan: number, tilt: number, zoom: number): Promise<Trouble | null>;
  preset(camera: number, number: number): Promise<Trouble | null>;
  close(): void;
}

export function openEyes(_options: EyesOptions): Eyes {
  const trouble: Trouble = { code: "cameraAway", params: { why: "" } };
  return {
    open(_asked, tell) {
      const timer = setTimeout(() => tell({ is: "closed", trouble }));
      return { took: () => {}, want: () => {}, offer: () => {}, close: () => clearTimeout(timer) };
    },
    turn: () => Promise.resolve(trouble),
    preset: () => Promise.resolve(trouble),
    close: () => {},
  };
}
