/** The words of the line's state machine (line.ts): its states, what may happen, what is to be done. */
import type { Role } from "../../../shared/roles.ts";
import type { Scope } from "../../../shared/scope.ts";
import type { TableName } from "../../../shared/tables.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import type { Delta, Hello, Page, PageRequest, TokenRefusal, Welcome } from "../../../shared/wire/hub.ts";
import type { Position } from "../cache/position.ts";

/** What does not change while a line runs: who the host is to the hub, and its patience in real ms. */
export interface Around {
  /** "" when it has none. */
  readonly token: string;
  readonly name: string;
  readonly keepMonths: number | null;
  /** Silence after which the hub counts as gone (S11). */
  readonly silenceMs: number;
  /** Waits before the first try after a cut, and at most (S10). */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

/** Why the line is not standing. */
export type Why =
  | { readonly why: "unreachable"; readonly detail: string }
  | { readonly why: "wireVersion"; readonly hub: number; readonly host: number }
  | { readonly why: "garbled"; readonly what: string }
  | { readonly why: "refused"; readonly code: TokenRefusal }
  | { readonly why: "cacheFailed"; readonly detail: string }
  /** There is no room for it, or no leave to write it. */
  | { readonly why: "unwritable"; readonly trouble: Trouble }
  | { readonly why: "cacheBroken"; readonly detail: string };

/** Rows with after < uid ≤ last of a table. */
export interface Range {
  readonly table: TableName;
  readonly after: number;
  readonly last: number;
}

/** How far the comparison of digests is (S20). */
export type Check =
  /** Asked for the totals (`tables` empty) or for the buckets of `tables`; `again`: the answer was of another place. */
  | {
      readonly step: "asked";
      readonly tables: readonly TableName[];
      readonly repaired: boolean;
      readonly again: boolean;
    }
  /** Fetching the first of `ranges` anew, from `after` on. */
  | { readonly step: "repair"; readonly ranges: readonly Range[]; readonly after: number };

export interface Common {
  readonly position: Position;
  /** Tries since the line last stood. */
  readonly attempt: number;
  /** Why the last try ended; null once the line stands. */
  readonly why: Why | null;
  /** What the last welcome agreed on. */
  readonly spoken: { readonly wire: number; readonly role: Role } | null;
}

export type Line = Common &
  (
    | { readonly at: "stopped" }
    | { readonly at: "connecting" }
    /** `anew`: whatever the hub answers, a full copy is taken. `wire`: the version the hello was said in. */
    | { readonly at: "greeting"; readonly anew: boolean; readonly wire: number }
    /**
     * The cache is brought to another scope (S16). It goes on when the line breaks meanwhile: what was granted or taken
     * away stays so. `goal` is the position once it is done, `cut` why the line does not go on then, `again` that rights
     * have changed once more.
     */
    | { readonly at: "sweeping"; readonly goal: Position; readonly cut: Why | null; readonly again: boolean }
    | { readonly at: "snapshot" }
    /**
     * `gap`: a delta was ahead of our cursor, and the tail has been asked for again. `waited`: pulses in a row that found
     * the hub ahead of us without a delta between them.
     */
    | { readonly at: "live"; readonly gap: boolean; readonly waited: number; readonly check: Check | null }
    | { readonly at: "waiting" }
  );

export type LineAt = Line["at"];

/** The hub's digest, held against the cache's own at the moment it came. */
export interface Compared {
  readonly epoch: string;
  readonly at: number;
  /** Tables whose buckets came too. */
  readonly tables: readonly TableName[];
  /** Tables whose totals differ. */
  readonly differing: readonly TableName[];
  /** What of `tables` differs. */
  readonly ranges: readonly Range[];
}

export type LineEvent =
  | { readonly event: "start" }
  | { readonly event: "stop" }
  | { readonly event: "opened" }
  | { readonly event: "welcome"; readonly welcome: Welcome }
  | { readonly event: "page"; readonly page: Page }
  | { readonly event: "pageLate" }
  | { readonly event: "delta"; readonly delta: Delta }
  | { readonly event: "behind" }
  | { readonly event: "rescope" }
  /** Another token is to be shown: somebody has logged in or out here, or a session was renewed. */
  | { readonly event: "anew" }
  /** The hub's head, as a pulse told it. */
  | { readonly event: "pulse"; readonly head: number }
  /** It is time to hold the cache against the hub, or somebody wants it. */
  | { readonly event: "check" }
  | { readonly event: "digest"; readonly digest: Compared }
  | { readonly event: "swept" }
  | { readonly event: "garbled"; readonly what: string }
  | { readonly event: "closed"; readonly detail: string }
  /** Every two seconds of an open line. */
  | { readonly event: "beat"; readonly silentMs: number }
  | { readonly event: "retry" }
  /** The cache did not take a change; `unwritable` where that is because nothing can be written to it. */
  | {
      readonly event: "cacheFailed";
      readonly detail: string;
      readonly unwritable: Trouble | null;
      readonly position: Position;
    }
  /** The cache cannot be used any more. */
  | { readonly event: "cacheBroken"; readonly detail: string };

/** What somebody may want to know, and nothing follows from. */
export type News =
  | { readonly news: "gap"; readonly from: number; readonly to: number }
  | { readonly news: "differs"; readonly tables: readonly TableName[] }
  | {
      readonly news: "compared";
      readonly at: number;
      readonly outcome: "same" | "repaired" | "differs";
      readonly differing: readonly TableName[];
    };

export type LineAction =
  | { readonly do: "connect" }
  | { readonly do: "disconnect" }
  | { readonly do: "hello"; readonly hello: Hello }
  | { readonly do: "askPage"; readonly request: PageRequest }
  /** Writes the position alone: a full copy begins. */
  | { readonly do: "note"; readonly position: Position }
  | { readonly do: "applyPage"; readonly page: Page; readonly position: Position }
  | { readonly do: "applyDelta"; readonly delta: Delta; readonly position: Position }
  /** Puts a repaired range in place; the position stays. */
  | { readonly do: "applyRange"; readonly page: Page; readonly last: number }
  /** Brings the cache to `scope` in slices, `swept` when it is done: `from` is its position meanwhile, `goal` then. */
  | { readonly do: "sweep"; readonly scope: Scope; readonly from: Position; readonly goal: Position }
  | { readonly do: "tail"; readonly cursor: number }
  | { readonly do: "credit"; readonly to: number }
  | { readonly do: "askTime" }
  | { readonly do: "askDigest"; readonly tables: readonly TableName[] }
  | { readonly do: "tell"; readonly news: News }
  | { readonly do: "wait"; readonly ms: number };

export interface Step {
  readonly line: Line;
  readonly actions: readonly LineAction[];
}

export type In<S extends LineAt> = Extract<Line, { at: S }>;
export type Of<E extends LineEvent["event"]> = Extract<LineEvent, { event: E }>;
/** What comes of an event; `chance` in [0, 1) spreads waits. */
export type Handler<S extends LineAt, E extends LineEvent["event"]> = (
  line: In<S>,
  event: Of<E>,
  around: Around,
  chance: number,
) => Step;
