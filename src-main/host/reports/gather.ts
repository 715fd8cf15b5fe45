/**
 * Everything a report rests on, taken from the cache: at one instant for one that is not final, and as the facts stood when
 * the result was made final for one that is. Facts are read in slices, so that windows and the line go on meanwhile.
 */
import type { Fact } from "../../../shared/case/case.ts";
import { emptyFigures, figuresAt } from "../../../shared/evaluation/columns.ts";
import { routeOf } from "../../../shared/evaluation/disputes.ts";
import { periodKeyOf, periodOf, windowOfPeriod, type EvaluationPeriod } from "../../../shared/evaluation/period-key.ts";
import { MARK } from "../../../shared/case/marks.ts";
import { caseUpTo, entryUpTo, figuresOf } from "../../../shared/evaluation/up-to.ts";
import { parseScheme } from "../../../shared/rules/scheme.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { Language } from "../../../shared/text.ts";
import { TroubleError } from "../../../shared/trouble.ts";
import { addCase, emptyCases, type PackedCases } from "../../report/cases.ts";
import { DATA_FORMAT, type ReportData } from "../../report/data.ts";
import { dateText, periodText } from "../../report/format.ts";
import { masked } from "../../report/mask.ts";
import { reportText } from "../../report/words.ts";
import { recordReader, records } from "../cache/read.ts";
import { indicatorsAnswer } from "../views/indicators.ts";
import { schemeAsked } from "../views/standings.ts";
import type { Source } from "../views/source.ts";
import { postsOfReport } from "./posts.ts";
import { sliced } from "./slices.ts";
import { wantedFor, type Wanted } from "./wanted.ts";

export interface ReportAsked {
  /** YYYY-MM, YYYY-Qn or YYYY. */
  readonly period: string;
  /** Name of the scheme, "" for the platform's own. */
  readonly scheme: string;
  readonly draft: boolean;
  readonly language: Language;
  readonly issuer: string;
  readonly number: string;
}

/** What the host says of itself. */
export interface ReportAbout {
  readonly version: string;
  /** Commit time of the newest change in the cache, hub time. */
  readonly dataAt: number | null;
  /** Name of whoever asked. */
  readonly by: string;
  /** True when all of the city is seen here. */
  readonly whole: boolean;
}

type FrozenRow = RecordOf<"frozen">;

/**
 * Gathers a report's data.
 * @throws TroubleError `reportScheme`, and `reportNotOver` when it is to count and its time is not over.
 */
export async function gatherReport(asked: ReportAsked, source: Source, about: ReportAbout): Promise<ReportData> {
  const { handle, names } = source;
  const period = periodOf(asked.period);
  const found = schemeAsked(asked.scheme, source);
  if (found === null || period === null) throw new TroubleError("reportScheme", { scheme: asked.scheme });
  const name = found.scheme.scheme;
  const timeZone = names.timeZone();
  const now = source.now();
  const frozenRows = records(handle, "frozen").filter((row) => row.scheme === name);
  const final = frozenRows.find((row) => row.period === period.key) ?? null;
  const { to } = windowOfPeriod(period, timeZone);
  const draft = final === null && now < to;
  if (draft && !asked.draft) {
    const end = dateText(to, timeZone, asked.language);
    throw new TroubleError("reportNotOver", { period: periodText(period.key, reportText(asked.language)), end });
  }
  const body = final?.body ?? schemeBody(name, source);
  const scheme = parseScheme(`schemes/${name}.json`, JSON.parse(body));
  const at = final?.frozenAt ?? now;
  const wanted = wantedFor(period, scheme, timeZone);
  const ledger = records(handle, "ledger").flatMap((entry) =>
    entry.scheme === name ? (entryUpTo(entry, at) ?? []) : [],
  );
  const excluded = new Set(ledger.filter(({ kind }) => kind === "exclusion").map(({ caseUid }) => caseUid));
  // What counts elsewhere than over cases is as it is now; of cameras nothing else is known.
  const given = givenOf(period.key, source);
  const cases = final === null ? casesNow(wanted, excluded, source) : await casesUpTo(at, wanted, excluded, source);
  const listed = listedIn(cases, period, timeZone, excluded);
  const { numbers, routes } = await listedOf(listed, at, source);
  const platform = records(handle, "platforms")[0];
  const classUids = new Set(cases.classUid);
  return {
    format: DATA_FORMAT,
    version: about.version,
    language: asked.language,
    platform: {
      id: platform?.platform ?? "",
      name: platform?.name ?? "",
      nameEn: platform?.nameEn ?? "",
      timeZone,
    },
    issuer: asked.issuer.trim(),
    number: asked.number.trim(),
    period: period.key,
    draft,
    at,
    madeAt: now,
    dataAt: about.dataAt,
    by: about.by,
    whole: about.whole,
    scheme: body,
    frozen: frozenFor(frozenRows, wanted, at, final),
    reproduces: null,
    subjects: subjectsOf(scheme.subject, source),
    departments: names.departments().map(({ uid, name: zh, nameEn }) => ({ uid, name: zh, nameEn })),
    classes: records(handle, "classes")
      .filter(({ uid }) => classUids.has(uid))
      .map(({ uid, name: zh, nameEn }) => ({ uid, name: zh, nameEn })),
    targets: records(handle, "targets")
      .filter((target) => target.platform === names.platform())
      .map(({ indicator, value, setBy, setAt }) => ({ indicator, value, setBy, setAt })),
    ledger: ledger.map(withoutPersons),
    rules: rulesOf(source),
    cases,
    numbers,
    routes,
    posts: await postsOfReport(scheme, wanted, at, ledger, source),
    ...given,
  };
}

function schemeBody(name: string, { handle }: Source): string {
  const row = handle
    .prepare<[string], { body: string }>("SELECT body FROM rules WHERE kind = 'schemes' AND name = ?")
    .get(name);
  if (row === undefined) throw new TroubleError("reportScheme", { scheme: name });
  return row.body;
}

/** What somebody wrote by hand may name a person; a report and its data do not. */
function withoutPersons(entry: RecordOf<"ledger">): RecordOf<"ledger"> {
  return { ...entry, text: masked(entry.text), withdrawnWhy: masked(entry.withdrawnWhy), evidence: "[]" };
}

/** The final results that figures rest on: of the three times, and of their months where they were final by then. */
function frozenFor(
  rows: readonly FrozenRow[],
  wanted: Wanted,
  at: number,
  final: FrozenRow | null,
): ReportData["frozen"] {
  const keys = new Set([
    ...wanted.spans.map(({ key }) => key),
    ...wanted.months.map((month) => periodKeyOf("month", month)),
  ]);
  return Object.fromEntries(
    rows
      .filter((row) => keys.has(row.period) && (row === final || row.frozenAt <= at))
      .map(({ period, result, digest, frozenAt, frozenBy }) => [
        period,
        { text: result, digest, at: frozenAt, by: frozenBy },
      ]),
  );
}

function subjectsOf(subject: ReturnType<typeof parseScheme>["subject"], { names }: Source): ReportData["subjects"] {
  if (subject === "department") {
    return names
      .departments()
      .map(({ uid, groupCode, name, nameEn }) => ({ key: uid, group: groupCode, name, nameEn }));
  }
  if (subject !== "dutyGrid") return [];
  return names.dutyGrids().map(({ uid, name, nameEn }) => ({ key: uid, group: "", name, nameEn }));
}

/** The policies and calendars of the hub, for whoever asks by what deadlines were set. */
function rulesOf({ handle }: Source): ReportData["rules"] {
  return records(handle, "rules")
    .filter(({ kind }) => kind === "policies" || kind === "calendars")
    .map(({ kind, name, hash, body }) => ({ kind, name, hash, body }));
}

/** Cameras and coverage of the three times. */
function givenOf(period: string, source: Source): Pick<ReportData, "cameras" | "coverage"> {
  const { lines } = indicatorsAnswer(period, 0, source);
  const of = (indicator: string): ReportData["cameras"] => {
    const line = lines.find((each) => each.indicator === indicator);
    if (line === undefined) return { now: null, before: null, yearBefore: null };
    return { now: { n: line.n, d: line.d }, before: line.before, yearBefore: line.yearBefore };
  };
  return { cameras: of("cameraOnlineRate"), coverage: of("gridCoverage") };
}

/** The cases as the columns have them, all at one instant. */
function casesNow(wanted: Wanted, excluded: ReadonlySet<number>, { cases }: Source): PackedCases {
  const packed = emptyCases();
  const figures = emptyFigures();
  for (let i = 0; i < cases.length; i++) {
    const uid = cases.uid[i] as number;
    if (!wanted.has(figuresAt(cases, i, figures)) && !excluded.has(uid)) continue;
    const located = Number.isNaN(cases.lon[i]) ? 0 : 1;
    addCase(packed, { uid, ...figures, suspendedAt: cases.suspendedAt[i] as number, located });
  }
  return packed;
}

/** The cases as their facts up to an instant make them. One whose facts are not kept any more stays as it is. */
async function casesUpTo(
  at: number,
  wanted: Wanted,
  excluded: ReadonlySet<number>,
  source: Source,
): Promise<PackedCases> {
  const { cases, handle } = source;
  const now = emptyFigures();
  const uids: number[] = [];
  for (let i = 0; i < cases.length; i++) {
    const uid = cases.uid[i] as number;
    const may =
      wanted.has(figuresAt(cases, i, now)) || cases.open.has(i) || (cases.changedAt[i] as number) >= wanted.from;
    if (((cases.reportedAt[i] as number) <= at && may) || excluded.has(uid)) uids.push(uid);
  }
  const packed = emptyCases();
  const read = recordReader(handle, "cases", ["facts"]);
  await sliced(uids, (uid) => {
    const i = cases.indexOf(uid);
    const row = read(uid);
    if (i === undefined || row === undefined) return;
    const then = caseUpTo(row.facts, at);
    // Texts, and facts with them, are not kept for ever.
    if (then === null && row.facts !== "[]") return;
    const figures = then === null ? figuresAt(cases, i, emptyFigures()) : figuresOf(then);
    if (!wanted.has(figures) && !excluded.has(uid)) return;
    const suspendedAt = then === null ? (cases.suspendedAt[i] as number) : (then.suspendedAt ?? Number.NaN);
    addCase(packed, { uid, ...figures, suspendedAt, located: Number.isNaN(cases.lon[i]) ? 0 : 1 });
  });
  return packed;
}

/** uids of the cases that a report names one by one: disputed ones of its time, and excluded ones. */
function listedIn(
  cases: PackedCases,
  period: EvaluationPeriod,
  timeZone: string,
  excluded: ReadonlySet<number>,
): { readonly uid: number; readonly disputed: boolean }[] {
  const { from, to } = windowOfPeriod(period, timeZone);
  return cases.uid.flatMap((cell, i) => {
    const uid = cell as number;
    const reportedAt = cases.reportedAt[i] as number;
    const sent = (cases.sendBackCount[i] ?? 0) > 0 || ((cases.marks[i] ?? 0) & MARK.shirked) !== 0;
    const disputed = sent && reportedAt >= from && reportedAt < to;
    return disputed || excluded.has(uid) ? [{ uid, disputed }] : [];
  });
}

async function listedOf(
  listed: readonly { readonly uid: number; readonly disputed: boolean }[],
  at: number,
  { handle }: Source,
): Promise<Pick<ReportData, "numbers" | "routes">> {
  const read = recordReader(handle, "cases", ["caseNo", "facts"]);
  const numbers: Record<string, string> = {};
  const routes: Record<string, number[]> = {};
  await sliced(listed, ({ uid, disputed }) => {
    const row = read(uid);
    if (row === undefined) return;
    numbers[uid] = row.caseNo;
    if (disputed) routes[uid] = routeOf((JSON.parse(row.facts) as Fact[]).filter((fact) => fact.at <= at));
  });
  return { numbers, routes };
}
