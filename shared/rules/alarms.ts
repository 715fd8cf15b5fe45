/** Alarm rules: what is worth disturbing a seat for, as data. */
import * as v from "valibot";
import { ALARM_TONES } from "../alarm.ts";
import { ROLES } from "../roles.ts";
import { bothLanguages, checkRule, ruleName } from "./check.ts";

const minutes = v.pipe(v.number(), v.minValue(0), v.maxValue(100_000));
const common = {
  rule: ruleName,
  title: bothLanguages,
  tone: v.picklist(ALARM_TONES),
  /** Minutes without anybody's acknowledgement after which the tone rises by one; null for never. */
  riseAfterMinutes: v.nullable(minutes),
  /** Whom it disturbs; empty for everybody. */
  roles: v.array(v.picklist(ROLES)),
  active: v.boolean(),
};

export const alarmRuleSchema = v.variant("about", [
  /** Single open cases: past, or so many minutes before, the instant of one of their clocks; `urgentOnly` for urgent ones. */
  v.strictObject({
    ...common,
    about: v.literal("case"),
    clock: v.picklist(["deadline", "stage", "dispatch"]),
    beforeMinutes: minutes,
    urgentOnly: v.boolean(),
  }),
  /** So many open cases in one state's stage that are late in it. */
  v.strictObject({ ...common, about: v.literal("stage"), late: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
  /** So many reports in one unit grid within so many minutes. */
  v.strictObject({
    ...common,
    about: v.literal("grid"),
    reports: v.pipe(v.number(), v.integer(), v.minValue(2)),
    withinMinutes: v.pipe(minutes, v.minValue(1)),
  }),
  /** A camera that cannot be looked through for so many minutes. */
  v.strictObject({ ...common, about: v.literal("camera"), outMinutes: minutes }),
  /** A station above its limit; `silent` also when nothing comes from it. */
  v.strictObject({ ...common, about: v.literal("sensor"), silent: v.boolean() }),
]);
export type AlarmRule = v.InferOutput<typeof alarmRuleSchema>;

const schema = v.strictObject({
  alarms: ruleName,
  version: v.string(),
  title: bothLanguages,
  rules: v.array(alarmRuleSchema),
});
export type AlarmRules = v.InferOutput<typeof schema>;

/** The content of `alarms/NAME.json`. @throws TroubleError `ruleBroken`. */
export function parseAlarmRules(file: string, value: unknown): AlarmRules {
  return checkRule(schema, file, value);
}
