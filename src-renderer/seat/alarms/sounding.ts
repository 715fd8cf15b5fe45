/**
 * Which tone is due: an alarm sounds when it comes and each time its tone rises; of a group only the first within a minute
 * (Z58). Pure: whoever plays holds clock and sound.
 */
import { ALARM_TONES, type AlarmTone, type AlarmsValue } from "../../../shared/alarm.ts";

const MINUTE = 60_000;

export interface Sounded {
  /** The tone that each open alarm has sounded at, by key. */
  readonly by: ReadonlyMap<string, AlarmTone>;
  /** When each rule last sounded, real ms. */
  readonly rules: ReadonlyMap<string, number>;
}

export const NOTHING_SOUNDED: Sounded = { by: new Map(), rules: new Map() };

/** What is to sound now (the loudest, or nothing), and what will have sounded then. @param now monotonic real ms */
export function dueTone(
  { alarms, groups }: Pick<AlarmsValue, "alarms" | "groups">,
  before: Sounded,
  now: number,
): { readonly tone: AlarmTone | null; readonly sounded: Sounded } {
  const grouped = new Set(groups.flatMap(({ keys }) => keys));
  const by = new Map<string, AlarmTone>();
  const rules = new Map(before.rules);
  let loudest = -1;
  for (const { key, rule, state, risen } of alarms) {
    if (state !== "open") continue;
    by.set(key, risen);
    const old = before.by.get(key);
    const rose = old === undefined || ALARM_TONES.indexOf(risen) > ALARM_TONES.indexOf(old);
    if (!rose) continue;
    const last = rules.get(rule);
    if (grouped.has(key) && last !== undefined && now - last < MINUTE) continue;
    rules.set(rule, now);
    loudest = Math.max(loudest, ALARM_TONES.indexOf(risen));
  }
  return { tone: loudest < 0 ? null : (ALARM_TONES[loudest] as AlarmTone), sounded: { by, rules } };
}
