/**
 * Rules that are edited while the hub runs: whether a change is well together with all other rules, and what is in force
 * then.
 *
 * Rules (docs/rules.md): Z69.
 */
import { readRuleText, type RuleKind } from "../../shared/rules/check.ts";
import { TroubleError, type Trouble } from "../../shared/trouble.ts";
import type { RuleEdit } from "../store/audit.ts";
import { ruleBook, type RuleBook, type Versions } from "./check.ts";
import type { RuleFile } from "./folder.ts";

/** A version of a rule, as JSON text; null takes away the one that was typed in here. */
export interface RuleChange {
  readonly kind: RuleKind;
  readonly name: string;
  readonly body: string | null;
}

/** Why a change is not made, and where in the rules that is: "parts.0.weight", or "policies/default: recurrence…". */
export interface WrongChange {
  readonly refused: "ruleInvalid" | "unknownRule";
  readonly place: string;
}

/** The rules by "kind/name", each with its versions. */
export type VersionsById = ReadonlyMap<string, Versions>;

export const idOf = ({ kind, name }: Pick<RuleChange, "kind" | "name">): string => `${kind}/${name}`;

/** What was typed in, as a file that goes before all others of its name. */
export function editedFile({ kind, name, body }: Pick<RuleEdit, "kind" | "name" | "body">): RuleFile {
  const file = `${kind}/${name}`;
  try {
    return { kind, name, file, content: { value: readRuleText(file, body) } };
  } catch (error) {
    if (error instanceof TroubleError) return { kind, name, file, content: { trouble: error.trouble } };
    throw error;
  }
}

/** The rules with what was typed in: a version of each that counts before its files. */
export function withEdits(
  files: VersionsById,
  edits: Iterable<Pick<RuleEdit, "kind" | "name" | "body">>,
): VersionsById {
  const all = new Map(files);
  for (const edit of edits) {
    const { kind, name } = edit;
    const versions = files.get(idOf(edit))?.versions ?? [];
    all.set(idOf(edit), { kind, name, versions: [editedFile(edit), ...versions] });
  }
  return all;
}

/**
 * What is in force after a change. It is not made when the rule itself is not well, or when another one would be worse for it:
 * whatever was well before stays well, and whatever was in force before under its name is in force still.
 */
export function afterChange(
  files: VersionsById,
  edits: readonly RuleEdit[],
  change: RuleChange,
  inForce: RuleBook,
): RuleBook | WrongChange {
  const id = idOf(change);
  const others = edits.filter((edit) => idOf(edit) !== id);
  if (change.body === null && others.length === edits.length) return { refused: "unknownRule", place: "" };
  const book = ruleBook([
    ...withEdits(files, change.body === null ? others : [...others, { ...change, body: change.body }]).values(),
  ]);
  const before = new Map(inForce.published.map((rule) => [idOf(rule), rule]));
  for (const rule of book.published) {
    const own = idOf(rule) === id;
    const { trouble, body } = rule;
    // A file that was broken before the edit may count again as far as it can be read.
    const worse =
      own && change.body === null ? body === "" : trouble !== null && before.get(idOf(rule))?.trouble == null;
    if (trouble !== null && (worse || (own && change.body !== null))) {
      return { refused: "ruleInvalid", place: own ? placeOf(trouble) : `${idOf(rule)}: ${placeOf(trouble)}` };
    }
  }
  return book;
}

/** Where in a rule its trouble is. */
function placeOf({ code, params }: Trouble): string {
  if (code === "ruleSyntax") return "JSON";
  const { path: at, rule, other } = params;
  if (typeof rule === "string" && typeof other === "string") return `${at}: ${rule} ↔ ${other}`;
  for (const name of ["path", "major", "code"]) {
    const place = params[name];
    if (typeof place === "string" && place !== "") return place;
  }
  return code;
}
