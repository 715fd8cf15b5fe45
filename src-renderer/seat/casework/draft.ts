/**
 * What is typed into the form of a command, what is wrong with it, and the command it makes.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z26 What is wrong with a form is told at its field before anything is sent; nothing is sent while something is, and what
 *   was typed stays.
 * - Z27 The first proposal goes with every dispatch, whoever gets the case: so an override is counted where it happens.
 */
import type { CaseCommandKind, CaseCommand, Field } from "./commands.ts";
import { COMMANDS } from "./commands.ts";
import type { LimitType, TimeLimit } from "../../../shared/case/case.ts";
import { LONGEST_LIMIT } from "../../../shared/case/decide.ts";
import { instantOf } from "../../../shared/evaluation/period.ts";
import { blanksIn } from "../../../shared/rules/templates.ts";

/** The longest that words to the desk may be. */
export const MOST_WORDS = 2_000;
/** Points of satisfaction, best to worst. */
export const SCORES = [100, 80, 50, 0, -100] as const;
export const LIMIT_TYPES = [
  "urgentHour",
  "urgentDay",
  "workHour",
  "workDay",
  "naturalDay",
] as const satisfies readonly LimitType[];

/** As it stands in the form; a part that was not touched is left out. Kept as JSON while it is not sent. */
export interface CommandDraft {
  /** uid; 0 none. */
  readonly department?: number;
  readonly limitValue?: number | null;
  readonly limitType?: LimitType;
  /** Id of the filing condition whose limit was taken; "" for a limit given by hand. */
  readonly condition?: string;
  readonly confirmed?: boolean;
  /** uid of the case it repeats; 0 none. */
  readonly of?: number;
  readonly score?: number;
  readonly reason?: string;
  readonly opinion?: string;
  readonly reply?: string;
  readonly note?: string;
  /** Local time of the city, YYYY-MM-DDTHH:mm; "" for none. */
  readonly answerBy?: string;
}

/** What a draft is held against. */
export interface DraftWorld {
  readonly uid: number;
  /** uids of the departments that there are. */
  readonly departments: ReadonlySet<number>;
  /** uid of the department that has the case, 0 none. */
  readonly owner: number;
  readonly timeZone: string;
  /** Hub time, epoch ms. */
  readonly now: number;
}

/** What can be wrong with a field; each has a sentence `casework.problem.<code>`. */
export const PROBLEMS = [
  "departmentMissing",
  "departmentGone",
  "departmentSame",
  "limitMissing",
  "limitRange",
  "confirmedMissing",
  "ofMissing",
  "ofSelf",
  "scoreMissing",
  "wordsMissing",
  "wordsLong",
  "blanksLeft",
  "momentBroken",
  "momentPast",
] as const;
export type Problem = (typeof PROBLEMS)[number];
export type Problems = Readonly<Partial<Record<Field, Problem>>>;

/** What is wrong, field by field; empty when it can be sent. */
export function problemsOf(kind: CaseCommandKind, draft: CommandDraft, world: DraftWorld): Problems {
  const found = COMMANDS[kind].fields.map((field) => [field, problemOf(field, draft, world)] as const);
  return Object.fromEntries(found.filter(([, problem]) => problem !== null));
}

function problemOf(field: Field, draft: CommandDraft, world: DraftWorld): Problem | null {
  switch (field) {
    case "department": {
      const { department = 0 } = draft;
      if (department === 0) return "departmentMissing";
      if (!world.departments.has(department)) return "departmentGone";
      return department === world.owner ? "departmentSame" : null;
    }
    case "limit": {
      const { limitValue: value = null } = draft;
      if (value === null || draft.limitType === undefined) return "limitMissing";
      return value > 0 && value <= LONGEST_LIMIT ? null : "limitRange";
    }
    case "confirmed":
      return draft.confirmed === undefined ? "confirmedMissing" : null;
    case "of":
      if ((draft.of ?? 0) === 0) return "ofMissing";
      return draft.of === world.uid ? "ofSelf" : null;
    case "score":
      return (SCORES as readonly (number | undefined)[]).includes(draft.score) ? null : "scoreMissing";
    case "note":
      return wordsProblem(draft.note ?? "", false);
    case "reason":
    case "opinion":
    case "reply":
      return wordsProblem(draft[field] ?? "", true);
    case "answerBy": {
      const { answerBy = "" } = draft;
      if (answerBy === "") return null;
      const at = momentOf(answerBy, world.timeZone);
      if (at === null) return "momentBroken";
      return at < world.now ? "momentPast" : null;
    }
  }
}

function wordsProblem(words: string, must: boolean): Problem | null {
  if (must && words.trim() === "") return "wordsMissing";
  if (words.length > MOST_WORDS) return "wordsLong";
  return blanksIn(words).length > 0 ? "blanksLeft" : null;
}

/** The instant of a local time of the city as a field gives it, YYYY-MM-DDTHH:mm; null when it is none. */
export function momentOf(local: string, timeZone: string): number | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)$/.exec(local);
  if (parts === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.slice(1).map(Number);
  const there = new Date(Date.UTC(year, month - 1, day, hour, minute));
  const isDate = there.getUTCMonth() === month - 1 && there.getUTCDate() === day && hour < 24 && minute < 60;
  return isDate ? instantOf(timeZone, year, month, day, hour, minute) : null;
}

/**
 * The command that a draft without problems makes.
 * @param suggested uid of the department that was proposed first, 0 when none was
 */
export function commandOf(
  kind: CaseCommandKind,
  draft: CommandDraft,
  { suggested, timeZone }: { readonly suggested: number; readonly timeZone: string },
): CaseCommand {
  const proposed = suggested === 0 ? {} : { suggested };
  const words = (text: string | undefined) => (text ?? "").trim();
  switch (kind) {
    case "dispatch":
      return { kind, department: draft.department ?? 0, ...proposed };
    case "redispatch":
      return { kind, department: draft.department ?? 0, reason: words(draft.reason), ...proposed };
    case "file":
      return {
        kind,
        limit: limitOf(draft),
        ...((draft.condition ?? "") === "" ? {} : { condition: draft.condition as string }),
      };
    case "preCheck":
      return { kind, confirmed: draft.confirmed === true };
    case "markDuplicate":
      return { kind, of: draft.of ?? 0 };
    case "callBack":
      return { kind, score: draft.score ?? 0 };
    case "supervise": {
      const answerBy = momentOf(draft.answerBy ?? "", timeZone);
      return { kind, opinion: words(draft.opinion), ...(answerBy === null ? {} : { answerBy }) };
    }
    case "answerSupervision":
      return { kind, reply: words(draft.reply) };
    case "urge":
      return { kind, note: words(draft.note) };
    case "accept":
    case "sendPreCheck":
    case "takeOn":
    case "resume":
    case "submit":
    case "sendPostCheck":
    case "requestCityCheck":
    case "passCheck":
    case "close":
    case "selfHandle":
    case "extend":
      return { kind };
    default:
      return { kind, reason: words(draft.reason) };
  }
}

const limitOf = ({ limitValue, limitType }: CommandDraft): TimeLimit => ({
  value: limitValue ?? 0,
  type: limitType ?? "workHour",
});

const two = (n: number) => String(n).padStart(2, "0");

/** The draft that a command was made of: what was refused is taken up again with what was typed. */
export function draftOf(
  command: CaseCommand,
  local: (at: number) => {
    readonly year: number;
    readonly month: number;
    readonly day: number;
    readonly hour: number;
    readonly minute: number;
  },
): CommandDraft {
  switch (command.kind) {
    case "file": {
      const { limit, condition = "" } = command;
      return { limitValue: limit.value, limitType: limit.type, condition };
    }
    case "dispatch":
      return { department: command.department };
    case "redispatch":
      return { department: command.department, reason: command.reason };
    case "preCheck":
      return { confirmed: command.confirmed };
    case "markDuplicate":
      return { of: command.of };
    case "callBack":
      return { score: command.score };
    case "supervise": {
      if (command.answerBy === undefined) return { opinion: command.opinion };
      const { year, month, day, hour, minute } = local(command.answerBy);
      return { opinion: command.opinion, answerBy: `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}` };
    }
    case "answerSupervision":
      return { reply: command.reply };
    case "urge":
      return { note: command.note };
    default:
      return "reason" in command ? { reason: command.reason } : {};
  }
}

/** A kept draft as it was written; an empty one for what is no draft. */
export function readDraft(kept: string | undefined): CommandDraft {
  if (kept === undefined) return {};
  try {
    const value: unknown = JSON.parse(kept);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as CommandDraft) : {};
  } catch {
    return {};
  }
}

/** Whether anything was typed or chosen that is worth keeping. */
export function isEmptyDraft(draft: CommandDraft): boolean {
  return Object.values(draft).every((value) => value === undefined || value === null || value === "" || value === 0);
}
