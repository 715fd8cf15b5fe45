/** Section four: the standings group by group, what each score is made of, and what was added or taken off. */
import { indicatorOf } from "../../shared/evaluation/indicators.ts";
import { printedScore } from "../../shared/evaluation/score.ts";
import type { IndicatorFigure, PartResult, Standing } from "../../shared/evaluation/standing.ts";
import type { GroupStandings } from "../../shared/evaluation/facts.ts";
import { NOTHING, countText, periodText, pointsText } from "./format.ts";
import type { Block, Cell } from "./paper.ts";
import { cell, columnsOf, heading, tableBlocks, words, type Writing } from "./writing.ts";

/** 四、考核排名 */
export function rankingSection(writing: Writing): Block[] {
  const { found, text } = writing;
  const blocks = [heading(1, text("report.ranking"))];
  const judged = found.groups.some(({ standings }) => standings.some(({ score }) => score !== null));
  if (!judged) return [...blocks, words(text("report.ranking.none"))];
  blocks.push(words(text("report.ranking.how")));
  for (const group of found.groups) blocks.push(...groupBlocks(group, writing));
  return blocks;
}

function groupBlocks({ group, standings }: GroupStandings, writing: Writing): Block[] {
  const { found, text } = writing;
  const name = group === "" ? text(`standings.all.${found.scheme.subject}`) : text("report.group", { group });
  const graded = found.scheme.grades.length > 0;
  const titles = [
    "rank",
    "subject",
    "score",
    "interval",
    "cases",
    "grade",
    "rankBefore",
    "rankYearBefore",
    "remark",
  ] as const;
  const shown = titles.filter((title) => graded || title !== "grade");
  const forms: Record<(typeof titles)[number], string> = {
    rank: "c1",
    subject: "l4",
    score: "r2",
    interval: "c3",
    cases: "r2",
    grade: "c2",
    rankBefore: "c2",
    rankYearBefore: "c2",
    remark: "l4",
  };
  const blocks = [
    heading(2, name),
    ...tableBlocks(text, {
      title: text("report.table.ranking", { group: name }),
      sheet: text("report.sheet.ranking", { group: name }),
      columns: columnsOf(
        shown.map((title) => text(`report.column.${title}`)),
        shown.map((title) => forms[title]).join(" "),
      ),
      rows: standings.map((standing) => rankRow(standing, graded, writing)),
    }),
  ];
  return [
    ...blocks,
    ...partsTable(name, standings, writing),
    ...monthsTable(name, standings, writing),
    ...adjustmentsTable(name, standings, writing),
  ];
}

function rankRow(standing: Standing, graded: boolean, writing: Writing): Cell[] {
  const { found, book, text } = writing;
  const name = writing.subject(standing.key);
  const put = (
    title: "rank" | "score" | "interval" | "cases" | "grade" | "remark" | "rankBefore" | "rankYearBefore",
    shown: string,
    value?: number | null,
  ) => book.plain("ranking", name, text(`report.column.${title}`), shown, value);
  const score = standing.score === null ? null : printedScore(standing.score);
  const { low, high } = standing;
  const interval =
    low === null || high === null ? NOTHING : `${pointsText(printedScore(low))}–${pointsText(printedScore(high))}`;
  const rank = standing.rank === null ? NOTHING : String(standing.rank);
  const then = (known: typeof found.before) => known.get(standing.key)?.rank ?? null;
  const [before, yearBefore] = [then(found.before), then(found.yearBefore)];
  return [
    put("rank", rank, standing.rank),
    cell(name),
    put("score", pointsText(score), score),
    put("interval", interval),
    put("cases", countText(standing.cases), standing.cases),
    ...(graded ? [put("grade", gradeTitle(standing, writing))] : []),
    put("rankBefore", before === null ? NOTHING : String(before), before),
    put("rankYearBefore", yearBefore === null ? NOTHING : String(yearBefore), yearBefore),
    put("remark", remarkOf(standing, writing)),
  ];
}

function gradeTitle({ grade }: Standing, { found, language }: Writing): string {
  if (grade === null) return NOTHING;
  return found.scheme.grades.find((each) => each.grade === grade)?.title[language] ?? grade;
}

/** What is to be said of a rank: veto, ties, too few cases, excluded cases. */
function remarkOf(standing: Standing, { text, found }: Writing): string {
  const remarks: string[] = [];
  if (standing.vetoedBy.length > 0) remarks.push(text("report.remark.vetoed"));
  if (standing.unranked !== null) remarks.push(text(`report.remark.${standing.unranked}`));
  else if (!standing.enough) remarks.push(text("report.remark.few"));
  if (standing.tieGroup !== null && isTied(standing, found.groups)) {
    remarks.push(text("report.remark.tie", { group: String(standing.tieGroup) }));
  }
  if (standing.excludedBy.length > 0) {
    remarks.push(text("report.remark.excluded", { cases: String(standing.excludedBy.length) }));
  }
  return remarks.length === 0 ? NOTHING : remarks.join(text("report.and"));
}

/** Whether somebody else of its group stands in the same tie group. */
function isTied(standing: Standing, groups: readonly GroupStandings[]): boolean {
  const own = groups.find(({ standings }) => standings.includes(standing));
  return own?.standings.some((each) => each !== standing && each.tieGroup === standing.tieGroup) ?? false;
}

/** What each score is made of, with the counts behind every rate. */
function partsTable(name: string, standings: readonly Standing[], writing: Writing): Block[] {
  const { text } = writing;
  const rows = standings
    .filter(({ score }) => score !== null)
    .flatMap((standing) => standing.parts.flatMap((part) => partRows(standing, part, writing)));
  if (rows.length === 0) return [];
  const titles = ["subject", "part", "indicator", "counts", "value", "points"] as const;
  return tableBlocks(text, {
    title: text("report.table.parts", { group: name }),
    sheet: text("report.sheet.parts", { group: name }),
    columns: columnsOf(
      titles.map((title) => text(`report.column.${title}`)),
      "l3 l3 l3 r3 r2 r2",
    ),
    rows,
  });
}

function partRows(standing: Standing, part: PartResult, writing: Writing): Cell[][] {
  const { book, text, found, language } = writing;
  const name = writing.subject(standing.key);
  const title = found.scheme.parts.find((each) => each.part === part.part)?.title[language] ?? part.part;
  const most = pointsText(part.weight).replace(/\.?0+$/, "");
  const points = part.points === null ? NOTHING : `${pointsText(printedScore(part.points))}/${most}`;
  const given = book.plain("parts", `${name} ${title}`, text("report.column.points"), points);
  const rows = part.figures.map((figure): Cell[] => {
    const indicator = indicatorOf(figure.indicator);
    const shown = indicator?.title[language] ?? figure.indicator;
    return [cell(name), cell(title), cell(shown), ...partCells(`${name} ${title}`, shown, figure, writing), given];
  });
  if (rows.length > 0) return rows;
  const { counted, entries } = part;
  const what =
    counted === null ? text("report.fromLedger", { entries: String(entries.length) }) : text(`term.${counted.term}`);
  const count = counted === null ? cell(NOTHING) : book.count("parts", `${name} ${title}`, what, counted.count);
  return [[cell(name), cell(title), cell(what), count, cell(NOTHING), given]];
}

function partCells(
  subject: string,
  shown: string,
  { indicator, n, d }: IndicatorFigure,
  { book }: Writing,
): readonly [Cell, Cell] {
  const pair = { n: n.count, d: d?.count ?? null };
  if (pair.d === null) return [cell(NOTHING), book.count("parts", subject, shown, n.count)];
  return indicatorOf(indicator)?.unit === "rate"
    ? book.rate("parts", subject, shown, pair)
    : book.mean("parts", subject, shown, pair);
}

/** Of a mean of months: each month's score. */
function monthsTable(name: string, standings: readonly Standing[], { book, text, subject }: Writing): Block[] {
  const months = standings[0]?.months ?? [];
  if (months.length === 0) return [];
  const rows = standings.map((standing): Cell[] => [
    cell(subject(standing.key)),
    ...standing.months.map(({ period, score }) => {
      const printed = score === null ? null : printedScore(score);
      return book.plain("scores", subject(standing.key), periodText(period, text), pointsText(printed), printed);
    }),
  ]);
  return tableBlocks(text, {
    title: text("report.table.scores", { group: name }),
    sheet: text("report.sheet.scores", { group: name }),
    columns: columnsOf(
      [text("report.column.subject"), ...months.map(({ period }) => periodText(period, text))],
      `l3${" r1".repeat(months.length)}`,
    ),
    rows,
  });
}

function adjustmentsTable(name: string, standings: readonly Standing[], writing: Writing): Block[] {
  const { book, text, found, language, subject } = writing;
  const titleOf = (item: string) =>
    found.scheme.adjustments.find((each) => each.item === item)?.title[language] ?? item;
  const rows = standings.flatMap((standing) =>
    standing.adjustments
      .filter(({ points }) => points !== 0)
      .map(({ item, points, counted, entries }): Cell[] => {
        const printed = printedScore(Math.abs(points)) * Math.sign(points);
        const shown = `${printed > 0 ? "+" : ""}${pointsText(printed)}`;
        const before = counted?.before ?? null;
        const why =
          counted === null
            ? text("report.fromLedger", { entries: String(entries.length) })
            : before === null
              ? `${text(`term.${counted.now.term}`)} ${countText(counted.now.count)}`
              : text("report.fell", {
                  term: text(`term.${counted.now.term}`),
                  before: countText(before),
                  now: countText(counted.now.count),
                });
        return [
          cell(subject(standing.key)),
          cell(titleOf(item)),
          book.plain("adjustments", subject(standing.key), titleOf(item), shown, printed),
          cell(why),
        ];
      }),
  );
  if (rows.length === 0) return [];
  const titles = ["subject", "item", "points", "why"] as const;
  return tableBlocks(text, {
    title: text("report.table.adjustments", { group: name }),
    sheet: text("report.sheet.adjustments", { group: name }),
    columns: columnsOf(
      titles.map((title) => text(`report.column.${title}`)),
      "l3 l5 r2 l4",
    ),
    rows,
  });
}
