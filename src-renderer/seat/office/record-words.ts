/** The record of acts in words: what was done, to what, what came of it, and what changed. */
import type { AuditLine } from "../../../shared/wire/office.ts";
import { OFFICE_REFUSALS } from "../../../shared/wire/office.ts";
import { DESK_REFUSALS } from "../../../shared/wire/desk.ts";
import { DOOR_REFUSALS } from "../../../shared/wire/door.ts";
import type { Words } from "../../kit/text.ts";
import { COMMANDS } from "../casework/commands.ts";
import { DIRECT_ACTS, RECORDED_ACTS } from "./ask-groups.ts";

/** Tables and things that acts are about; each has a name `office.subject.<subject>`. */
export const SUBJECTS = [
  "cases",
  "departments",
  "contacts",
  "people",
  "sessions",
  "screens",
  "rules",
  "targets",
  "ledger",
  "frozen",
  "cameras",
  "cameraGroups",
  "gateways",
  "alarmMarks",
  "handovers",
  "walls",
] as const;
/** Why a wall was not changed; each has its word `office.outcome.<why>`. */
const WALL_OUTCOMES = [
  "wallNotAllowed",
  "wallLocked",
  "sceneUnknown",
  "playlistUnknown",
  "pushesFull",
  "pushOthers",
] as const;

const isOne = <T extends string>(list: readonly T[], text: string): text is T =>
  (list as readonly string[]).includes(text);

/** What was done. A command on a case is called by its name; what this version does not know, by its code. */
export function actText({ act, text }: Pick<AuditLine, "act" | "text">, words: Words): string {
  const command = text.split(" ")[0] ?? "";
  if (act === "case" && command in COMMANDS) return words.foreign(`command.${command}`);
  if (act === "direct" && isOne(DIRECT_ACTS, command)) return words.text(`office.direct.${command}`);
  return RECORDED_ACTS.includes(act) ? words.foreign(`office.act.${act}`) : act;
}

/** "责任单位 市政处" */
export function subjectText({ subject, label }: Pick<AuditLine, "subject" | "label">, words: Words): string {
  const kind = isOne(SUBJECTS, subject) ? words.text(`office.subject.${subject}`) : subject;
  return [kind, label].filter((part) => part !== "").join(" ") || "—";
}

/** What came of it. */
export function outcomeText(outcome: string, words: Words): string {
  if (outcome === "done") return words.text("office.outcome.done");
  if (isOne(DOOR_REFUSALS, outcome)) return words.text(`office.outcome.${outcome}`);
  if (isOne(DESK_REFUSALS, outcome)) return words.refusal(outcome);
  if (isOne(WALL_OUTCOMES, outcome)) return words.text(`office.outcome.${outcome}`);
  if (isOne(OFFICE_REFUSALS, outcome)) return words.text(`office.refused.${outcome}`);
  return outcome;
}

/** What else the record says of it: a reason, a place in a rule; null where that is said already. */
export function noteText(
  { act, outcome, text }: Pick<AuditLine, "act" | "outcome" | "text">,
  words: Words,
): string | null {
  if (text === "" || act === "case" || act === "direct") return null;
  if (act === "putPerson") return text === "password" ? words.text("office.record.passwordSet") : text;
  // Of an edited rule it says what counted before, which is what taking it back goes by.
  if ((act === "putRule" || act === "resetRule") && outcome === "done") return null;
  return text;
}

/** One member of a record that an act changed; null where it was not there. */
export interface Change {
  readonly member: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Members that say nothing to whoever reads a change. */
const UNTOLD: ReadonlySet<string> = new Set(["uid", "platform"]);

/**
 * What an act changed, member by member, in the order in which the record has them. Members that stayed are left out, and of
 * a record that came or went those in which nothing stood.
 */
export function changesOf({ before, after }: Pick<AuditLine, "before" | "after">): readonly Change[] {
  const [old, fresh] = [membersOf(before), membersOf(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .map((member) => ({ member, before: old.get(member) ?? null, after: fresh.get(member) ?? null }))
    .filter(({ member, before: was, after: is }) => !UNTOLD.has(member) && (was ?? "") !== (is ?? ""));
}

/** The members of a record as texts; a rule's body is told apart by itself. */
function membersOf(json: string): ReadonlyMap<string, string> {
  if (json === "") return new Map();
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return new Map([["", json]]);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return new Map([["", shown(value)]]);
  return new Map(Object.entries(value).map(([member, each]) => [member, shown(each)]));
}

const shown = (value: unknown): string =>
  typeof value === "string" ? value : value === null ? "—" : JSON.stringify(value);
