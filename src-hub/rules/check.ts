/**
 * Which rules are in force: of each name the first version that can be read. The file comes first; when it is broken its
 * last valid version goes on being used, and one that never was valid gives way to the program's own of that name.
 */
import { createHash } from "node:crypto";
import type { ClassTable } from "../../shared/case/classes.ts";
import type { CasePolicy } from "../../shared/case/policy.ts";
import { parseCalendar, type NamedCalendar } from "../../shared/rules/calendar.ts";
import { canonicalJson } from "../../shared/rules/canonical.ts";
import { RULE_KINDS, type RuleKind } from "../../shared/rules/check.ts";
import { extendTable, parseClassExtension, parseClassTable } from "../../shared/rules/class-table.ts";
import { parseAlarmRules } from "../../shared/rules/alarms.ts";
import { parseTemplates } from "../../shared/rules/templates.ts";
import { checkedDirection } from "../../shared/direction/checked.ts";
import type { RulesOfFile } from "../../shared/direction/flaps.ts";
import { parsePlaylist } from "../../shared/rules/playlists.ts";
import { parseSceneFile } from "../../shared/rules/scenes.ts";
import { parsePolicy } from "../../shared/rules/policy.ts";
import { parseScheme, type Scheme } from "../../shared/rules/scheme.ts";
import { chainOf, parseThresholds, type Thresholds } from "../../shared/rules/thresholds.ts";
import { TroubleError, type Trouble } from "../../shared/trouble.ts";
import type { RuleFile } from "./folder.ts";

/** The versions of one rule, the one that should count first. */
export interface Versions {
  readonly kind: RuleKind;
  readonly name: string;
  readonly versions: readonly Pick<RuleFile, "file" | "content">[];
}

/** One rule as it is published; without a body when no version of it could ever be read. */
export interface Published {
  readonly kind: RuleKind;
  readonly name: string;
  readonly version: string;
  readonly body: string;
  readonly hash: string;
  readonly trouble: Trouble | null;
}

export interface RuleBook {
  readonly published: readonly Published[];
  /** Class tables by their code scheme, with what the platform put on top. */
  tables(platform: string): ReadonlyMap<string, ClassTable>;
  readonly calendars: ReadonlyMap<string, NamedCalendar>;
  readonly policies: ReadonlyMap<string, CasePolicy>;
  readonly schemes: ReadonlyMap<string, Scheme>;
  readonly thresholds: ReadonlyMap<string, Thresholds>;
}

/** Puts the rules in force together. Every rule is judged by itself: what is wrong with one is told with that one. */
export function ruleBook(rules: readonly Versions[]): RuleBook {
  const published: Published[] = [];
  const tables = new Map<string, ClassTable>();
  const grown = new Map<string, Map<string, ClassTable>>();
  const calendars = new Map<string, NamedCalendar>();
  const policies = new Map<string, CasePolicy>();
  const schemes = new Map<string, Scheme>();
  const thresholds = new Map<string, Thresholds>();
  const scenes = new Set<string>();
  /** Of those that are well together. */
  const directions: RulesOfFile[] = [];
  const tablesOf = (platform: string) => new Map([...tables, ...(grown.get(platform) ?? [])]);

  /** Takes a version of a rule, or throws; gives the version it says it is. */
  function take(kind: RuleKind, name: string, file: string, value: unknown): string {
    switch (kind) {
      case "classes":
        if (isExtension(value)) {
          const extension = parseClassExtension(file, value);
          const { platform } = extension;
          const table = tablesOf(platform).get(extension.extends);
          if (table === undefined) throw unknownName(file, "extends", extension.extends, tables.keys());
          const own = grown.get(platform) ?? new Map<string, ClassTable>();
          grown.set(platform, own.set(table.scheme, extendTable(file, table, extension)));
          return "";
        }
        tables.set(name, named(file, "scheme", name, parseClassTable(file, value)));
        return "";
      case "calendars":
        calendars.set(name, named(file, "name", name, parseCalendar(file, value)));
        return "";
      case "policies": {
        const policy = named(file, "policy", name, parsePolicy(file, value));
        for (const key of Object.keys(policy.recurrence.classes)) refuseUnknownClass(file, key);
        policies.set(name, policy);
        return policy.version;
      }
      case "schemes": {
        const scheme = named(file, "scheme", name, parseScheme(file, value));
        schemes.set(name, scheme);
        return scheme.version;
      }
      case "thresholds": {
        const read = named(file, "thresholds", name, parseThresholds(file, value));
        refuseLooseThresholds(file, read);
        thresholds.set(name, read);
        return read.version;
      }
      case "alarms":
        return named(file, "alarms", name, parseAlarmRules(file, value)).version;
      case "templates":
        return named(file, "templates", name, parseTemplates(file, value)).version;
      case "scenes": {
        const { version } = named(file, "scene", name, parseSceneFile(file, value));
        scenes.add(name);
        return version;
      }
      case "playlists": {
        const playlist = named(file, "playlist", name, parsePlaylist(file, value));
        playlist.steps.forEach(({ scene }, i) => refuseUnknownScene(file, `steps.${i}.scene`, scene));
        return playlist.version;
      }
      case "direction": {
        const direction = named(file, "direction", name, checkedDirection(file, value, directions));
        direction.rules.forEach(({ scene }, i) => refuseUnknownScene(file, `rules.${i}.scene`, scene));
        directions.push({ file, rules: direction.rules });
        return direction.version;
      }
    }
  }

  function refuseUnknownScene(file: string, path: string, scene: string): void {
    if (!scenes.has(scene)) throw unknownName(file, path, scene, scenes);
  }

  function refuseUnknownClass(file: string, key: string): void {
    const all = [...tables.keys(), ...grown.keys()].flatMap((each) => [...tablesOf(each).values()]);
    const has = all.some((table) => table.classes.some(({ kind, code }) => `${kind}/${code}` === key));
    if (!has) throw unknownName(file, `recurrence.classes.${key}`, key, tables.keys());
  }

  /** What is extended must be there and lead to an end; a platform goes by one file only. */
  function refuseLooseThresholds(file: string, read: Thresholds): void {
    const others = rules.filter((each) => each.kind === "thresholds" && each.name !== read.thresholds);
    if (read.extends !== null && !others.some(({ name }) => name === read.extends)) {
      throw unknownName(
        file,
        "extends",
        read.extends,
        others.map(({ name }) => name),
      );
    }
    if (chainOf(thresholds, read).some((each) => each.extends === read.thresholds)) {
      throw new TroubleError("ruleBroken", {
        file,
        path: "extends",
        expected: `!"${read.extends}"`,
        found: `"${read.extends}"`,
      });
    }
    read.platforms.forEach((platform, i) => {
      const taken = [...thresholds.values()].some(({ platforms }) => platforms.includes(platform));
      if (taken) throw new TroubleError("ruleDuplicate", { file, path: `platforms.${i}`, name: platform });
    });
  }

  for (const { kind, name, versions } of inOrder(rules)) {
    let trouble: Trouble | null = null;
    let found: Omit<Published, "kind" | "name" | "trouble"> = { version: "", body: "", hash: "" };
    for (const { file, content } of versions) {
      const why = attempt(content, (value) => {
        const version = take(kind, name, file, value);
        const body = canonicalJson(value);
        found = { version, body, hash: createHash("sha256").update(body).digest("hex") };
      });
      if (why === null) break;
      trouble ??= why;
    }
    published.push({ kind, name, ...found, trouble });
  }
  return { published, tables: tablesOf, calendars, policies, schemes, thresholds };
}

/** Runs `work` on a version; what is wrong with it, or null. */
function attempt(content: RuleFile["content"], work: (value: unknown) => void): Trouble | null {
  if ("trouble" in content) return content.trouble;
  try {
    work(content.value);
    return null;
  } catch (error) {
    if (error instanceof TroubleError) return error.trouble;
    throw error;
  }
}

/** What others refer to comes first: tables, what lies on them, and the rest in the order of its kinds. */
function inOrder(rules: readonly Versions[]): Versions[] {
  const place = ({ kind, versions }: Versions) =>
    kind === "classes" && versions.some(({ content }) => "value" in content && isExtension(content.value))
      ? 0.5
      : RULE_KINDS.indexOf(kind);
  return rules.toSorted((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1));
}

function isExtension(value: unknown): boolean {
  return typeof value === "object" && value !== null && "extends" in value;
}

/** A rule is called what its file is called, so that one broken file can be told from another. */
function named<K extends string, T extends Readonly<Record<K, string>>>(
  file: string,
  path: K,
  name: string,
  value: T,
): T {
  if (value[path] !== name) {
    throw new TroubleError("ruleBroken", { file, path, expected: `"${name}"`, found: `"${value[path]}"` });
  }
  return value;
}

function unknownName(file: string, path: string, name: string, known: Iterable<string>): TroubleError {
  return new TroubleError("ruleUnknownName", { file, path, name, known: [...known].join(", ") || "—" });
}
