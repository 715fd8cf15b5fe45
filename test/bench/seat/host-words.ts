/** What the seat's bench and its host say to each other. */

/** Rounds of each question; an odd number, so that one is the middle one. */
export const ROUNDS = 21;

export type HostAsked = { readonly ask: "measure" } | { readonly ask: "end" };

export type HostAnswer =
  /** The windows' address. */
  | { readonly say: "ready"; readonly url: string }
  /** Middle times, ms: of the host's answers, and of plain arrays of objects. */
  | {
      readonly say: "measured";
      readonly filterMs: number;
      readonly plainFilterMs: number;
      readonly searchMs: number;
      readonly plainSearchMs: number;
    };
