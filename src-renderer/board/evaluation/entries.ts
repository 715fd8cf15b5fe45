/** Ledger entries as people read them: which item, what it does to the score, what it rests on. */
import type { LedgerKind, Scheme } from "../../../shared/rules/scheme.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { Evidence } from "../../../shared/wire/desk.ts";
import type { Words } from "../../kit/text.ts";
import { plainText, signedText } from "./score.ts";

export type Entry = RecordOf<"ledger">;

/** The grounds of an entry. Text that is no list of grounds gives none: the hub keeps what it was sent. */
export function evidenceOf({ evidence }: Pick<Entry, "evidence">): Evidence[] {
  try {
    const parsed: unknown = JSON.parse(evidence);
    return Array.isArray(parsed) ? (parsed as Evidence[]).filter((each) => typeof each?.kind === "string") : [];
  } catch {
    return [];
  }
}

/** The scheme's item an entry names, in words; the kind's own name for entries without one. */
export function itemTitle(scheme: Scheme, entry: Pick<Entry, "kind" | "item">, words: Words): string {
  const item = [...scheme.adjustments, ...scheme.vetoes].find((each) => each.item === entry.item);
  if (item !== undefined) return item.title[words.language];
  const part = scheme.parts.find(({ rule }) => rule.by === "ledger" && rule.kind === entry.kind);
  return part?.title[words.language] ?? words.text(`ledger.kind.${entry.kind as LedgerKind}`);
}

/** What an entry does: "−0.50分", "92分", "一票否决", "剔除1件". */
export function effectText(scheme: Scheme, entry: Pick<Entry, "kind" | "item" | "points">, words: Words): string {
  switch (entry.kind as LedgerKind) {
    case "spotCheck":
    case "supervision":
      return words.text("ledger.effect.mark", { points: plainText(entry.points ?? 0) });
    case "bonus":
    case "penalty": {
      const own = scheme.adjustments.find((each) => each.item === entry.item)?.points ?? 0;
      // The item says whether points are added or taken off, whichever sign an entry gives its own with.
      const points = entry.points === null ? own : Math.sign(own) * Math.abs(entry.points);
      return words.text("ledger.effect.points", { points: signedText(points) });
    }
    case "veto":
      return words.text("ledger.effect.veto");
    case "exclusion":
      return words.text("ledger.effect.exclusion");
  }
}

/** Kinds of entries that mean something under a scheme. */
export function kindsOf(scheme: Scheme): LedgerKind[] {
  const marks = scheme.parts.flatMap(({ rule }) => (rule.by === "ledger" ? [rule.kind] : []));
  const points = scheme.adjustments.flatMap((each) => (each.by === "ledger" ? [each.kind] : []));
  return [
    ...(["spotCheck", "supervision"] as const).filter((kind) => marks.includes(kind)),
    ...(["bonus", "penalty"] as const).filter((kind) => points.includes(kind)),
    ...(scheme.vetoes.length > 0 ? (["veto"] as const) : []),
    "exclusion",
  ];
}

/** Items of a kind to choose from; none for kinds that go without. `points` is what the item counts by itself. */
export function itemsOf(
  scheme: Scheme,
  kind: LedgerKind,
): { readonly item: string; readonly title: Scheme["title"]; readonly points: number | null }[] {
  if (kind === "veto") return scheme.vetoes.map(({ item, title }) => ({ item, title, points: null }));
  return scheme.adjustments.flatMap((each) =>
    each.by === "ledger" && each.kind === kind ? [{ item: each.item, title: each.title, points: each.points }] : [],
  );
}

/** The cases that the valid entries of a period take out of every count (剔除), by uid in rising order. */
export function excludedCases(entries: readonly Pick<Entry, "kind" | "caseUid" | "withdrawnAt">[]): number[] {
  const valid = entries.filter(({ kind, withdrawnAt }) => kind === "exclusion" && withdrawnAt === null);
  return [...new Set(valid.map(({ caseUid }) => caseUid))].filter((uid) => uid > 0).toSorted((a, b) => a - b);
}
