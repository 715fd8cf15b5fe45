/** The line's patience, in real ms; tests of faults shorten it. */
export interface LineTimes {
  /** Until a connection counts as failed. */
  readonly connectMs: number;
  /** Until an answer counts as lost. */
  readonly answerMs: number;
  /** The same of the desk: a person waits for it. */
  readonly deskMs: number;
  /** A freeze reads every case of the period anew, and is waited for longer. */
  readonly freezeMs: number;
  /** Between two beats of an open line. */
  readonly beatMs: number;
  /** Silence after which the hub counts as gone (S11). */
  readonly silenceMs: number;
  /** Waits before the first try after a cut, and at most (S10). */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** Between two comparisons of digests, give or take a quarter. */
  readonly digestMs: number;
  /** Until every row of the cache has been counted anew once. */
  readonly scrubMs: number;
  /** Between two looks at the hub's own state, while somebody watches. */
  readonly statusMs: number;
}

export const LINE_TIMES: LineTimes = {
  connectMs: 5_000,
  answerMs: 15_000,
  deskMs: 10_000,
  freezeMs: 600_000,
  beatMs: 2_000,
  silenceMs: 4_000,
  firstWaitMs: 500,
  longestWaitMs: 3_000,
  digestMs: 60_000,
  scrubMs: 3_600_000,
  statusMs: 5_000,
};
