/** The published filing conditions of a class: with which limit a case may be filed, as the hub's class tables say. */
import type { ClassTable, FilingCondition } from "../../../shared/case/classes.ts";
import { conditionsOf } from "../../../shared/case/classes.ts";
import { extendTable, parseClassExtension, parseClassTable } from "../../../shared/rules/class-table.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { TroubleError } from "../../../shared/trouble.ts";

type RuleFile = Pick<RecordOf<"rules">, "name" | "body">;

/** What a body reads as; null for one that this program cannot read: its hub is another version's. */
function read<T>(parse: (file: string, value: unknown) => T, { name, body }: RuleFile): T | null {
  try {
    return parse(`classes/${name}`, JSON.parse(body));
  } catch (error) {
    if (error instanceof TroubleError || error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * The conditions of a class with the platform's own put in; empty when none are published.
 * @param files the rule files of kind classes that are in force
 */
export function publishedConditions(
  files: readonly RuleFile[],
  platform: string,
  found: Pick<RecordOf<"classes">, "scheme" | "kind" | "code">,
): readonly FilingCondition[] {
  let table: ClassTable | null = null;
  for (const file of files) {
    const own = read(parseClassTable, file);
    if (own?.scheme === found.scheme) table = own;
  }
  if (table === null) return [];
  for (const file of files) {
    const extension = read(parseClassExtension, file);
    if (extension === null || extension.platform !== platform || extension.extends !== found.scheme) continue;
    const before: ClassTable = table;
    table = read((name) => extendTable(name, before, extension), file) ?? table;
  }
  return conditionsOf(table, found.kind === "component" ? "component" : "matter", found.code);
}
