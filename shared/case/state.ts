/**
 * The states a case can be in, and the six stages that screens show.
 *
 * Identifiers follow the field's own steps: report, accept, file, dispatch, handle, check, close.
 * `CaseState` is the precise place in the flow; `Stage` is what a person sees from fifteen metres.
 */

/** Every state of a case. The index in this list is the code used in columns and in SQLite: new ones go to the end. */
export const CASE_STATES = [
  "reported", // 已上报, waits for acceptance
  "preChecking", // 核实中, a patroller confirms a public report before filing
  "pendingFiling", // 待立案
  "pendingDispatch", // 待派遣
  "pendingHandling", // 待处置, dispatched but the department has not yet taken it on
  "handling", // 处置中
  "pendingReview", // 待核查, the department says it is done
  "checking", // 核查中, a patroller looks on site
  "pendingClose", // 待结案
  "returned", // 回退中, the department sent it back
  "suspended", // 挂账
  "closed", // 已结案
  "notAccepted", // 不予受理
  "notFiled", // 不予立案
  "voided", // 作废
  "selfHandledClosed", // 自处置结案
  "awaitingCityCheck", // 待市级核查: the county asked the city to check (中方 2020)
  "answered", // 咨询办结, answered at once and never filed
] as const;

export type CaseState = (typeof CASE_STATES)[number];

/** The six stages of the visual language, in order. Shape first: ○ ◇ △ ▢ ⬡ •. */
export const STAGES = ["reported", "filed", "dispatched", "handling", "checking", "closed"] as const;

export type Stage = (typeof STAGES)[number];

const STAGE_OF: Record<CaseState, Stage> = {
  reported: "reported",
  preChecking: "reported",
  pendingFiling: "reported",
  pendingDispatch: "filed",
  returned: "filed",
  pendingHandling: "dispatched",
  handling: "handling",
  suspended: "handling",
  pendingReview: "checking",
  checking: "checking",
  pendingClose: "checking",
  closed: "closed",
  notAccepted: "closed",
  notFiled: "closed",
  voided: "closed",
  selfHandledClosed: "closed",
  awaitingCityCheck: "checking",
  answered: "closed",
};

/** The stage a state is shown as. */
export function stageOf(state: CaseState): Stage {
  return STAGE_OF[state];
}

/** The column code of a state: its index in `CASE_STATES`. */
export function stateCode(state: CaseState): number {
  return CASE_STATES.indexOf(state);
}

/** The state of a column code. Throws on a code that no state has: a broken invariant. */
export function stateOfCode(code: number): CaseState {
  const state = CASE_STATES[code];
  if (state === undefined) throw new Error(`no case state has the code ${code}`);
  return state;
}

/** Stage index (0–5) for each state code; for tight loops over columns. */
export const STAGE_INDEX_OF_STATE_CODE: readonly number[] = CASE_STATES.map((state) => STAGES.indexOf(STAGE_OF[state]));

/** True while somebody still has to do something about the case. */
export function isOpen(state: CaseState): boolean {
  return STAGE_OF[state] !== "closed";
}
