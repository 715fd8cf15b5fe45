/**
 * The rules of the hub: read from files at the start, edited while it runs, published to every host in the table `rules`, and
 * handed to whoever decides on cases or figures.
 *
 * Whoever asks gets what is in force now; only the list of stations is checked against the thresholds of the start, and the
 * demonstration city lives by the files it came with.
 */
import type { ClassTable } from "../../shared/case/classes.ts";
import { DEFAULT_POLICY, type CasePolicy } from "../../shared/case/policy.ts";
import { plainCalendar, type WorkCalendar } from "../../shared/case/worktime.ts";
import { RULE_KINDS, type RuleKind } from "../../shared/rules/check.ts";
import type { Scheme } from "../../shared/rules/scheme.ts";
import { thresholdsInForce, type ThresholdsInForce } from "../../shared/rules/thresholds.ts";
import { RULES_PLATFORM, type RecordOf } from "../../shared/tables.ts";
import type { Trouble } from "../../shared/trouble.ts";
import type { Store, Tx } from "../store/store.ts";
import { ruleBook, type RuleBook, type Versions } from "./check.ts";
import { afterChange, idOf, withEdits, type RuleChange, type WrongChange } from "./edits.ts";
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
  readonly kind: "schemes" | "calendars" | "policies";
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
  /**
   * Checks a change with all other rules, keeps it and publishes what is in force then, in the transaction given; what is
   * wrong with it, or null. It is in force here after `refresh`.
   */
  edit(tx: Tx, change: RuleChange, who: { readonly by: string; readonly at: number }): WrongChange | null;
  /** Goes by what the store has by now. */
  refresh(): void;
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
  const edits = store.ruleEdits();
  const edited = new Set(edits.map(idOf));
  const ids = new Set([...ours.keys(), ...theirs.keys(), ...kept.filter((id) => !edited.has(id))]);
  // What was published last under the name of an edit is the edit, and no version of the file.
  const last = (id: string) => (edited.has(id) ? undefined : before.get(id));
  const files = new Map([...ids].map((id) => [id, versionsOf(id, last(id), ours.get(id), theirs.get(id), fault)]));
  let asKept = editsText(edits);
  let book = ruleBook([...withEdits(files, edits).values()]);

  /** Publishes what is in force; what is no rule any more goes. */
  function publish(tx: Tx, inForce: RuleBook): void {
    const there = new Set(inForce.published.map(idOf));
    for (const { kind, name, version, body, hash, trouble } of inForce.published) {
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
    for (const { id, uid } of [...store.each("rules", RULES_PLATFORM)]) if (!there.has(id)) tx.del("rules", uid);
  }
  store.transact(at, (tx) => publish(tx, book));

  /** What platforms ask for and do not get from a book. */
  function missingIn(inForce: RuleBook): MissingRule[] {
    return [...store.each("platforms")].flatMap((row) =>
      (
        [
          ["schemes", row.scheme],
          ["calendars", row.calendar],
          ["policies", row.policy],
        ] as const
      )
        .filter(([kind, name]) => name !== "" && !inForce[kind].has(name))
        .map(([kind, name]) => ({ platform: row.platform, kind, name, known: [...inForce[kind].keys()] })),
    );
  }

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
      const published = book.published.find((rule) => rule.kind === "schemes" && rule.name === name);
      if (scheme === undefined || published === undefined) return null;
      return { scheme, body: published.body, hash: published.hash };
    },
    thresholds: (platform, name) => thresholdsInForce(book.thresholds, platform, name),
    get thresholdNames() {
      return [...book.thresholds.keys()];
    },
    troubles: book.published.flatMap(({ trouble }) => (trouble === null ? [] : [trouble])),
    fault,
    missing: () => missingIn(book),
    edit(tx, change, { by, at: when }) {
      const next = afterChange(files, store.ruleEdits(), change, book);
      if ("refused" in next) return next;
      const [lost] = missingIn(next).filter(({ kind, name }) => book[kind].has(name));
      if (lost !== undefined) return { refused: "ruleInvalid", place: `platforms/${lost.platform}` };
      const { kind, name, body } = change;
      if (body === null) store.removeRuleEdit(kind, name);
      else store.putRuleEdit({ kind, name, body, by, at: when });
      publish(tx, next);
      return null;
    },
    refresh() {
      const now = store.ruleEdits();
      if (editsText(now) === asKept) return;
      asKept = editsText(now);
      book = ruleBook([...withEdits(files, now).values()]);
    },
  };
}

const editsText = (edits: readonly unknown[]) => JSON.stringify(edits);

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
