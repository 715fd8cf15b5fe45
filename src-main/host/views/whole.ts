/** The answers that are computed anew as a whole: figures, reference tables, lists. */
import type { Case } from "../../../shared/case/case.ts";
import { conditionsOf, type FilingCondition } from "../../../shared/case/classes.ts";
import { clocksOf } from "../../../shared/case/clocks.ts";
import { caseOfRecord } from "../../../shared/case/record.ts";
import { funnelOf, rankingOf, topIssuesOf, trendOf } from "../../../shared/evaluation/figures.ts";
import { zoneOffset } from "../../../shared/evaluation/period.ts";
import { TABLE_NAMES, type RecordOf, type TableName } from "../../../shared/tables.ts";
import type { CaseClocks, CaseLine, Only, Question, WholeValues } from "../../../shared/view.ts";
import { count, records } from "../cache/read.ts";
import { backlogAnswer } from "./backlog.ts";
import { queueAnswer } from "./queue.ts";
import { queueLinesAnswer } from "./queue-lines.ts";
import { suggestAnswer } from "./suggest.ts";
import { alarmsAnswer } from "./alarms.ts";
import { meanwhileAnswer } from "./meanwhile.ts";
import { handoverDraftAnswer, handoversAnswer } from "./handover.ts";
import { contactsAnswer } from "./contacts.ts";
import { bordersAnswer } from "./borders.ts";
import { briefingAnswer } from "./briefing.ts";
import { cameraHealthAnswer, cameraWeeksAnswer } from "./camera-health.ts";
import { looksAnswer, picturesAnswer, rightsAnswer } from "./camera-records.ts";
import { cameraAnswer, cameraGroupsAnswer, camerasAnswer, camerasNearAnswer, gatewaysAnswer } from "./cameras.ts";
import { aroundAnswer } from "./around.ts";
import { lineReader, newestOf } from "./case-lines.ts";
import { choicesAnswer } from "./choices.ts";
import { componentAnswer, componentsAnswer } from "./components.ts";
import { coverageAnswer, visitsOfAnswer } from "./coverage.ts";
import { disputesAnswer } from "./disputes.ts";
import { dryRunAnswer } from "./dry-run.ts";
import { heatAnswer } from "./heat.ts";
import { indicatorsAnswer } from "./indicators.ts";
import { ledgerAnswer } from "./ledger.ts";
import { trailAnswer, unitAnswer } from "./movers.ts";
import { postsVersion } from "./posts.ts";
import { recurrenceAnswer, recurrenceOf } from "./recurrence.ts";
import { exercisesAnswer, replayAnswer, replayTracksAnswer } from "./replay.ts";
import { searchAnswer } from "./search.ts";
import { readingsAnswer, sensorsAnswer } from "./sensors.ts";
import { shadeAnswer } from "./shade.ts";
import { shownCase } from "./shown-case.ts";
import type { Source } from "./source.ts";
import { EVALUATED, standingsAnswer } from "./standings.ts";
import { whatIfAnswer } from "./what-if.ts";
import { narrowedFilter, queryFilter } from "./window.ts";

export type WholeName = keyof WholeValues;
export type WholeQuestion = Extract<Question, { view: WholeName }>;

const HOUR = 3_600_000;

interface WholeRule<N extends WholeName> {
  /** Tables whose change may change the answer. */
  readonly from: readonly TableName[];
  /** True when the answer may change by time alone. */
  readonly timed: boolean;
  /** The one case whose change may change the answer, where it is not all of them. */
  readonly caseIn?: (question: WholeQuestion) => number | null;
  /** The longest that a change may wait, real ms; a second unless said otherwise. */
  readonly beatMs?: number;
  /** Version of what is worked out beside the tables, where the answer rests on such. */
  readonly worked?: (source: Source) => number;
  answer(question: Extract<WholeQuestion, { view: N }>, source: Source): WholeValues[N];
}

const seatVersion = ({ beside }: Source) => beside.seat.version();
const outboxVersion = ({ beside }: Source) => beside.outbox.version();

const LINES = ["cases", "classes", "departments", "grids", "platforms"] as const;

const SEARCHED = [...LINES, "components", "cameras", "units", "places", "sensors", "features", "areas"] as const;

const reference = <N extends "features" | "grids" | "departments" | "units" | "classes" | "areas" | "places">(
  table: N,
) => ({
  from: [table],
  timed: false,
  answer: (_question: unknown, source: Source) => records(source.handle, table),
});

const RULES: { readonly [N in WholeName]: WholeRule<N> } = {
  city: { from: TABLE_NAMES, timed: false, answer: (_question, source) => cityOf(source) },
  features: reference("features"),
  grids: reference("grids"),
  departments: reference("departments"),
  cameras: { from: ["cameras", "outages"], timed: false, answer: (_question, source) => camerasAnswer(source) },
  camera: {
    from: ["cameras", "outages", "cameraGroups", "platforms"],
    timed: true,
    answer: ({ uid }, source) => cameraAnswer(uid, source),
  },
  cameraGroups: { from: ["cameraGroups"], timed: false, answer: (_question, source) => cameraGroupsAnswer(source) },
  gateways: { from: ["gateways"], timed: true, answer: (_question, source) => gatewaysAnswer(source) },
  camerasNear: {
    from: ["cameras", "rules", "platforms", "outages"],
    timed: false,
    answer: (asked, source) => camerasNearAnswer(asked, source),
  },
  cameraHealth: {
    from: ["cameras", "outages", "targets", "platforms"],
    timed: true,
    answer: ({ weeks }, source) => cameraHealthAnswer(weeks, source),
  },
  cameraWeeks: {
    from: ["cameras", "outages", "platforms"],
    timed: true,
    answer: ({ weeks }, source) => cameraWeeksAnswer(weeks, source),
  },
  looks: { from: ["looks"], timed: false, answer: (asked, source) => looksAnswer(asked, source) },
  pictures: { from: ["pictures"], timed: false, answer: ({ caseUid }, source) => picturesAnswer(caseUid, source) },
  around: {
    from: ["cases", "grids", "components", "classes", "departments", "platforms"],
    timed: false,
    worked: ({ components }) => components.version(),
    answer: (asked, source) => aroundAnswer(asked, source),
  },
  units: reference("units"),
  classes: reference("classes"),
  areas: reference("areas"),
  places: reference("places"),
  borders: { from: ["grids", "borders"], timed: false, answer: ({ at }, source) => bordersAnswer(at, source) },
  shade: {
    from: ["cases", "grids", "areas", "classes", "platforms", "visits"],
    timed: true,
    answer: (asked, source) => shadeAnswer(asked, source),
  },
  heat: {
    from: ["cases", "grids", "classes", "platforms"],
    timed: true,
    answer: (asked, source) => heatAnswer(asked, source),
  },
  coverage: {
    from: ["visits", "grids", "places", "cameras", "units", "rules", "platforms"],
    timed: true,
    worked: ({ visits }) => visits.version(),
    answer: ({ day }, source) => coverageAnswer(day, source),
  },
  visitsOf: {
    from: ["visits", "units", "cameras", "rules", "platforms"],
    timed: true,
    worked: ({ visits }) => visits.version(),
    answer: (asked, source) => visitsOfAnswer(asked, source),
  },
  trail: {
    from: [],
    timed: true,
    worked: ({ beside }) => beside.history.version(),
    answer: (asked, source) => trailAnswer(asked, source),
  },
  unit: { from: ["units", "grids", "visits"], timed: true, answer: ({ uid }, source) => unitAnswer(uid, source) },
  sensors: {
    from: ["sensors", "readings", "rules"],
    timed: true,
    answer: (_question, source) => sensorsAnswer(source),
  },
  readings: {
    from: ["sensors", "readings", "rules"],
    timed: true,
    answer: (asked, source) => readingsAnswer(asked, source),
  },
  components: {
    from: ["components"],
    timed: false,
    beatMs: 200,
    worked: ({ components }) => components.version(),
    answer: (asked, source) => componentsAnswer(asked, source),
  },
  component: {
    from: ["components", "classes", "departments", "grids", "cases"],
    timed: true,
    answer: ({ uid }, source) => componentAnswer(uid, source),
  },
  search: {
    from: SEARCHED,
    timed: false,
    beatMs: 100,
    worked: ({ beside }) => beside.search.version(),
    answer: (asked, source) => searchAnswer(asked, source),
  },
  replay: { from: [], timed: false, answer: (asked, source) => replayAnswer(asked, source) },
  replayTracks: { from: [], timed: false, answer: (asked, source) => replayTracksAnswer(asked, source) },
  dryRun: { from: [], timed: false, answer: (asked, source) => dryRunAnswer(asked, source) },
  exercises: { from: [], timed: false, answer: (_question, source) => exercisesAnswer(source) },
  funnel: {
    from: ["cases", "classes", "platforms"],
    timed: true,
    answer(asked, source) {
      const { window, filter } = narrowedFilter(asked, source);
      return { window, funnel: funnelOf(source.cases, filter, source.now()) };
    },
  },
  ranking: {
    from: ["cases", "classes", "platforms"],
    timed: true,
    answer(asked, source) {
      const { window, filter } = narrowedFilter(asked, source);
      return { window, lines: rankingOf(source.cases, filter, source.now()) };
    },
  },
  topIssues: {
    from: ["cases", "classes", "platforms"],
    timed: true,
    answer(asked, source) {
      const { window, filter } = narrowedFilter(asked, source);
      const issues = topIssuesOf(source.cases, filter, source.now(), asked.limit);
      return { window, issues: issues.map((issue) => ({ ...issue, ...classNamesOf(issue.classUid, source) })) };
    },
  },
  trend: {
    from: ["cases", "classes", "platforms"],
    timed: true,
    answer: (asked, source) => trendAnswer(asked, source),
  },
  choices: {
    from: ["cases", "classes", "platforms"],
    timed: true,
    answer: (asked, source) => choicesAnswer(asked, source),
  },
  cases: {
    from: LINES,
    timed: true,
    worked: outboxVersion,
    answer({ query, offset, limit }, source) {
      const { window, filter } = queryFilter(query, source);
      const { total, uids } = newestOf(source.cases, filter, source.now(), offset, limit);
      const lines = uids.map(lineReader(source)).filter((line): line is CaseLine => line !== undefined);
      return { window, total, lines };
    },
  },
  standings: {
    from: EVALUATED,
    timed: true,
    worked: postsVersion,
    answer: ({ scheme, period }, source) => standingsAnswer(scheme, period, source),
  },
  whatIf: {
    from: [...EVALUATED, "classes"],
    timed: true,
    worked: outboxVersion,
    answer: ({ scheme, period, key }, source) => whatIfAnswer(scheme, period, key, source),
  },
  indicators: {
    from: ["cases", "platforms", "targets", "cameras"],
    timed: true,
    answer: ({ period, department }, source) => indicatorsAnswer(period, department, source),
  },
  ledger: {
    from: ["ledger", "rules", "platforms", "cases"],
    timed: true,
    answer: ({ scheme, period }, source) => ledgerAnswer(scheme, period, source),
  },
  backlog: {
    from: ["cases", "asides", "rules", "platforms"],
    timed: true,
    answer: (_question, source) => backlogAnswer(source),
  },
  // Taken once: it has nothing to follow.
  briefing: { from: [], timed: false, answer: (asked, source) => briefingAnswer(asked, source) },
  recurrence: {
    from: [...LINES, "rules"],
    timed: true,
    answer: ({ limit }, source) => recurrenceAnswer(limit, source),
  },
  disputes: {
    from: LINES,
    timed: true,
    worked: outboxVersion,
    answer: ({ limit }, source) => disputesAnswer(limit, source),
  },
  sync: {
    from: [],
    timed: true,
    worked: ({ beside }) => beside.statusVersion(),
    answer: (_question, { beside }) => beside.status(),
  },
  ops: { from: [], timed: true, answer: (_question, { beside }) => beside.ops() },
  outbox: {
    from: ["cases"],
    timed: true,
    worked: outboxVersion,
    answer: (_question, { beside }) => ({ entries: beside.outbox.entries() }),
  },
  rights: { from: [], timed: true, answer: (_question, source) => rightsAnswer(source) },
  session: {
    from: [],
    timed: true,
    beatMs: 100,
    worked: seatVersion,
    answer: (_question, { beside }) => beside.seat.session(),
  },
  seats: {
    from: [],
    timed: true,
    beatMs: 100,
    worked: seatVersion,
    answer: (_question, { beside }) => beside.seat.seats(),
  },
  walls: {
    from: [],
    timed: false,
    beatMs: 50, // the views' own beat: a wall must hear of a change before it is due
    worked: ({ beside }) => beside.walls.version(),
    answer: (_question, { beside }) => beside.walls.value(),
  },
  queue: {
    from: [...LINES, "rules"],
    timed: true,
    beatMs: 250,
    worked: (source) => outboxVersion(source) + seatVersion(source) + source.openCases.version(),
    answer: (asked, source) => queueAnswer(asked, source),
  },
  queueLines: {
    from: [...LINES, "pictures"],
    timed: false,
    beatMs: 100,
    worked: outboxVersion,
    answer: ({ uids }, source) => queueLinesAnswer(uids, source),
  },
  suggest: {
    from: ["cases", "departments", "components"],
    timed: false,
    answer: ({ uid }, source) => suggestAnswer(uid, source),
  },
  contacts: {
    from: ["contacts", "departments"],
    timed: false,
    answer: ({ department }, source) => contactsAnswer(department, source),
  },
  alarms: {
    from: ["cases", "cameras", "outages", "readings", "sensors", "rules", "alarmMarks", "grids", "platforms"],
    timed: true,
    worked: seatVersion,
    answer: (_question, source) => alarmsAnswer(source),
  },
  meanwhile: {
    from: ["cases"],
    timed: true,
    worked: (source) => outboxVersion(source) + seatVersion(source),
    answer: (_question, source) => meanwhileAnswer(source),
  },
  handoverDraft: {
    from: ["cases", "cameras", "outages", "alarmMarks", "rules"],
    timed: true,
    worked: outboxVersion,
    answer: ({ fromAt }, source) => handoverDraftAnswer(fromAt, source),
  },
  handovers: { from: ["handovers"], timed: false, answer: ({ limit }, source) => handoversAnswer(limit, source) },
  kept: {
    from: [],
    timed: false,
    beatMs: 50,
    worked: ({ beside }) => beside.seat.keptVersion(),
    answer: ({ prefix }, { beside }) => beside.seat.kept(prefix),
  },
  ruleFiles: {
    from: ["rules"],
    timed: false,
    answer: ({ kind }, { handle }) => records(handle, "rules").filter((rule) => rule.kind === kind),
  },
  reports: {
    from: [],
    timed: true,
    beatMs: 100,
    worked: ({ beside }) => beside.reports.version() + beside.seat.version(),
    answer: (_question, { beside }) => beside.reports.value(),
  },
  case: {
    // Other cases are told of by its recurrence only, which may wait for the time.
    from: ["classes", "departments", "grids", "platforms", "rules"],
    caseIn: (question) => (question.view === "case" ? question.uid : null),
    beatMs: 100,
    timed: true,
    worked: outboxVersion,
    answer: ({ uid }, source) => caseAnswer(uid, source),
  },
};

/** Whether a question is answered as a whole. */
export function isWhole(question: Question): question is WholeQuestion {
  return question.view in RULES;
}

/** What an answer depends on. */
export function dependsOn(question: WholeQuestion): Omit<WholeRule<WholeName>, "answer"> {
  return RULES[question.view];
}

/** Answers a question from the cache as it is now. */
export function answerWhole(question: WholeQuestion, source: Source): WholeValues[WholeName] {
  const rule = RULES[question.view] as WholeRule<WholeName>;
  return rule.answer(question as never, source);
}

/** The clocks of a case without facts on this machine: none that run can be told, and its step is as its columns say. */
const stopped = ({ stageSince, stageDue }: RecordOf<"cases">): CaseClocks => ({
  light: null,
  usedMinutes: null,
  limitMinutes: null,
  remainingMinutes: null,
  pausedBy: null,
  stageSince,
  stageDue,
});

/** Every clock of a case runs, so it is looked at again even where nothing happens to it. */
function caseAnswer(uid: number, source: Source): WholeValues["case"] {
  const shown = shownCase(uid, source);
  const line = lineReader(source)(uid);
  if (shown === undefined || line === undefined) return null;
  const { record: found, truth, pending } = shown;
  const c = found.facts === "[]" ? null : caseOfRecord(found);
  const calendar = source.rules.of(found.platform)?.calendar ?? source.rules.calendar();
  return {
    line,
    record: found,
    clocks: c === null ? stopped(found) : clocksOf(c, source.now(), calendar),
    condition: c === null ? null : conditionOf(c, source),
    recurrence: recurrenceOf(uid, source),
    pending,
    trueState: truth.state,
    textsGone: c === null && found.address === "" && found.description === "",
  };
}

function conditionOf(c: Case, { names, rules }: Source): FilingCondition | null {
  const found = names.classOf(c.classUid);
  const table = found === undefined || c.condition === "" ? null : rules.classTable(found.scheme);
  if (found === undefined || table === null) return null;
  return conditionsOf(table, c.kind, found.code).find(({ id }) => id === c.condition) ?? null;
}

function cityOf({ handle, cases }: Source): WholeValues["city"] {
  const counts = TABLE_NAMES.map((table) => [table, table === "cases" ? cases.length : count(handle, table)] as const);
  return {
    platform: records(handle, "platforms")[0] ?? null,
    counts: Object.fromEntries(counts),
    newestReport: newestReport({ cases }),
    targets: records(handle, "targets"),
  };
}

function newestReport({ cases }: Pick<Source, "cases">): number | null {
  let newest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < cases.length; i++) newest = Math.max(newest, cases.reportedAt[i] as number);
  return cases.length === 0 ? null : newest;
}

function classNamesOf(uid: number, { names }: Source) {
  const found = names.classOf(uid);
  return {
    name: found?.name ?? "",
    nameEn: found?.nameEn ?? "",
    majorName: found?.majorName ?? "",
    majorNameEn: found?.majorNameEn ?? "",
  };
}

/**
 * Whole hours of the city's own clock, the running one last. When the newest report is older than the span, the span ends
 * with that report's hour, so that an imported year shows its last day and not an empty chart.
 */
function trendAnswer(
  { hours, only }: { readonly hours: number; readonly only?: Only },
  source: Source,
): WholeValues["trend"] {
  const zone = source.names.timeZone();
  const endOfHour = (at: number) => {
    const offset = zoneOffset(at, zone);
    return (Math.floor((at + offset) / HOUR) + 1) * HOUR - offset;
  };
  const newest = newestReport(source);
  let until = endOfHour(source.now());
  if (newest !== null && newest < until - hours * HOUR) until = endOfHour(newest);
  const { filter } = narrowedFilter({ period: "all", ...(only === undefined ? {} : { only }) }, source);
  return { ...trendOf(source.cases, until - hours * HOUR, HOUR, hours, filter, source.now()), until };
}
