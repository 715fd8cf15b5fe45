/**
 * One question with a live answer, shared by all windows that ask it.
 *
 * A view keeps what is true now and since which rev, never a queue per window: a window that has not answered for an hour
 * costs a few numbers, and gets everything that changed meanwhile in its next patch.
 */
import type { Changes } from "../cache/changes.ts";
import type { HostMessage } from "../../../shared/wire/port.ts";

type Unnumbered<M> = M extends { view: number; rev: number } ? Omit<M, "view" | "rev"> : never;
/** What a view says to one window; the conversation adds its own numbers of the view and of the patch. */
export type Patch = Unnumbered<Extract<HostMessage, { say: "whole" | "keyed" | "columns" }>>;

export interface LiveView {
  /** The longest a change may wait, real ms; a view that is dear to compute may stretch it. */
  readonly beatMs: number;
  /** The share of the host's time it may take, where that is another than for most. */
  readonly share?: number;
  /** True when the answer may change by time alone. */
  readonly timed: boolean;
  /** Marks what changed; cheap, called for every applied batch. */
  take(changes: Changes): void;
  /** True when something the answer depends on was marked since the last `refresh`. */
  stale(): boolean;
  /** Brings the answer up to date; true when it is another one than before. */
  refresh(): boolean;
  /** One window's reading of the view. */
  reader(): PatchReader;
}

export interface PatchReader {
  /** What this window has not been given yet, or null when it has everything. */
  next(): Patch | null;
}
