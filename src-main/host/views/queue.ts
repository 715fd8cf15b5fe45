/**
 * The queue of a role: which cases wait for it, in the order in which they burn.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z11 A queue holds the open cases in the states that wait for its role, and those whose department has asked for what the
 *   role decides; each as the commands on their way would leave it.
 * - Z12 What burns is the clock that runs out first; the queue is in the order in which they run out, what has none last.
 * - Z13 Text finds what holds every word of it in its number, address, description or class.
 */
import type { CaseRequest } from "../../../shared/case/case.ts";
import { STAGES, CASE_STATES, STAGE_INDEX_OF_STATE_CODE, type CaseState } from "../../../shared/case/state.ts";
import { burningAt, burnLight, nothingBurns, type Burning } from "../../../shared/evaluation/burn.ts";
import { matches, type CaseFilter } from "../../../shared/evaluation/columns.ts";
import { mayCommand, QUEUE_OF } from "../../../shared/rights.ts";
import type { Role } from "../../../shared/roles.ts";
import type { QueueOrder, QueueValue } from "../../../shared/seat.ts";
import { rowOf } from "../../../shared/tables.ts";
import type { Question } from "../../../shared/view.ts";
import { CaseColumnStore } from "./case-columns.ts";
import { orderByTime } from "./order-by-time.ts";
import { requestIn } from "./open-cases.ts";
import { textTest, type TextTest } from "./queue-text.ts";
import { shownCase } from "./shown-case.ts";
import type { Source } from "./source.ts";
import { narrowedFilter } from "./window.ts";

export type QueueQuestion = Extract<Question, { view: "queue" }>;

const MINUTE = 60_000;
/** Where a policy has no limit for dispatch there is no such clock either. */
const USUAL_DISPATCH_MINUTES = 10;
/** Real ms that an answer may spend on reading open cases it does not need at once. */
const READ_ON_MS = 20;
/** Answers remembered, so that the same one is not sent again. */
const MOST_REMEMBERED = 16;

/** What departments have asked for, by case. */
type Requests = ReadonlyMap<number, CaseRequest["asks"]>;

const CLOSED = STAGES.indexOf("closed");

const remembered = new WeakMap<Source, Map<string, QueueValue>>();

export function queueAnswer(asked: QueueQuestion, source: Source): QueueValue {
  const role = asked.role || (source.beside.seat.session().person?.role ?? "admin");
  const states = QUEUE_OF[role];
  source.openCases.readOn(READ_ON_MS, () => performance.now());
  const chosen = chosenOf(asked, role, states, source);
  const value = { ...ordered(chosen, asked.order), counts: countsOf(chosen, source.now()), states };
  return asBefore(JSON.stringify(asked), value, source);
}

/** Cases that were chosen, as columns in any order. */
interface Chosen {
  readonly uid: Uint32Array;
  readonly burnsFrom: Float64Array;
  readonly burnsAt: Float64Array;
  readonly burn: Uint8Array;
  /** What the order goes by when it is not what burns. */
  readonly instant: Float64Array;
}

function chosenOf(asked: QueueQuestion, role: Role, states: readonly CaseState[] | null, source: Source): Chosen {
  const { cases, openCases } = source;
  const now = source.now();
  const { filter } = narrowedFilter({ period: asked.period ?? "all", only: asked.only }, source);
  const text = textTest(asked.text, source);
  const waits = waitingStates(states);
  const dispatchMs = dispatchMsOf(source);
  const overlay = overlayOf(source);
  const found = new Found(cases.open.size + overlay.cases.length);
  const burning = nothingBurns();

  const take = (columns: CaseColumnStore, i: number, requests: Requests): void => {
    const uid = columns.uid[i] as number;
    if (!isWaiting(columns, i, waits, requests, role)) return;
    if (!fits(columns, i, filter, text, now)) return;
    burningAt(columns, i, dispatchMs, burning);
    const instant = asked.order === "deadline" ? columns.deadline[i] : columns.reportedAt[i];
    found.push(uid, burning, instant as number);
  };

  for (const i of cases.open) if (!overlay.uids.has(cases.uid[i] as number)) take(cases, i, openCases.requests());
  for (let i = 0; i < overlay.cases.length; i++) take(overlay.cases, i, overlay.requests);
  return found.columns();
}

/** By code: whether a case in this state is in the queue. */
function waitingStates(states: readonly CaseState[] | null): Uint8Array {
  return Uint8Array.from(CASE_STATES, (state, code) =>
    states === null ? Number(STAGE_INDEX_OF_STATE_CODE[code] !== CLOSED) : Number(states.includes(state)),
  );
}

function isWaiting(columns: CaseColumnStore, i: number, waits: Uint8Array, requests: Requests, role: Role): boolean {
  if (waits[columns.state[i] as number] === 1) return true;
  const asks = requests.get(columns.uid[i] as number);
  return asks !== undefined && mayCommand(role, asks === "extension" ? "extend" : "suspend");
}

/** The text last: it looks dearest. */
function fits(columns: CaseColumnStore, i: number, filter: CaseFilter, text: TextTest | null, now: number): boolean {
  return (
    matches(columns, i, filter, now) && (text === null || text(columns.uid[i] as number, columns.classUid[i] as number))
  );
}

/** Cases with commands on their way, as those would leave them. */
interface Overlay {
  readonly uids: ReadonlySet<number>;
  readonly cases: CaseColumnStore;
  readonly requests: Requests;
}

const NO_OVERLAY: Overlay = { uids: new Set(), cases: new CaseColumnStore(), requests: new Map() };

function overlayOf(source: Source): Overlay {
  const { outbox } = source.beside;
  const asked = outbox.entries().flatMap(({ message: { request } }) => (request.ask === "case" ? [request.uid] : []));
  const uids = new Set(asked.filter((uid) => outbox.unsettled(uid).length > 0));
  if (uids.size === 0) return NO_OVERLAY;
  const cases = new CaseColumnStore();
  const requests = new Map<number, CaseRequest["asks"]>();
  for (const uid of uids) {
    const record = shownCase(uid, source)?.record;
    if (record === undefined) continue;
    cases.put(rowOf("cases", record));
    const asks = requestIn(record);
    if (asks !== null) requests.set(uid, asks);
  }
  return { uids, cases, requests };
}

/** How long the policy gives until a department has a case, ms. */
export const dispatchMsOf = ({ rules }: Source): number =>
  (rules.policy().dispatchMinutes ?? USUAL_DISPATCH_MINUTES) * MINUTE;

/** Columns that are filled one case after another. */
class Found {
  private length = 0;
  private readonly uid: Uint32Array;
  private readonly burnsFrom: Float64Array;
  private readonly burnsAt: Float64Array;
  private readonly burn: Uint8Array;
  private readonly instant: Float64Array;

  constructor(most: number) {
    this.uid = new Uint32Array(most);
    this.burnsFrom = new Float64Array(most);
    this.burnsAt = new Float64Array(most);
    this.burn = new Uint8Array(most);
    this.instant = new Float64Array(most);
  }

  push(uid: number, { from, at, burn }: Burning, instant: number): void {
    const i = this.length++;
    this.uid[i] = uid;
    this.burnsFrom[i] = from;
    this.burnsAt[i] = at;
    this.burn[i] = burn;
    this.instant[i] = instant;
  }

  columns(): Chosen {
    const cut = <T extends Uint8Array | Uint32Array | Float64Array>(column: T) => column.subarray(0, this.length) as T;
    return {
      uid: cut(this.uid),
      burnsFrom: cut(this.burnsFrom),
      burnsAt: cut(this.burnsAt),
      burn: cut(this.burn),
      instant: cut(this.instant),
    };
  }
}

/** The columns in the order asked for. Plain loops: made by `from` they would take longer than everything before. */
function ordered(chosen: Chosen, by: QueueOrder): Pick<QueueValue, "uid" | "burnsAt" | "burn"> {
  const order = orderByTime(by === "burns" ? chosen.burnsAt : chosen.instant, chosen.uid, by === "newest");
  const { length } = order;
  const [uid, burnsAt, burn] = [new Uint32Array(length), new Float64Array(length), new Uint8Array(length)];
  for (let k = 0; k < length; k++) {
    const i = order[k] as number;
    uid[k] = chosen.uid[i] as number;
    burnsAt[k] = chosen.burnsAt[i] as number;
    burn[k] = chosen.burn[i] as number;
  }
  return { uid, burnsAt, burn };
}

function countsOf({ burnsFrom, burnsAt }: Chosen, now: number): QueueValue["counts"] {
  const clock = { from: Number.NaN, at: Number.NaN };
  let [red, yellow] = [0, 0];
  for (let i = 0; i < burnsAt.length; i++) {
    clock.from = burnsFrom[i] as number;
    clock.at = burnsAt[i] as number;
    const light = burnLight(clock, now);
    if (light === "red") red++;
    else if (light === "yellow") yellow++;
  }
  return { all: burnsAt.length, red, yellow };
}

/** The answer given before where it says the same: then nobody has to compare a hundred thousand cases again, or send them. */
function asBefore(key: string, value: QueueValue, source: Source): QueueValue {
  let answers = remembered.get(source);
  if (answers === undefined) remembered.set(source, (answers = new Map()));
  const before = answers.get(key);
  const next = before !== undefined && sameQueue(before, value) ? before : value;
  answers.delete(key);
  answers.set(key, next);
  if (answers.size > MOST_REMEMBERED) answers.delete(answers.keys().next().value as string);
  return next;
}

const bytesOf = (column: Uint8Array | Uint32Array | Float64Array) =>
  Buffer.from(column.buffer, column.byteOffset, column.byteLength);

function sameQueue(a: QueueValue, b: QueueValue): boolean {
  return (
    a.states === b.states &&
    a.counts.all === b.counts.all &&
    a.counts.red === b.counts.red &&
    a.counts.yellow === b.counts.yellow &&
    bytesOf(a.uid).equals(bytesOf(b.uid)) &&
    bytesOf(a.burnsAt).equals(bytesOf(b.burnsAt)) &&
    bytesOf(a.burn).equals(bytesOf(b.burn))
  );
}
