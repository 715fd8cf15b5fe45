/**
 * Facts as files state them: the case book's own, except that departments and cases are named by what the platform calls
 * them, because a uid means nothing outside one hub. What a report says stands in the row's other columns.
 */
import type { CaseReport, Fact } from "../../shared/case/case.ts";

/** From outside names to uids, 0 for a name that nobody has. */
export interface UidsOf {
  department(code: string): number;
  case(id: string): number;
}

/** From uids to outside names, "" for none. */
export interface NamesOf {
  department(uid: number): string;
  case(uid: number): string;
}

/** A stated thing as a fact of this hub, still unchecked. */
export function factOf(stated: unknown, report: CaseReport, uids: UidsOf): unknown {
  if (typeof stated !== "object" || stated === null || Array.isArray(stated)) return stated;
  const { refiledFrom, ...fact } = stated as Record<string, unknown>;
  if (fact["kind"] === "reported") {
    const earlier = typeof refiledFrom === "string" ? uids.case(refiledFrom) : 0;
    return { ...fact, report: earlier === 0 ? report : { ...report, refiledFrom: earlier } };
  }
  if ("department" in fact) {
    const { department } = fact;
    // A number would be another hub's uid.
    fact["department"] = department === null ? null : typeof department === "string" ? uids.department(department) : 0;
  }
  if ("of" in fact) fact["of"] = typeof fact["of"] === "string" ? uids.case(fact["of"]) : 0;
  return fact;
}

/** A fact as a file states it. */
export function statedOf(fact: Fact, names: NamesOf): object {
  switch (fact.kind) {
    case "reported": {
      const { report, ...rest } = fact;
      const earlier = report.refiledFrom === undefined ? "" : names.case(report.refiledFrom);
      return earlier === "" ? rest : { ...rest, refiledFrom: earlier };
    }
    case "dispatched":
    case "sendBackRefused":
      return { ...fact, department: names.department(fact.department) };
    case "observed":
      return { ...fact, department: fact.department === null ? null : names.department(fact.department) };
    case "markedDuplicate":
      return { ...fact, of: names.case(fact.of) };
    default:
      return fact;
  }
}
