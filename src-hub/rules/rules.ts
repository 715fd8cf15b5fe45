/**
 * The rules of the hub: read from files at the start, published to every host in the table `rules`, and handed to whoever
 * decides on cases or figures.
 */
import type { ClassTable } from "../../shared/case/classes.ts";
import { DEFAULT_POLICY, type CasePolicy } from "../../shared/case/policy.ts";
import { plainCalendar, type WorkCalendar } from "../../shared/case/worktime.ts";
import { RULE_KINDS, type RuleKind } from "../../shared/rules/check.ts";
import type { Scheme } from "../../shared/rules/scheme.ts";
import { thresholdsInForce, type ThresholdsInForce } from "../../shared/rules/thresholds.ts";
import { RULES_PLATFORM, type RecordOf } from "../../shared/tables.ts";
import type { Trouble } from "../../shared/trouble.ts";
import type { Store } from "../store/store.ts";
import { ruleBook, type Versions } from "./check.ts";
import { OWN_RULES, folderFault, readKind, type FolderFault, type RuleFile } from "./folder.ts";

/** What one platform goes by. */
export interface PlatformRules {
  /** Its own scheme, null when it names none that is in force. */
  readonly scheme: Scheme | null;
  readonly calendar: WorkCalendar;
  readonly policy: CasePolicy;
  /** Class tables by code scheme. */
  readonly tables: ReadonlyMap<string, ClassTable>;
}

/** A scheme with its body as published, by which a frozen result keeps it. */
export interface SchemeInForce {
  readonly scheme: Scheme;
  readonly body: string;
  readonly hash: string;
}

/** A rule that a platform asks for and that is not in force; the default is taken instead. */
export interface MissingRule {
  readonly platform: string;
  readonly kind: RuleKind;
  readonly name: string;
  readonly known: readonly string[];
}

export interface Rules {
  rulesOf(platform: string): PlatformRules;
  scheme(name: string): SchemeInForce | null;
  /** What a station of a platform goes by that names this file, or none (""); null when there are no thresholds at all. */
  thresholds(platform: string, name: string): ThresholdsInForce | null;
  readonly thresholdNames: readonly string[];
  /** What is wrong with single files. */
  readonly troubles: readonly Trouble[];
  /** What is wrong with the city's folder as a whole. */
  readonly fault: FolderFault | null;
  missing(): MissingRule[];
}

export interface RulesOptions {
  readonly store: Store;
  /** Hub time of the commit that publishes them. */
  readonly at: number;
  /** A city's own folder, with the same sub-folders as the program's; its files go before those of the same name. */
  readonly dir?: string;
  /** The program's own folder. */
  readonly own?: string;
}

/** Reads, checks and publishes the rules. A broken file is told and takes nothing else down. */
export function openRules({ store, at, dir, own = OWN_RULES }: RulesOptions): Rules {
  const fault = dir === undefined ? null : folderFault(dir);
  const before = new Map([...store.each("rules", RULES_PLATFORM)].map((row) => [row.id, row]));
  const ours = byId(RULE_KINDS.flatMap((kind) => readKind(own, kind, "")));
  const theirs =
    dir === undefined || fault !== null
      ? new Map<string, RuleFile>()
      : byId(RULE_KINDS.flatMap((kind) => readKind(dir, kind, `${dir.replace(/[/\\]+$/, "")}/`)));
  // While the city's folder cannot be read, what it published last stays in force.
  const kept = fault === null ? [] : [...before.keys()];
  const ids = new Set([...ours.keys(), ...theirs.keys(), ...kept]);
  const book = ruleBook([...ids].map((id) => versionsOf(id, before.get(id), ours.get(id), theirs.get(id), fault)));

  store.transact(at, (tx) => {
    for (const { kind, name, version, body, hash, trouble } of book.published) {
      tx.put("rules", {
        platform: RULES_PLATFORM,
        id: `${kind}/${name}`,
        kind,
        name,
        version,
        hash,
        body,
        trouble: trouble === null ? "" : JSON.stringify(trouble),
      });
    }
    for (const [id, { uid }] of before) if (!ids.has(id)) tx.del("rules", uid);
  });

  const bodies = new Map(
    book.published.filter(({ kind }) => kind === "schemes").map(({ name, body, hash }) => [name, { body, hash }]),
  );
  const named = { schemes: book.schemes, calendars: book.calendars, policies: book.policies } as const;
  return {
    rulesOf(platform) {
      const row = store.find("platforms", platform, platform);
      return {
        scheme: book.schemes.get(row?.scheme ?? "") ?? null,
        calendar: book.calendars.get(row?.calendar ?? "") ?? plainCalendar(row?.timeZone ?? "Asia/Shanghai"),
        policy: book.policies.get(row?.policy ?? "") ?? DEFAULT_POLICY,
        tables: book.tables(platform),
      };
    },
    scheme(name) {
      const scheme = book.schemes.get(name);
      const published = bodies.get(name);
      return scheme === undefined || published === undefined ? null : { scheme, ...published };
    },
    thresholds: (platform, name) => thresholdsInForce(book.thresholds, platform, name),
    thresholdNames: [...book.thresholds.keys()],
    troubles: book.published.flatMap(({ trouble }) => (trouble === null ? [] : [trouble])),
    fault,
    missing: () =>
      [...store.each("platforms")].flatMap((row) =>
        (
          [
            ["schemes", row.scheme],
            ["calendars", row.calendar],
            ["policies", row.policy],
          ] as const
        )
          .filter(([kind, name]) => name !== "" && !named[kind].has(name))
          .map(([kind, name]) => ({ platform: row.platform, kind, name, known: [...named[kind].keys()] })),
      ),
  };
}

const byId = (files: readonly RuleFile[]) => new Map(files.map((file) => [`${file.kind}/${file.name}`, file]));

function versionsOf(
  id: string,
  before: RecordOf<"rules"> | undefined,
  ours: RuleFile | undefined,
  theirs: RuleFile | undefined,
  fault: FolderFault | null,
): Versions {
  const [kind, name] = [id.slice(0, id.indexOf("/")) as RuleKind, id.slice(id.indexOf("/") + 1)];
  const file = theirs?.file ?? ours?.file ?? `${id}.json`;
  const last =
    before === undefined || before.body === ""
      ? []
      : [{ file, content: { value: JSON.parse(before.body) as unknown } }];
  const own = ours === undefined ? [] : [ours];
  if (fault !== null) return { kind, name, versions: [...last, ...own] };
  const versions = theirs === undefined ? [...own, ...last] : [theirs, ...last, ...own];
  return { kind, name, versions };
}
