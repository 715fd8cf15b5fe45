/** Sections five to seven: the ledger, disputed and excluded cases one by one, and how to check what is printed. */
import { checkFigures } from "../../shared/evaluation/published.ts";
import type { LedgerKind } from "../../shared/rules/scheme.ts";
import { NOTHING, countText, periodText, pointsText } from "./format.ts";
import { masked } from "./mask.ts";
import type { Block, Cell } from "./paper.ts";
import { cell, columnsOf, heading, tableBlocks, words, type Writing } from "./writing.ts";

/** 五、台账 */
export function ledgerSection(writing: Writing): Block[] {
  const { found, text, department, date, language } = writing;
  const blocks = [heading(1, text("report.ledger"))];
  const entries = found.ledger.filter(({ kind }) => kind !== "exclusion");
  if (entries.length === 0) return [...blocks, words(text("report.ledger.none"))];
  const items = [...found.scheme.adjustments, ...found.scheme.vetoes];
  const rows = entries.map((entry): Cell[] => [
    cell(periodText(entry.month, text)),
    cell(department(entry.department)),
    cell(text(`ledger.kind.${entry.kind as LedgerKind}`)),
    cell(items.find(({ item }) => item === entry.item)?.title[language] ?? NOTHING),
    entry.points === null ? cell(NOTHING) : { text: pointsText(entry.points), value: entry.points },
    cell(masked(entry.text) || NOTHING),
    cell(`${entry.author} ${date(entry.enteredAt)}`.trim()),
    cell(
      entry.withdrawnAt === null ? text("report.valid") : text("report.withdrawn", { why: masked(entry.withdrawnWhy) }),
    ),
  ]);
  const titles = ["month", "subject", "kind", "item", "points", "text", "author", "validity"] as const;
  return [
    ...blocks,
    ...tableBlocks(text, {
      title: text("report.table.ledger"),
      sheet: text("report.sheet.ledger"),
      columns: columnsOf(
        titles.map((title) => text(`report.column.${title}`)),
        "l2 l3 l2 l4 r1 l4 l3 l2",
      ),
      rows,
    }),
  ];
}

/** 六、争议与剔除案件 */
export function disputesSection(writing: Writing): Block[] {
  const { data, found, book, text, department } = writing;
  const column = text("report.column.count");
  const numberOf = (uid: number) => data.numbers[String(uid)] ?? String(uid);
  const excluded = found.ledger.filter(({ kind, withdrawnAt }) => kind === "exclusion" && withdrawnAt === null);
  const said = (name: "disputed" | "excluded", n: number) =>
    book.count("disputes", text(`report.disputes.${name}`), column, n).text;
  const counts = { disputed: said("disputed", found.disputed.length), excluded: said("excluded", excluded.length) };
  const blocks = [heading(1, text("report.disputes")), words(text("report.disputes.sentence", counts))];
  if (found.borders.length > 0) {
    const rows = found.borders.map(({ from, to, cases }): Cell[] => {
      const name = `${department(from)} → ${department(to)}`;
      return [cell(department(from)), cell(department(to)), book.count("borders", name, column, cases.length)];
    });
    blocks.push(
      ...tableBlocks(text, {
        title: text("report.table.borders"),
        sheet: text("report.sheet.borders"),
        columns: columnsOf([text("report.column.from"), text("report.column.to"), column], "l4 l4 r1"),
        rows,
      }),
    );
  }
  if (found.disputed.length > 0) {
    const rows = found.disputed.map(({ uid, department: last, times }): Cell[] => [
      cell(numberOf(uid)),
      cell(last === 0 ? NOTHING : department(last)),
      { text: countText(times), value: times },
      cell((data.routes[String(uid)] ?? []).map(department).join(" → ") || NOTHING),
    ]);
    blocks.push(
      ...tableBlocks(text, {
        title: text("report.table.disputed"),
        sheet: text("report.sheet.disputed"),
        columns: columnsOf(
          (["caseNo", "subject", "sentBack", "route"] as const).map((title) => text(`report.column.${title}`)),
          "l3 l3 r1 l5",
        ),
        rows,
      }),
    );
  }
  if (excluded.length > 0) {
    const rows = excluded.map((entry): Cell[] => [
      cell(numberOf(entry.caseUid)),
      cell(entry.department === 0 ? NOTHING : department(entry.department)),
      cell(periodText(entry.month, text)),
      cell(masked(entry.text) || NOTHING),
      cell(`${entry.author} ${writing.date(entry.enteredAt)}`.trim()),
    ]);
    blocks.push(
      ...tableBlocks(text, {
        title: text("report.table.excluded"),
        sheet: text("report.sheet.excluded"),
        columns: columnsOf(
          (["caseNo", "subject", "month", "text", "author"] as const).map((title) => text(`report.column.${title}`)),
          "l3 l3 l2 l5 l3",
        ),
        rows,
      }),
    );
  }
  return blocks;
}

/**
 * 七、口径与核对: the check of published figures run on everything printed so far.
 * Throws when a rate does not follow from the counts beside it: such a report must not leave the house.
 */
export function checkSection({ found, book, text, language }: Writing): Block[] {
  const { results, faults } = checkFigures(book.rates);
  const wrong = results.find(({ verdict }) => verdict !== "reproduced");
  if (wrong !== undefined || faults.length > 0) {
    throw new Error(`a printed figure does not follow from its counts: ${JSON.stringify(wrong ?? faults[0])}`);
  }
  const rows = found.indicators.map(({ indicator }): Cell[] => [
    cell(indicator.title[language]),
    cell(text(`basis.${indicator.basis}`)),
    cell(indicator.source[language]),
  ]);
  return [
    heading(1, text("report.check")),
    words(text("report.check.sentence", { rates: countText(results.length) })),
    words(text("report.check.verify")),
    ...tableBlocks(text, {
      title: text("report.table.definitions"),
      sheet: text("report.sheet.definitions"),
      columns: columnsOf(
        (["indicator", "basis", "definition"] as const).map((title) => text(`report.column.${title}`)),
        "l3 l2 l7",
      ),
      rows,
    }),
  ];
}
