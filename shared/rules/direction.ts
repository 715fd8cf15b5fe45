/** Direction rules: when a wall shows another scene by itself, because of a case, an alarm or the clock. */
import * as v from "valibot";
import { wallName } from "../direction/wall.ts";
import { PLACE_KINDS } from "../place-kinds.ts";
import { clockTime } from "../scene.ts";
import { TroubleError } from "../trouble.ts";
import { bothLanguages, checkRule, ruleName } from "./check.ts";
import { checkFormat } from "./format.ts";

/** What happens to a case that a rule may go by. */
export const CASE_EVENTS = ["reported", "filed", "overdue"] as const;
export type CaseEvent = (typeof CASE_EVENTS)[number];

const uid = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const whole = (most: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(most));

const whenSchema = v.variant("on", [
  /** Every part that is said must hold. */
  v.strictObject({
    on: v.literal("case"),
    event: v.picklist(CASE_EVENTS),
    /** Only urgent ones. */
    urgent: v.optional(v.boolean(), false),
    /** A 大类 as "scheme/majorCode". */
    major: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
    classUid: v.optional(uid),
    department: v.optional(uid),
    dutyGrid: v.optional(uid),
    source: v.optional(uid),
    /** Within so many metres of a place of this kind. */
    near: v.optional(
      v.strictObject({
        kind: v.picklist(PLACE_KINDS),
        metres: v.pipe(v.number(), v.safeInteger(), v.minValue(10), v.maxValue(5_000)),
      }),
    ),
  }),
  /** An alarm is raised by the alarm rule of this name. */
  v.strictObject({ on: v.literal("alarm"), rule: ruleName }),
  /** From one time of the hall's day to another, past midnight where `to` is not after `from`; 1 is Monday, 7 Sunday. */
  v.strictObject({
    on: v.literal("clock"),
    days: v.pipe(
      v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(7))),
      v.minLength(1),
      v.maxLength(7),
    ),
    from: clockTime,
    to: clockTime,
  }),
]);
export type DirectionWhen = v.InferOutput<typeof whenSchema>;

export const directionRuleSchema = v.strictObject({
  /** Its name, unlike all others of the file. */
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$/)),
  title: bothLanguages,
  when: whenSchema,
  /** "" for all walls. */
  wall: v.union([v.literal(""), wallName]),
  /** Name of a scene. */
  scene: ruleName,
  /** How long it stays, s, then what was there before comes again; 0: it stays, by the clock until its `to`. */
  seconds: whole(28_800),
  /** Not again within so many minutes of the city's time. */
  quietMinutes: whole(1_440),
  /** The higher goes before the lower. */
  rank: whole(100),
  active: v.optional(v.boolean(), true),
});
export type DirectionRule = v.InferOutput<typeof directionRuleSchema>;

const schema = v.strictObject({
  format: v.optional(v.literal(1), 1),
  direction: ruleName,
  version: v.string(),
  title: bothLanguages,
  rules: v.pipe(v.array(directionRuleSchema), v.maxLength(100)),
});
export type Direction = v.InferOutput<typeof schema>;

/** The content of `direction/NAME.json`. @throws TroubleError `ruleNewer`, `ruleBroken`, `ruleDuplicate`. */
export function parseDirection(file: string, value: unknown): Direction {
  checkFormat(file, value, 1);
  const direction = checkRule(schema, file, value);
  const seen = new Set<string>();
  direction.rules.forEach(({ id }, i) => {
    if (seen.has(id)) throw new TroubleError("ruleDuplicate", { file, path: `rules.${i}.id`, name: id });
    seen.add(id);
  });
  return direction;
}
