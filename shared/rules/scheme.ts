/**
 * A scheme (考核办法): how cases and ledgers become points, as a versioned file (resources/schemes). The engine knows
 * these few forms of rules; what a city publishes is put together from them.
 */
import * as v from "valibot";
import { CASE_SOURCES } from "../case/case.ts";
import { CASE_INDICATOR_IDS, RATE_IDS } from "../evaluation/indicators.ts";
import { BASES, TERMS } from "../evaluation/terms.ts";
import { bothLanguages, checkRule, ruleName } from "./check.ts";
import { TroubleError } from "../trouble.ts";

/** The newest format of scheme files this program knows. */
export const SCHEME_FORMAT = 1;

/** Whom a scheme ranks. Posts are people, named by who did each step. */
export const SUBJECTS = ["department", "dutyGrid", "patroller", "acceptor", "shiftLeader", "dispatcher"] as const;
export type SubjectKind = (typeof SUBJECTS)[number];

/** Kinds of ledger entries (台账). */
export const LEDGER_KINDS = ["spotCheck", "supervision", "bonus", "penalty", "veto", "exclusion"] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

const rate = v.picklist(RATE_IDS);
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const weight = v.pipe(v.number(), v.gtValue(0), v.maxValue(200));

/** How a part turns figures into a share 0–1 of its weight. */
const ruleSchema = v.variant("by", [
  /** The indicator itself, or one minus it where less is better. */
  v.strictObject({ by: v.literal("rate"), indicator: rate, complement: v.optional(v.boolean(), false) }),
  /** A weighted mean of indicators; the shares add up to 1. */
  v.strictObject({
    by: v.literal("mix"),
    of: v.pipe(v.array(v.strictObject({ indicator: rate, share })), v.minLength(2)),
  }),
  /** Points 0–100 by how large a count or rate is: the first band whose `to` is not below the value. */
  v.strictObject({
    by: v.literal("bands"),
    value: v.union([
      v.strictObject({ term: v.picklist(TERMS) }),
      v.strictObject({ indicator: v.picklist(CASE_INDICATOR_IDS) }),
    ]),
    bands: v.pipe(
      v.array(v.strictObject({ to: v.number(), score: v.pipe(v.number(), v.minValue(0), v.maxValue(100)) })),
      v.minLength(1),
    ),
    beyond: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  }),
  /** Full from `at` on; `lossPerPoint` points of the weight for each percentage point below it, never below 0 in all. */
  v.strictObject({
    by: v.literal("threshold"),
    of: v.pipe(
      v.array(v.strictObject({ indicator: rate, at: share, lossPerPoint: v.pipe(v.number(), v.gtValue(0)) })),
      v.minLength(1),
    ),
  }),
  /** The mean of the ledger's entries, each 0–100. */
  v.strictObject({ by: v.literal("ledger"), kind: v.picklist(["spotCheck", "supervision"]) }),
  /** Points everybody begins with; adjustments take them off. */
  v.strictObject({ by: v.literal("given") }),
]);
export type PartRule = v.InferOutput<typeof ruleSchema>;

const partSchema = v.strictObject({
  part: ruleName,
  title: bothLanguages,
  weight,
  rule: ruleSchema,
  /** Only cases of these sources; left out for all. */
  sources: v.optional(v.array(v.picklist(CASE_SOURCES))),
  /** When there is nothing to judge by: leave the part out and scale the rest, or give all or none of its points. */
  whenNothing: v.optional(v.picklist(["leaveOut", "full", "zero"]), "leaveOut"),
});
export type Part = v.InferOutput<typeof partSchema>;

/** What is added or taken off beside the parts. */
const adjustmentSchema = v.variant("by", [
  /** Each entry of the ledger counts `points` (negative for a penalty), unless it gives its own. */
  v.strictObject({
    by: v.literal("ledger"),
    item: ruleName,
    kind: v.picklist(["bonus", "penalty"]),
    title: bothLanguages,
    points: v.number(),
  }),
  /** `points` for each percentage point by which a count fell against the same month a year before, parts of one too. */
  v.strictObject({
    by: v.literal("fall"),
    item: ruleName,
    title: bothLanguages,
    term: v.picklist(TERMS),
    /** What decides the month of this count; the scheme's own basis when left out. */
    basis: v.optional(v.picklist(BASES)),
    points: v.number(),
  }),
  /** `points` for each case a term counts; `many` for each case when there are that many or more. */
  v.strictObject({
    by: v.literal("count"),
    item: ruleName,
    title: bothLanguages,
    term: v.picklist(TERMS),
    points: v.number(),
    many: v.optional(v.strictObject({ from: v.pipe(v.number(), v.minValue(1)), points: v.number() })),
  }),
]);
export type Adjustment = v.InferOutput<typeof adjustmentSchema>;

const schemeSchema = v.strictObject({
  format: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  scheme: ruleName,
  version: v.string(),
  title: bothLanguages,
  /** Who published it, and where what it leaves open was filled in. */
  source: bothLanguages,
  subject: v.picklist(SUBJECTS),
  /** What decides the month of a case (口径). For posts the month is that of the step a person did. */
  basis: v.picklist(BASES),
  /** Ranked within their group (A, B …), or all together. */
  byGroup: v.boolean(),
  /** Sources of the cases that count; left out for all. */
  sources: v.optional(v.array(v.picklist(CASE_SOURCES))),
  /** A subject is ranked when this term is not 0. */
  rankedWhen: v.picklist(TERMS),
  /** Below so many cases in the largest denominator: 样本不足. */
  leastCases: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  parts: v.pipe(v.array(partSchema), v.minLength(1)),
  adjustments: v.array(adjustmentSchema),
  /** Largest sum of adjustments, up and down; null for none. */
  adjustmentCap: v.nullable(v.pipe(v.number(), v.minValue(0))),
  /** Ledger items that make the month's result 0 (一票否决). */
  vetoes: v.array(v.strictObject({ item: ruleName, title: bothLanguages })),
  /** Grades from the best down; the last one has `from` 0. None for a scheme without grades. */
  grades: v.array(v.strictObject({ grade: v.string(), from: v.number(), title: bothLanguages })),
  /** A quarter or a year: the mean of its months' results, or one result over all its cases. */
  longer: v.picklist(["meanOfMonths", "pooled"]),
});
export type Scheme = v.InferOutput<typeof schemeSchema>;

/**
 * Checks a scheme file's content.
 * @throws TroubleError `ruleBroken`, `ruleNewer`, `ruleDuplicate` (a part or item twice) or `ruleSum` (weights that do not
 * add up to 100 or more, shares of a mix that do not add up to 1). Bands and grades must be in order.
 */
export function parseScheme(file: string, value: unknown): Scheme {
  if (typeof value === "object" && value !== null && "format" in value && typeof value.format === "number") {
    if (value.format > SCHEME_FORMAT) {
      throw new TroubleError("ruleNewer", { file, found: value.format, known: SCHEME_FORMAT });
    }
  }
  const scheme = checkRule(schemeSchema, file, value);
  refuseTwice(
    file,
    "parts",
    scheme.parts.map((part) => part.part),
  );
  refuseTwice(
    file,
    "adjustments",
    [...scheme.adjustments, ...scheme.vetoes].map((each) => each.item),
  );
  refuseDisorder(file, scheme);
  const total = scheme.parts.reduce((sum, part) => sum + part.weight, 0);
  if (total < 100 - 1e-9) throw new TroubleError("ruleSum", { file, path: "parts.weight", sum: total, expected: 100 });
  scheme.parts.forEach(({ rule }, i) => {
    if (rule.by !== "mix") return;
    const sum = rule.of.reduce((all, each) => all + each.share, 0);
    if (Math.abs(sum - 1) > 1e-9) {
      throw new TroubleError("ruleSum", { file, path: `parts.${i}.rule.of.share`, sum, expected: 1 });
    }
  });
  return scheme;
}

function refuseTwice(file: string, path: string, names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new TroubleError("ruleDuplicate", { file, path, name: twice });
}

/** Bands rise, grades fall to 0, and a duty grid's cases are not told apart by source. */
function refuseDisorder(file: string, scheme: Scheme): void {
  const refuse = (path: string, expected: string, found: string | number) => {
    throw new TroubleError("ruleBroken", { file, path, expected, found });
  };
  scheme.parts.forEach(({ rule, sources }, i) => {
    if (sources !== undefined && scheme.subject !== "department") refuse(`parts.${i}.sources`, "undefined", "Array");
    if (rule.by !== "bands") return;
    rule.bands.forEach((band, k) => {
      const before = rule.bands[k - 1];
      if (before !== undefined && band.to <= before.to) {
        refuse(`parts.${i}.rule.bands.${k}.to`, `>${before.to}`, band.to);
      }
    });
  });
  if (scheme.sources !== undefined && scheme.subject !== "department") refuse("sources", "undefined", "Array");
  scheme.grades.forEach((grade, k) => {
    const before = scheme.grades[k - 1];
    if (before !== undefined && grade.from >= before.from) refuse(`grades.${k}.from`, `<${before.from}`, grade.from);
  });
  const last = scheme.grades.at(-1);
  if (last !== undefined && last.from !== 0) refuse(`grades.${scheme.grades.length - 1}.from`, "0", last.from);
}
