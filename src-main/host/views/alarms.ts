/** Alarms that are raised now by the alarm rules, with what was done about them. */
import type { AlarmsValue } from "../../../shared/alarm.ts";
import type { Source } from "./source.ts";

export function alarmsAnswer(_source: Source): AlarmsValue {
  return { alarms: [], groups: [], perTenMinutes: [], troubles: [] };
}
