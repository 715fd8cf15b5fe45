/**
 * A policy (办理规则): the rules of handling in which cities differ, as a versioned file (resources/policies). `decide`
 * goes by it.
 */
import * as v from "valibot";
import { CLOCKED_STATES, type CasePolicy, type ClockedState } from "../case/policy.ts";
import { bothLanguages, checkRule, ruleName, type BothLanguages } from "./check.ts";
import { checkFormat } from "./format.ts";

const FORMAT = 1;
/** A year of minutes, ten years of days: what is longer is a slip of the pen. */
const MOST_MINUTES = 525_600;
const MOST_DAYS = 3_660;

/** A policy with what people need to know about it. */
export interface NamedPolicy extends CasePolicy {
  readonly title: BothLanguages;
  /** Who published which of its rules, and which were filled in. */
  readonly source: BothLanguages;
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(100));
const minutes = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MOST_MINUTES));
const days = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MOST_DAYS));

const recurrence = {
  radiusMetres: v.pipe(v.number(), v.gtValue(0), v.maxValue(5_000)),
  days,
  least: v.pipe(v.number(), v.safeInteger(), v.minValue(2), v.maxValue(1_000)),
};
const clocked = Object.fromEntries(CLOCKED_STATES.map((state) => [state, v.nullable(minutes)])) as Record<
  ClockedState,
  v.NullableSchema<typeof minutes, undefined>
>;

const midnightOn = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(1_439));
const amount = (least: number, most: number) =>
  v.exactOptional(v.pipe(v.number(), v.minValue(least), v.maxValue(most)));

const patrol = v.strictObject({
  shifts: v.exactOptional(
    v.pipe(
      v.array(
        v.strictObject({
          name: v.pipe(v.string(), v.minLength(1)),
          nameEn: v.pipe(v.string(), v.minLength(1)),
          from: midnightOn,
          to: midnightOn,
        }),
      ),
      v.minLength(1),
      v.maxLength(6),
    ),
  ),
  leastSeconds: amount(1, 3_600),
  freshSeconds: amount(5, 3_600),
  edgeMetres: amount(0, 100),
  placeMetres: amount(1, 1_000),
  parkedSeconds: amount(10, 86_400),
  fastestPerson: amount(5, 200),
  fastestVehicle: amount(20, 300),
  apartMinutes: amount(1, 1_440),
  roundsPerWeek: amount(0, 200),
  cameraMetres: amount(1, 2_000),
  cameraDegrees: amount(1, 360),
});

const schema = v.strictObject({
  format: v.literal(FORMAT),
  policy: ruleName,
  version: v.string(),
  title: bothLanguages,
  source: bothLanguages,
  extension: v.strictObject({ max: count, whenOverdue: v.boolean(), needsRequest: v.boolean() }),
  suspension: v.strictObject({ max: count, longestDays: days, needsRequest: v.boolean() }),
  rework: v.picklist(["sameDeadline", "newLimit"]),
  sendBack: v.strictObject({ max: v.nullable(count) }),
  appeal: v.strictObject({ allowed: v.boolean(), withinDays: days }),
  cityCheck: v.boolean(),
  callBackReturns: v.boolean(),
  dispatchMinutes: v.nullable(minutes),
  dispatchClockFrom: v.picklist(["accepted", "filed"]),
  stageMinutes: v.strictObject(clocked),
  backlogDays: days,
  recurrence: v.strictObject({
    ...recurrence,
    /** Classes that differ, by kind and code: a class is never named by digits alone. */
    classes: v.record(v.pipe(v.string(), v.regex(/^(component|matter)\/\d{4,5}$/)), v.strictObject(recurrence)),
  }),
  patrol: v.exactOptional(patrol),
});

/**
 * Checks a policy file's content.
 * @param file name to show, e.g. "policies/ziyang.json"
 * @throws TroubleError `ruleBroken` naming the place, or `ruleNewer`.
 */
export function parsePolicy(file: string, value: unknown): NamedPolicy {
  checkFormat(file, value, FORMAT);
  const { format: _, ...policy } = checkRule(schema, file, value);
  return policy;
}
