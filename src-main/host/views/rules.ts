/**
 * The rule files that the hub published, as the platform shown goes by them: its policy, its calendar, and every scheme;
 * of other platforms what their cases go by.
 * Read from the cache when first asked for, and again when their tables change. A body that this program cannot read
 * (another version's) counts as absent, and says why.
 */
import { DEFAULT_POLICY, type CasePolicy } from "../../../shared/case/policy.ts";
import { plainCalendar, type WorkCalendar } from "../../../shared/case/worktime.ts";
import type { ClassTable } from "../../../shared/case/classes.ts";
import { parseCalendar } from "../../../shared/rules/calendar.ts";
import { extendTable, parseClassExtension, parseClassTable } from "../../../shared/rules/class-table.ts";
import type { RuleKind } from "../../../shared/rules/check.ts";
import { parseAlarmRules, type AlarmRule } from "../../../shared/rules/alarms.ts";
import { parsePolicy } from "../../../shared/rules/policy.ts";
import { parseScheme, type Scheme } from "../../../shared/rules/scheme.ts";
import type { RecordOf, TableName } from "../../../shared/tables.ts";
import { TroubleError, type Trouble } from "../../../shared/trouble.ts";
import type { ReadHandle } from "../cache/handles.ts";

/** A scheme as it can be shown: `trouble` says why it is not as its file has it, or why there is none. */
export interface KnownScheme {
  readonly name: string;
  readonly scheme: Scheme | null;
  readonly hash: string;
  readonly trouble: Trouble | null;
}

/** A platform's policy and calendar, the usual ones where it names none that can be read. */
interface PlatformRules {
  readonly policy: CasePolicy;
  readonly calendar: WorkCalendar;
}

export interface Rules {
  /** Name of the platform's own scheme, "" when it names none. */
  ownScheme(): string;
  schemes(): readonly KnownScheme[];
  policy(): CasePolicy;
  calendar(): WorkCalendar;
  /** What the cases of a platform go by; null for a platform that is not in the cache. */
  of(platform: string): PlatformRules | null;
  /** Every alarm rule, and what is wrong with files of them. */
  alarms(): { readonly rules: readonly AlarmRule[]; readonly troubles: readonly Trouble[] };
  /** The class table of a code scheme with the platform's own classes in it, null when the hub has none. */
  classTable(scheme: string): ClassTable | null;
  /** Tells which tables changed; what depends on them is read again when next asked for. */
  changed(table: TableName): void;
}

type Platform = Pick<RecordOf<"platforms">, "platform" | "scheme" | "calendar" | "policy" | "timeZone">;
type Rule = Pick<RecordOf<"rules">, "name" | "hash" | "body" | "trouble">;

const NO_PLATFORM: Platform = { platform: "", scheme: "", calendar: "", policy: "", timeZone: "Asia/Shanghai" };

/** What a body reads as, or why it does not. */
function read<T>(parse: (file: string, value: unknown) => T, kind: RuleKind, rule: Rule) {
  const told = rule.trouble === "" ? null : (JSON.parse(rule.trouble) as Trouble);
  try {
    return { value: parse(`${kind}/${rule.name}`, JSON.parse(rule.body)), trouble: told };
  } catch (error) {
    if (error instanceof TroubleError) return { value: null, trouble: told ?? error.trouble };
    if (error instanceof SyntaxError) return { value: null, trouble: told };
    throw error;
  }
}

export function openRules(handle: ReadHandle): Rules {
  const platforms = handle.prepare<[], Platform>(
    "SELECT platform, scheme, calendar, policy, timeZone FROM platforms ORDER BY uid LIMIT 1",
  );
  const named = handle.prepare<[string], Platform>(
    "SELECT platform, scheme, calendar, policy, timeZone FROM platforms WHERE platform = ? ORDER BY uid LIMIT 1",
  );
  const one = handle.prepare<[string, string], Rule>(
    "SELECT name, hash, body, trouble FROM rules WHERE kind = ? AND name = ?",
  );
  const all = handle.prepare<[string], Rule>(
    "SELECT name, hash, body, trouble FROM rules WHERE kind = ? ORDER BY name",
  );
  let platform: Platform | null = null;
  let schemes: readonly KnownScheme[] | null = null;
  let ownRules: PlatformRules | null = null;
  const rulesByName = new Map<string, PlatformRules | null>();
  let tables: ReadonlyMap<string, ClassTable> | null = null;

  let alarms: ReturnType<Rules["alarms"]> | null = null;

  const own = () => (platform ??= platforms.get() ?? NO_PLATFORM);
  const found = <T>(kind: RuleKind, name: string, parse: (file: string, value: unknown) => T): T | null => {
    const rule = name === "" ? undefined : one.get(kind, name);
    return rule === undefined ? null : read(parse, kind, rule).value;
  };
  const rulesOf = ({ policy, calendar, timeZone }: Platform): PlatformRules => ({
    policy: found("policies", policy, parsePolicy) ?? DEFAULT_POLICY,
    calendar: found("calendars", calendar, parseCalendar) ?? plainCalendar(timeZone),
  });
  const known = () => (ownRules ??= rulesOf(own()));
  return {
    ownScheme: () => own().scheme,
    schemes: () =>
      (schemes ??= all.all("schemes").map((rule) => {
        const { value, trouble } = read(parseScheme, "schemes", rule);
        return { name: rule.name, scheme: value, hash: rule.hash, trouble };
      })),
    alarms() {
      if (alarms !== null) return alarms;
      const files = all.all("alarms").map((rule) => read(parseAlarmRules, "alarms", rule));
      alarms = {
        rules: files.flatMap(({ value }) => value?.rules ?? []),
        troubles: files.flatMap(({ trouble }) => (trouble === null ? [] : [trouble])),
      };
      return alarms;
    },
    policy: () => known().policy,
    calendar: () => known().calendar,
    of(name) {
      let rules = rulesByName.get(name);
      if (rules === undefined) {
        const row = named.get(name);
        rulesByName.set(name, (rules = row === undefined ? null : rulesOf(row)));
      }
      return rules;
    },
    classTable: (scheme) => (tables ??= classTables(all.all("classes"), own().platform)).get(scheme) ?? null,
    changed(table) {
      if (table === "platforms") platform = null;
      if (table !== "platforms" && table !== "rules") return;
      schemes = null;
      ownRules = null;
      rulesByName.clear();
      alarms = null;
      tables = null;
    },
  };
}

/** The standards' tables by their schemes, with the platform's extensions put in. What cannot be read is left out. */
function classTables(rules: readonly Rule[], platform: string): Map<string, ClassTable> {
  const tables = new Map<string, ClassTable>();
  for (const rule of rules) {
    const table = read(parseClassTable, "classes", rule).value;
    if (table !== null) tables.set(table.scheme, table);
  }
  for (const rule of rules) {
    const extension = read(parseClassExtension, "classes", rule).value;
    const table = extension === null ? undefined : tables.get(extension.extends);
    if (extension === null || extension.platform !== platform || table === undefined) continue;
    const extended = read((file) => extendTable(file, table, extension), "classes", rule).value;
    if (extended !== null) tables.set(table.scheme, extended);
  }
  return tables;
}
