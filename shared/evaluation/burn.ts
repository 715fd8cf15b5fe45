/**
 * What burns: of the clocks that run on an open case, the one that runs out first. A suspended case has none, and what a
 * department has submitted is no longer held to its deadline.
 *
 * The clocks: the running step's (stage), the handling deadline, the dispatch within minutes of acceptance (资阳 2020: ten),
 * and the call back of a hotline's caller.
 */
import { CASE_SOURCES } from "../case/case.ts";
import { lightOf, type Light } from "../case/light.ts";
import { CASE_STATES, type CaseState } from "../case/state.ts";
import { BURNS, type Burn } from "../seat.ts";
import { isOpenAt, type CaseColumns } from "./columns.ts";

/**
 * A hotline's caller is called back within a day of the case waiting for its close: until then nothing can be told to them
 * (domain.md §3.2 step 8). Cities publish a day for it; no national standard does.
 */
export const CALL_BACK_MS = 86_400_000;

/** No clock runs. */
export const NO_BURN = 255;

const code = (state: CaseState) => CASE_STATES.indexOf(state);
const SUSPENDED = code("suspended");
const PENDING_CLOSE = code("pendingClose");
const AWAITS_DISPATCH: ReadonlySet<number> = new Set([code("pendingFiling"), code("pendingDispatch")]);
const HOTLINE = CASE_SOURCES.indexOf("hotline");
const burnCode = (burn: Burn) => BURNS.indexOf(burn);
const [STAGE, DEADLINE, DISPATCH, CALL_BACK] = (["stage", "deadline", "dispatch", "callBack"] as const).map(
  burnCode,
) as [number, number, number, number];

/** The clock that runs out first: when it began and runs out, epoch ms, NaN for none; `burn` is an index in BURNS or NO_BURN. */
export interface Burning {
  from: number;
  at: number;
  burn: number;
}

export const nothingBurns = (): Burning => ({ from: Number.NaN, at: Number.NaN, burn: NO_BURN });

function nearer(into: Burning, burn: number, from: number, at: number): void {
  // Not `at >= into.at`: NaN is no clock, and the first clock stands against NaN.
  if (Number.isNaN(at) || into.at <= at) return;
  into.from = from;
  into.at = at;
  into.burn = burn;
}

/**
 * What burns of case `i`, written into `into`, which is given back.
 * @param dispatchMs how long the policy gives until a department has the case; says when that clock began
 */
export function burningAt(columns: CaseColumns, i: number, dispatchMs: number, into: Burning): Burning {
  into.from = Number.NaN;
  into.at = Number.NaN;
  into.burn = NO_BURN;
  const state = columns.state[i] as number;
  if (state === SUSPENDED || !isOpenAt(columns, i)) return into;
  if (AWAITS_DISPATCH.has(state)) {
    const due = columns.dispatchDue[i] as number;
    nearer(into, DISPATCH, due - dispatchMs, due);
  }
  const since = columns.stageSince[i] as number;
  nearer(into, STAGE, since, columns.stageDue[i] as number);
  if (Number.isNaN(columns.submittedAt[i])) {
    const dispatched = columns.dispatchedAt[i] as number;
    const from = Number.isNaN(dispatched) ? (columns.reportedAt[i] as number) : dispatched;
    nearer(into, DEADLINE, from, columns.deadline[i] as number);
  }
  if (state === PENDING_CLOSE && columns.source[i] === HOTLINE && Number.isNaN(columns.satisfaction[i])) {
    nearer(into, CALL_BACK, since, since + CALL_BACK_MS);
  }
  return into;
}

/** The light of what burns, of the time between its beginning and its end; null when nothing does. */
export function burnLight({ from, at }: Pick<Burning, "from" | "at">, now: number): Light | null {
  return Number.isNaN(at) ? null : lightOf(now - from, at - from);
}
