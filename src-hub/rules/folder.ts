/** Finding rule files: the program's own folders and a city's, which have the same sub-folders. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readRuleText, RULE_KINDS, type RuleKind } from "../../shared/rules/check.ts";
import { TroubleError, type Trouble } from "../../shared/trouble.ts";

/** The rules that come with the program. */
export const OWN_RULES = fileURLToPath(new URL("../../resources/", import.meta.url));

/** A file as it was found: its JSON, or why there is none. */
export interface RuleFile {
  readonly kind: RuleKind;
  /** The file's name without ".json", which is the rule's. */
  readonly name: string;
  /** As people are told of it. */
  readonly file: string;
  readonly content: { readonly value: unknown } | { readonly trouble: Trouble };
}

/** Why a city's folder cannot be used: it is not there, is no folder, may not be read, or has none of the kinds in it. */
export type FolderFault = "missing" | "noFolder" | "denied" | "empty";

/** What is wrong with a folder of rules as a whole, null when nothing is. */
export function folderFault(dir: string): FolderFault | null {
  try {
    if (!statSync(dir).isDirectory()) return "noFolder";
    const names = readdirSync(dir);
    const kinds = RULE_KINDS.filter((kind) => names.includes(kind));
    for (const kind of kinds) readdirSync(join(dir, kind));
    return kinds.length === 0 ? "empty" : null;
  } catch (error) {
    const fault = FAULTS[(error as NodeJS.ErrnoException).code ?? ""];
    if (fault === undefined) throw error;
    return fault;
  }
}

const FAULTS: Readonly<Record<string, FolderFault>> = {
  ENOENT: "missing",
  ENOTDIR: "noFolder",
  EACCES: "denied",
  EPERM: "denied",
};

/**
 * The rule files of one kind, by name. A folder need not have every kind.
 * @param shown what stands before "schemes/x.json" when people are told of a file
 */
export function readKind(dir: string, kind: RuleKind, shown: string): RuleFile[] {
  return namesIn(join(dir, kind)).map((name) => {
    const file = `${shown}${kind}/${name}.json`;
    return { kind, name, file, content: contentOf(join(dir, kind, `${name}.json`), file) };
  });
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir)
      .filter((file) => file.endsWith(".json"))
      .map((file) => file.slice(0, -".json".length))
      .toSorted();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

function contentOf(path: string, file: string): RuleFile["content"] {
  let text: string;
  try {
    text = readFileSync(path, "utf8").replace(/^\ufeff/, "");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return { trouble: { code: "fileUnreadable", params: { file, why: code } } };
  }
  try {
    return { value: readRuleText(file, text) };
  } catch (error) {
    if (error instanceof TroubleError) return { trouble: error.trouble };
    throw error;
  }
}
