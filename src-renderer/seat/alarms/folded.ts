/** The list of alarms with floods folded: a group stands where its most urgent alarm would. */
import type { AlarmLine, AlarmsValue } from "../../../shared/alarm.ts";

export interface Folded {
  /** Null for alarms that stand for themselves. */
  readonly group: AlarmsValue["groups"][number] | null;
  readonly alarms: readonly AlarmLine[];
  readonly folded: boolean;
}

/** The rows that are there to be chosen: of a folded group its most urgent alarm, which stands for all of them. */
export function shownOf({ alarms, folded }: Pick<Folded, "alarms" | "folded">): readonly AlarmLine[] {
  return folded ? alarms.slice(0, 1) : alarms;
}

/** @param opened groups that somebody unfolded, by the first of their keys */
export function foldedOf(
  value: Pick<AlarmsValue, "alarms" | "groups"> | null,
  opened: ReadonlySet<string>,
): readonly Folded[] {
  if (value === null) return [];
  const grouped = new Map(value.groups.flatMap((group) => group.keys.map((key) => [key, group] as const)));
  const parts: Folded[] = [];
  const seen = new Set<object>();
  let plain: AlarmLine[] = [];
  const flush = () => {
    if (plain.length > 0) parts.push({ group: null, alarms: plain, folded: false });
    plain = [];
  };
  for (const alarm of value.alarms) {
    const group = grouped.get(alarm.key);
    if (group === undefined || alarm.state !== "open") {
      plain.push(alarm);
      continue;
    }
    if (seen.has(group)) continue;
    seen.add(group);
    flush();
    const keys = new Set(group.keys);
    parts.push({
      group,
      alarms: value.alarms.filter(({ key, state }) => keys.has(key) && state === "open"),
      folded: !opened.has(group.keys[0] as string),
    });
  }
  flush();
  return parts;
}
