/** Sections one to three: what the report is of, what came in and what became of it, and the indicators. */
import type { CASE_SOURCES } from "../../shared/case/case.ts";
import type { Funnel } from "../../shared/evaluation/figures.ts";
import type { CountedPair } from "./data.ts";
import type { IndicatorFinding } from "./findings.ts";
import { NOTHING, changeText, countText, differenceText, meets, periodText, rateText } from "./format.ts";
import type { Block, Cell } from "./paper.ts";
import { cell, columnsOf, heading, tableBlocks, words, type Writing } from "./writing.ts";

/** 一、基本情况 */
export function basicsSection({ data, found, text, language, date, time }: Writing): Block[] {
  const { scheme, schemeHash, window, period, frozen, reproduces } = found;
  const basis = {
    period: periodText(period.key, text),
    from: date(window.from),
    to: date(window.to - 1),
    basis: text(`basis.${scheme.basis}`),
    scheme: scheme.title[language],
    version: scheme.version,
    hash: schemeHash,
  };
  const blocks = [
    heading(1, text("report.basics")),
    words(text("report.basics.scheme", basis)),
    words(text("report.basics.data", { at: time(data.at), made: time(data.madeAt), by: data.by })),
  ];
  if (data.draft) blocks.push(words(text("report.basics.draft")));
  else if (frozen === null) blocks.push(words(text("report.basics.provisional")));
  else {
    const sentence = text("report.basics.final", { at: time(frozen.at), by: frozen.by, digest: frozen.digest });
    blocks.push(words(`${sentence}${text(reproduces === true ? "report.basics.again" : "report.basics.notAgain")}`));
  }
  if (!data.whole) blocks.push(words(text("report.basics.part")));
  return blocks;
}

/** 二、案件总体情况 */
export function funnelSection(writing: Writing): Block[] {
  const { found, book, text } = writing;
  const { now, before, yearBefore } = found.funnel;
  const reported = now.steps[0]?.count ?? 0;
  const blocks = [heading(1, text("report.funnel"))];
  const rows = now.steps.map(({ milestone, count, ofPrevious }, i): Cell[] => {
    const name = text(`milestone.${milestone}`);
    const then = [before.steps[i]?.count ?? 0, yearBefore.steps[i]?.count ?? 0] as const;
    const figure = (title: string) => `${name} ${title}`;
    const [counts, rate] =
      i === 0
        ? [cell(NOTHING), cell(NOTHING)]
        : book.rate("funnel", name, text("report.column.ofPrevious"), ofPrevious);
    const change = (past: number, title: string) => book.plain("funnel", name, title, changeText(count, past));
    return [
      cell(name),
      book.count("funnel", name, text("report.column.count"), count),
      counts,
      rate,
      book.count("funnel", figure(text("report.column.before")), text("report.column.count"), then[0]),
      change(then[0], text("report.column.onBefore")),
      book.count("funnel", figure(text("report.column.yearBefore")), text("report.column.count"), then[1]),
      change(then[1], text("report.column.onYearBefore")),
    ];
  });
  blocks.push(words(funnelSentence(writing, now)));
  const titles = ["step", "count", "ofPrevious", "rate", "before", "onBefore", "yearBefore", "onYearBefore"] as const;
  blocks.push(
    ...tableBlocks(text, {
      title: text("report.table.funnel"),
      sheet: text("report.sheet.funnel"),
      columns: columnsOf(
        titles.map((name) => text(`report.column.${name}`)),
        "l2 r2 r3 r2 r2 r2 r2 r2",
      ),
      rows,
    }),
  );
  blocks.push(...monthsTable(writing), ...sourcesTable(writing, reported), ...classesTable(writing, reported));
  return blocks;
}

function funnelSentence({ book, text, found }: Writing, now: Funnel): string {
  const count = (name: "open" | "overdue" | "unlocated") =>
    book.count("funnel", text(`report.funnel.${name}`), text("report.column.count"), now[name]).text;
  const at = (i: number) => countText(now.steps[i]?.count ?? 0);
  return text("report.funnel.sentence", {
    period: periodText(found.period.key, text),
    reported: at(0),
    accepted: at(1),
    filed: at(2),
    dispatched: at(3),
    handled: at(4),
    closed: at(5),
    open: count("open"),
    overdue: count("overdue"),
    unlocated: count("unlocated"),
  });
}

/** Of a quarter or a year: the funnel month by month. */
function monthsTable({ found, book, text }: Writing): Block[] {
  if (found.months.length === 0) return [];
  const rows = found.months.map(({ period, funnel }): Cell[] => {
    const name = periodText(period, text);
    const counts = funnel.steps.map(({ milestone, count }) =>
      book.count("months", name, text(`milestone.${milestone}`), count),
    );
    return [cell(name), ...counts];
  });
  const steps = found.funnel.now.steps.map(({ milestone }) => text(`milestone.${milestone}`));
  return tableBlocks(text, {
    title: text("report.table.months"),
    sheet: text("report.sheet.months"),
    columns: columnsOf([text("report.column.month"), ...steps], `l2${" r1".repeat(steps.length)}`),
    rows,
  });
}

function sourcesTable({ found, book, text }: Writing, reported: number): Block[] {
  if (found.sources.length === 0) return [];
  const rows = found.sources.map(({ source, count }): Cell[] => {
    const name = text(`source.${source as (typeof CASE_SOURCES)[number]}`);
    const pair = { n: count, d: reported };
    return [cell(name), ...book.rate("sources", name, text("report.column.share"), pair)];
  });
  const titles = ["source", "ofAll", "share"] as const;
  return tableBlocks(text, {
    title: text("report.table.sources"),
    sheet: text("report.sheet.sources"),
    columns: columnsOf(
      titles.map((name) => text(`report.column.${name}`)),
      "l3 r2 r1",
    ),
    rows,
  });
}

function classesTable({ data, found, book, text, language }: Writing, reported: number): Block[] {
  if (found.classes.length === 0) return [];
  const names = new Map(data.classes.map((each) => [each.uid, each]));
  const rows = found.classes.map(({ classUid, count, overdueOpen }, i): Cell[] => {
    const known = names.get(classUid);
    const name = known === undefined ? String(classUid) : language === "en" ? known.nameEn || known.name : known.name;
    return [
      { text: String(i + 1), value: i + 1 },
      cell(name),
      ...book.rate("classes", name, text("report.column.share"), { n: count, d: reported }),
      book.count("classes", name, text("report.column.overdueOpen"), overdueOpen),
    ];
  });
  const titles = ["place", "class", "ofAll", "share", "overdueOpen"] as const;
  return tableBlocks(text, {
    title: text("report.table.classes"),
    sheet: text("report.sheet.classes"),
    columns: columnsOf(
      titles.map((name) => text(`report.column.${name}`)),
      "c1 l4 r3 r2 r2",
    ),
    rows,
  });
}

/** 三、指标完成情况 */
export function indicatorsSection(writing: Writing): Block[] {
  const { found, text, language } = writing;
  const aimed = found.indicators.filter(({ target }) => target !== null);
  const missed = aimed.filter((each) => isMet(each) === false);
  const blocks = [heading(1, text("report.indicators"))];
  if (aimed.length === 0) blocks.push(words(text("report.indicators.noTargets")));
  else {
    const met = aimed.filter((each) => isMet(each) === true).length;
    const counts = { aimed: String(aimed.length), met: String(met) };
    const names = missed.map(({ indicator }) => indicator.title[language]).join(text("report.and"));
    const sentence = text("report.indicators.targets", counts);
    blocks.push(words(missed.length === 0 ? sentence : `${sentence}${text("report.indicators.missed", { names })}`));
  }
  const titles = ["indicator", "counts", "value", "target", "met", "onBefore", "onYearBefore"] as const;
  blocks.push(
    ...tableBlocks(text, {
      title: text("report.table.indicators"),
      sheet: text("report.sheet.indicators"),
      columns: columnsOf(
        titles.map((name) => text(`report.column.${name}`)),
        "l4 r3 r2 r2 c2 r2 r2",
      ),
      rows: found.indicators.map((each) => indicatorRow(each, writing)),
    }),
  );
  return blocks;
}

const isMet = ({ now, target, indicator }: IndicatorFinding): boolean | null =>
  target === null ? null : meets(now, target, indicator.better);

function indicatorRow(each: IndicatorFinding, { book, text, language }: Writing): Cell[] {
  const { indicator, now, before, yearBefore, target } = each;
  const title = indicator.title[language];
  const name = indicator.unit === "minutes" ? text("report.inMinutes", { name: title }) : title;
  const value = text("report.column.value");
  const [counts, shown] = figureCells(each, name, value, { book });
  const met = isMet(each);
  const change = (then: CountedPair | null, title: string) => {
    const changed =
      indicator.unit === "count"
        ? changeText(now.n, then?.n ?? 0)
        : differenceText(now, then, indicator.unit !== "rate");
    return book.plain("indicators", name, title, changed);
  };
  return [
    cell(name),
    counts,
    shown,
    cell(target === null ? NOTHING : targetText(target, indicator.unit)),
    book.plain(
      "indicators",
      name,
      text("report.column.met"),
      met === null ? NOTHING : text(met ? "report.met" : "report.notMet"),
    ),
    change(before, text("report.column.onBefore")),
    change(yearBefore, text("report.column.onYearBefore")),
  ];
}

function figureCells(
  { indicator, now }: IndicatorFinding,
  name: string,
  value: string,
  { book }: Pick<Writing, "book">,
) {
  if (indicator.unit === "rate") return book.rate("indicators", name, value, now);
  if (indicator.unit === "count") return [cell(NOTHING), book.count("indicators", name, value, now.n)] as const;
  return book.mean("indicators", name, value, now);
}

/** A target as figures of its kind are printed. */
function targetText(target: number, unit: IndicatorFinding["indicator"]["unit"]): string {
  if (unit === "rate") return rateText({ n: Math.round(target * 1e6), d: 1e6 });
  return String(Number(target.toFixed(2)));
}
