/**
 * The commands of the case book at a seat: which key each has, and what its form asks for.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z24 Every command that a state allows has a key, and no two commands of one state have the same.
 * - Z25 A seat offers what the state allows and the role may; what the case's past or the city's rules forbid is shown
 *   with the reason and not done.
 */
import type { Case, Command, CommandKind } from "../../../shared/case/case.ts";
import { ALLOWED, decide, isRefusal } from "../../../shared/case/decide.ts";
import type { CasePolicy } from "../../../shared/case/policy.ts";
import type { CaseState } from "../../../shared/case/state.ts";
import { plainCalendar } from "../../../shared/case/worktime.ts";
import type { DeskRefusal, DeskRequest } from "../../../shared/wire/desk.ts";

/** A command on a case that is there. */
export type CaseCommandKind = Exclude<CommandKind, "report">;
/** As the desk takes it. */
export type CaseCommand = Extract<DeskRequest, { ask: "case" }>["command"];

/** What forms ask for. */
export const FIELDS = [
  "department",
  "limit",
  "confirmed",
  "of",
  "score",
  "reason",
  "opinion",
  "reply",
  "note",
  "answerBy",
] as const;
export type Field = (typeof FIELDS)[number];

interface CommandForm {
  /** As `SeatAct.key`. */
  readonly key: string;
  /** In the order of the form; empty for a command that says nothing but itself, which is done at its key. */
  readonly fields: readonly Field[];
}

/** Capital letters are the same as their small one, turned: accept and not accept, extend and ask for it. */
export const COMMANDS: Readonly<Record<CaseCommandKind, CommandForm>> = {
  accept: { key: "a", fields: [] },
  notAccept: { key: "Shift+A", fields: ["reason"] },
  answer: { key: "i", fields: ["reason"] },
  sendPreCheck: { key: "y", fields: [] },
  preCheck: { key: "p", fields: ["confirmed"] },
  selfHandle: { key: "g", fields: [] },
  file: { key: "l", fields: ["limit"] },
  notFile: { key: "Shift+L", fields: ["reason"] },
  markDuplicate: { key: "m", fields: ["of"] },
  dispatch: { key: "d", fields: ["department"] },
  redispatch: { key: "d", fields: ["department", "reason"] },
  returnToAcceptor: { key: "b", fields: ["reason"] },
  refuseSendBack: { key: "Shift+B", fields: ["reason"] },
  takeOn: { key: "t", fields: [] },
  submit: { key: "s", fields: [] },
  sendBack: { key: "b", fields: ["reason"] },
  requestExtension: { key: "e", fields: ["reason"] },
  extend: { key: "Shift+E", fields: [] },
  refuseExtension: { key: "r", fields: ["reason"] },
  requestSuspension: { key: "h", fields: ["reason"] },
  suspend: { key: "Shift+H", fields: ["reason"] },
  refuseSuspension: { key: "Shift+R", fields: ["reason"] },
  resume: { key: "r", fields: [] },
  sendPostCheck: { key: "y", fields: [] },
  requestCityCheck: { key: "Shift+Y", fields: [] },
  passCheck: { key: "p", fields: [] },
  failCheck: { key: "f", fields: ["reason"] },
  callBack: { key: "g", fields: ["score"] },
  close: { key: "z", fields: [] },
  forceClose: { key: "Shift+Z", fields: ["reason"] },
  void: { key: "Shift+X", fields: ["reason"] },
  supervise: { key: "v", fields: ["opinion", "answerBy"] },
  answerSupervision: { key: "Shift+V", fields: ["reply"] },
  urge: { key: "w", fields: ["note"] },
  appeal: { key: "a", fields: ["reason"] },
  grantAppeal: { key: "y", fields: ["reason"] },
  refuseAppeal: { key: "Shift+Y", fields: ["reason"] },
};

/** A command that is offered; `cannot` says why it would be refused. */
export interface Offered {
  readonly kind: CaseCommandKind;
  readonly key: string;
  readonly cannot: DeskRefusal | null;
}

/** What a forecast goes by. `c` is null for a case whose facts are not on this machine. */
export interface Outlook {
  readonly state: CaseState;
  readonly c: Case | null;
  readonly policy: CasePolicy;
  readonly timeZone: string;
  /** Hub time, epoch ms. */
  readonly now: number;
}

/**
 * What the state allows and the role may, in the order of the transition table: first what can be done, then what cannot,
 * with the refusal that is known.
 */
export function offeredOf(outlook: Outlook, may: (kind: CaseCommandKind) => boolean): readonly Offered[] {
  return ALLOWED[outlook.state]
    .filter((kind): kind is CaseCommandKind => kind !== "report" && may(kind as CaseCommandKind))
    .map((kind) => ({ kind, key: COMMANDS[kind].key, cannot: forecast(kind, outlook) }))
    .toSorted((a, b) => +(a.cannot !== null) - +(b.cannot !== null));
}

/** Why a command would be refused whatever its form says; null when nothing stands against it. The hub decides. */
export function forecast(kind: CaseCommandKind, { c, policy, timeZone, now }: Outlook): DeskRefusal | null {
  if (c === null) return null;
  const at = Math.max(now, c.facts.at(-1)?.at ?? 0);
  const answer = decide(c, { ...sampleOf(kind, c), at, by: "" } as Command, {
    policy,
    calendar: plainCalendar(timeZone),
  });
  return isRefusal(answer) ? answer.refused : null;
}

/** A command of this kind with values that are good in themselves. */
function sampleOf(kind: CaseCommandKind, c: Case): Readonly<Record<string, unknown>> {
  return {
    kind,
    reason: "—",
    opinion: "—",
    reply: "—",
    note: "",
    confirmed: true,
    limit: { value: 1, type: "workHour" },
    of: 1,
    department: c.department + 1,
    score: 100,
  };
}
