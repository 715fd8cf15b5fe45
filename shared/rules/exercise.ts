/**
 * An exercise (演练): an invented stretch of time as a file (resources/exercises, or a folder of the city's own), played on
 * the machinery of replay. Its cases are told step by step in minutes from the start, and every step must be one that the
 * case book allows, so that a drill never shows what could not happen.
 */
import * as v from "valibot";
import { CASE_SOURCES, type CaseReport, type Fact } from "../case/case.ts";
import { evolve } from "../case/evolve.ts";
import { follows } from "../case/lawful.ts";
import type { Case } from "../case/case.ts";
import { TroubleError } from "../trouble.ts";
import { bothLanguages, ruleName } from "./check.ts";

const FORMAT = 1;
const MINUTE = 60_000;
/** Two days: longer is no exercise. */
const MOST_MINUTES = 2_880;
const MOST_CASES = 20_000;
const MOST_UNITS = 2_000;

const minutes = v.pipe(v.number(), v.minValue(0), v.maxValue(MOST_MINUTES));
const limit = v.strictObject({
  value: v.pipe(v.number(), v.gtValue(0), v.maxValue(3_660)),
  type: v.picklist(["urgentHour", "urgentDay", "workHour", "workDay", "naturalDay"]),
});
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const reason = v.pipe(v.string(), v.minLength(1), v.maxLength(500));
/** WGS 84 degrees. */
const place = v.tuple([
  v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
  v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
]);

const plain = ["accepted", "preCheckSent", "takenOn", "submitted", "postCheckSent", "checkPassed", "closed"] as const;
const reasoned = ["notAccepted", "notFiled", "sentBack", "suspended", "voided"] as const;
const step = v.variant("step", [
  v.strictObject({ step: v.picklist(plain), at: minutes }),
  v.strictObject({ step: v.picklist(reasoned), at: minutes, reason }),
  v.strictObject({ step: v.literal("preChecked"), at: minutes, confirmed: v.boolean() }),
  v.strictObject({ step: v.literal("filed"), at: minutes, limit }),
  v.strictObject({ step: v.literal("dispatched"), at: minutes, department: name, deadline: v.nullable(minutes) }),
  v.strictObject({ step: v.literal("resumed"), at: minutes, deadline: v.nullable(minutes) }),
  v.strictObject({ step: v.literal("checkFailed"), at: minutes, reason, deadline: v.optional(minutes) }),
  v.strictObject({ step: v.literal("supervised"), at: minutes, opinion: reason }),
]);
type Step = v.InferOutput<typeof step>;

const exerciseCase = v.strictObject({
  /** When it was reported. */
  at: minutes,
  kind: v.picklist(["component", "matter"]),
  /** Code scheme and code of its class, e.g. "GBT47678.5-2026/06018". */
  class: name,
  source: v.picklist(CASE_SOURCES),
  place: v.nullable(place),
  /** Code of its unit grid, "" for none. */
  unitGrid: v.string(),
  address: v.string(),
  steps: v.array(step),
});

const unit = v.strictObject({
  /** Its id on the platform, e.g. "patroller-7". */
  unit: name,
  /** The first position is from this minute; the others follow every so many seconds. */
  from: minutes,
  every: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(600)),
  way: v.pipe(v.array(place), v.minLength(1), v.maxLength(172_800)),
});

const schema = v.strictObject({
  format: v.literal(FORMAT),
  exercise: ruleName,
  title: bothLanguages,
  /** The platform whose grids, classes and departments it names, "" where any will do. */
  platform: v.string(),
  /** An instant with its offset, e.g. "2026-07-18T13:00:00+08:00". */
  start: v.pipe(
    v.string(),
    v.check((text) => /[+-]\d\d:\d\d$|Z$/.test(text) && !Number.isNaN(Date.parse(text)), "an instant with its offset"),
  ),
  minutes: v.pipe(minutes, v.minValue(1)),
  cases: v.pipe(v.array(exerciseCase), v.maxLength(MOST_CASES)),
  units: v.pipe(v.array(unit), v.maxLength(MOST_UNITS)),
});
export type Exercise = v.InferOutput<typeof schema>;
export type ExerciseCase = Exercise["cases"][number];
/** Finds the uids of what an exercise names; 0 for what the city does not have. */
export interface ExerciseNames {
  classUid(kind: string, scheme: string, code: string): number;
  department(id: string): number;
  unitGrid(code: string): number;
}

const NO_NAMES: ExerciseNames = { classUid: () => 0, department: () => 1, unitGrid: () => 0 };

/**
 * The exercise of a file's text.
 * @param file name to show
 * @throws TroubleError `exerciseBroken` naming file, path, what is expected and what was found
 */
export function readExercise(file: string, text: string): Exercise {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw broken(file, "·", "JSON", error instanceof Error ? error.message : String(error));
  }
  const result = v.safeParse(schema, value);
  if (!result.success) {
    const [issue] = result.issues;
    throw broken(file, v.getDotPath(issue) ?? "·", issue.expected ?? issue.message, issue.received);
  }
  result.output.cases.forEach((each, i) => checkSteps(file, i, each, result.output.minutes));
  return result.output;
}

function broken(file: string, path: string, expected: string, found: string): TroubleError {
  return new TroubleError("exerciseBroken", { file, path, expected, found });
}

/** Each step must follow from the case as it is by then, and lie within the exercise. */
function checkSteps(file: string, i: number, each: ExerciseCase, length: number): void {
  if (each.at > length) throw broken(file, `cases.${i}.at`, `<=${length}`, String(each.at));
  const [report, ...facts] = factsOfExercise(each, 0, NO_NAMES);
  let c: Case = evolve(null, report as Fact);
  facts.forEach((fact, k) => {
    const path = `cases.${i}.steps.${k}`;
    if (fact.at > length * MINUTE) throw broken(file, `${path}.at`, `<=${length}`, String(fact.at / MINUTE));
    const law = follows(c, fact);
    if (law !== null) throw broken(file, path, law, fact.kind);
    c = evolve(c, fact);
  });
}

/** The facts of an exercise's case, from the report on. `start` epoch ms. */
export function factsOfExercise(each: ExerciseCase, start: number, names: ExerciseNames): Fact[] {
  const slash = each.class.lastIndexOf("/");
  const [lon, lat] = each.place ?? [null, null];
  const report: CaseReport = {
    kind: each.kind,
    classUid: names.classUid(each.kind, each.class.slice(0, Math.max(0, slash)), each.class.slice(slash + 1)),
    source: each.source,
    lon,
    lat,
    address: each.address,
    unitGrid: names.unitGrid(each.unitGrid),
    dutyGrid: 0,
    description: each.address,
    urgent: false,
  };
  const by = "exercise";
  return [
    { kind: "reported", at: Math.round(start + each.at * MINUTE), by, report },
    ...each.steps.map((done) => factOf(done, start, by, names)),
  ];
}

function factOf(done: Step, start: number, by: string, names: ExerciseNames): Fact {
  const instant = (minute: number) => Math.round(start + minute * MINUTE);
  const happened = { at: instant(done.at), by };
  switch (done.step) {
    case "preChecked":
      return { ...happened, kind: done.step, confirmed: done.confirmed };
    case "filed":
      return { ...happened, kind: done.step, limit: done.limit };
    case "dispatched": {
      const deadline = done.deadline === null ? null : instant(done.deadline);
      return { ...happened, kind: done.step, department: names.department(done.department), deadline };
    }
    case "resumed":
      return { ...happened, kind: done.step, deadline: done.deadline === null ? null : instant(done.deadline) };
    case "checkFailed": {
      const deadline = done.deadline === undefined ? {} : { deadline: instant(done.deadline) };
      return { ...happened, kind: done.step, reason: done.reason, ...deadline };
    }
    case "supervised":
      return { ...happened, kind: done.step, opinion: done.opinion };
    case "notAccepted":
    case "notFiled":
    case "sentBack":
    case "suspended":
    case "voided":
      return { ...happened, kind: done.step, reason: done.reason };
    default:
      return { ...happened, kind: done.step };
  }
}
