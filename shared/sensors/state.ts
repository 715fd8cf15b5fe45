/** How a station stands, as boards and the map tell it. */
import type { SensorLine } from "../view.ts";

/**
 * The worst first: a limit exceeded more often than a day allows, nothing heard, above a limit now, within its limits, and
 * nothing to be held against.
 */
export const SENSOR_STATES = ["breached", "silent", "over", "ok", "noLimit"] as const;
export type SensorState = (typeof SENSOR_STATES)[number];

/** What a day allows is used up: only that is a breach. */
export const isBreached = ({ exceededToday, allowed }: SensorLine["values"][number]): boolean =>
  exceededToday > allowed;

/** The worst that can be said of a station. */
export function stateOfSensor({ values, silent }: Pick<SensorLine, "values" | "silent">): SensorState {
  if (values.some(isBreached)) return "breached";
  if (silent) return "silent";
  if (values.some(({ over }) => over)) return "over";
  return values.some(({ limit }) => limit !== null) ? "ok" : "noLimit";
}
