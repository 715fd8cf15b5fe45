/** What happened to a case, fact by fact, as sentences. */
import type { Fact } from "../../shared/case/case.ts";
import type { RecordOf } from "../../shared/tables.ts";
import { momentText } from "../kit/time.ts";
import type { Words } from "../kit/text.ts";

/** The facts of a record, oldest first. Text that is no list of facts gives none: the hub keeps what it was sent. */
export function factsOf(record: Pick<RecordOf<"cases">, "facts">): Fact[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(record.facts);
  } catch {
    return [];
  }
  if (!Array.isArray(parsed)) return [];
  return (parsed as Fact[]).toSorted((a, b) => a.at - b.at);
}

/** A fact as one sentence. */
export function factSentence(
  fact: Fact,
  words: Words,
  departments: ReadonlyMap<number, RecordOf<"departments">>,
  now: number,
): string {
  const moment = (at: number) => momentText(at, now, words.timeZone, words.language);
  const departmentName = (uid: number | null) => {
    const department = uid === null ? undefined : departments.get(uid);
    return department === undefined ? words.text("ranking.unknown") : words.name(department);
  };
  const due = (deadline: number | null) =>
    deadline === null ? "" : words.text("fact.due", { deadline: moment(deadline) });
  switch (fact.kind) {
    case "filed":
      return words.text("fact.filed", {
        limit: words.text(`limit.${fact.limit.type}`, { count: fact.limit.value }),
      });
    case "dispatched": {
      const params = { department: departmentName(fact.department), due: due(fact.deadline) };
      return fact.reason === undefined
        ? words.text("fact.dispatched", params)
        : words.text("fact.redispatched", { ...params, reason: fact.reason });
    }
    case "sendBackRefused":
      return words.text("fact.sendBackRefused", {
        department: departmentName(fact.department),
        due: due(fact.deadline),
        reason: fact.reason,
      });
    case "extended":
      return words.text("fact.extended", { deadline: moment(fact.deadline) });
    case "preChecked":
      return words.text(fact.confirmed ? "fact.preCheckedYes" : "fact.preCheckedNo");
    case "suspended":
      return fact.until === undefined
        ? words.text("fact.suspended", { reason: fact.reason })
        : words.text("fact.suspendedUntil", { reason: fact.reason, until: moment(fact.until) });
    case "resumed":
      return fact.deadline === null
        ? words.text("fact.resumed")
        : words.text("fact.resumedDeadline", { deadline: moment(fact.deadline) });
    case "checkFailed":
      return fact.deadline === undefined
        ? words.text("fact.checkFailed", { reason: fact.reason })
        : words.text("fact.checkFailedDeadline", { reason: fact.reason, deadline: moment(fact.deadline) });
    case "calledBack":
      return words.text(fact.returns ? "fact.calledBackReturns" : "fact.calledBack", { score: fact.score });
    case "supervised":
      return fact.answerBy === undefined
        ? words.text("fact.supervised", { opinion: fact.opinion })
        : words.text("fact.supervisedUntil", { opinion: fact.opinion, answerBy: moment(fact.answerBy) });
    case "superviseAnswered":
      return words.text("fact.superviseAnswered", { reply: fact.reply });
    case "urged":
      return words.text("fact.urged", { note: fact.note });
    case "notAccepted":
    case "answered":
    case "notFiled":
    case "sentBack":
    case "returnedToAcceptor":
    case "extensionRequested":
    case "extensionRefused":
    case "suspensionRequested":
    case "suspensionRefused":
    case "forceClosed":
    case "voided":
    case "appealed":
    case "appealGranted":
    case "appealRefused":
      return words.text(`fact.${fact.kind}`, { reason: fact.reason });
    case "observed":
      return words.text("fact.observed", {
        state: words.text(`state.${fact.state}`),
        status: fact.status === "" ? "—" : fact.status,
      });
    default:
      return words.text(`fact.${fact.kind}`);
  }
}

/** Id of the filing condition that the case was filed under last; "" when none is stated. */
export function conditionOf(facts: readonly Fact[]): string {
  const filed = facts.findLast((fact) => fact.kind === "filed");
  return filed?.kind === "filed" ? (filed.condition ?? "") : "";
}
