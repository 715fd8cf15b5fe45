/**
 * How an alarm stands for somebody: from what raised it, what was done about it, and the time.
 *
 * Rules (docs/rules.md), quoted by the tests: Z50–Z54.
 */
import { ALARM_TONES, type AlarmState, type AlarmTone } from "../alarm.ts";
import type { Role } from "../roles.ts";

const MINUTE = 60_000;
/** What has stood for longer than this is backlog and no alarm any more: boards tell of it (Z51). */
export const LONGEST_ALARM_MS = 24 * 60 * MINUTE;

/** What was done about an alarm, as a row of `alarmMarks` has it. */
export interface Marked {
  readonly uid: number;
  readonly mark: string;
  readonly at: number;
  readonly by: string;
  readonly until: number | null;
  readonly toRole: string;
  readonly note: string;
}

export interface Standing {
  readonly state: AlarmState;
  /** Since when it has wanted somebody without a pause; null while it does not. */
  readonly openSince: number | null;
  readonly risen: AlarmTone;
}

/** The later of two marks of one alarm; of two of one instant the one that the hub wrote down last. */
export function later(a: Marked | undefined, b: Marked): Marked {
  return a === undefined || b.at > a.at || (b.at === a.at && b.uid > a.uid) ? b : a;
}

/**
 * How an alarm stands at `now` (epoch ms) for a role. A snoozed or shelved one wants somebody again from its instant on
 * (Z52); a forwarded one wants the role it went to, and nobody else (Z53).
 * @param riseAfterMinutes null for a tone that stays
 */
export function standingOf(
  since: number,
  mark: Marked | undefined,
  role: Role,
  tone: AlarmTone,
  riseAfterMinutes: number | null,
  now: number,
): Standing {
  const { state, openSince } = stateOf(since, mark, role, now);
  return { state, openSince, risen: openSince === null ? tone : risen(tone, riseAfterMinutes, now - openSince) };
}

function stateOf(since: number, mark: Marked | undefined, role: Role, now: number): Omit<Standing, "risen"> {
  switch (mark?.mark) {
    case "acknowledged":
      return { state: "acknowledged", openSince: null };
    case "snoozed":
    case "shelved":
      return mark.until === null || mark.until > now
        ? { state: mark.mark, openSince: null }
        : { state: "open", openSince: mark.until };
    case "forwarded":
      return role === mark.toRole ? { state: "open", openSince: mark.at } : { state: "forwarded", openSince: null };
    case "reopened":
      return { state: "open", openSince: mark.at };
    default:
      return { state: "open", openSince: since };
  }
}

/** One step louder for each `riseAfterMinutes` that nobody saw to it, to the loudest at most (Z54). */
function risen(tone: AlarmTone, riseAfterMinutes: number | null, openMs: number): AlarmTone {
  if (riseAfterMinutes === null || riseAfterMinutes <= 0) return tone;
  const steps = Math.max(0, Math.floor(openMs / (riseAfterMinutes * MINUTE)));
  const step = Math.min(ALARM_TONES.length - 1, ALARM_TONES.indexOf(tone) + steps);
  return ALARM_TONES[step] as AlarmTone;
}

/** Whether a rule disturbs a role: no roles named are all of them, and an administrator sees every one. */
export function reaches(roles: readonly Role[], role: Role): boolean {
  return roles.length === 0 || role === "admin" || roles.includes(role);
}

/** What wants somebody comes first, the loudest and then the newest; what was seen to comes last. */
export function byUrgency(
  a: { readonly state: AlarmState; readonly risen: AlarmTone; readonly since: number; readonly key: string },
  b: typeof a,
): number {
  return (
    Number(a.state !== "open") - Number(b.state !== "open") ||
    ALARM_TONES.indexOf(b.risen) - ALARM_TONES.indexOf(a.risen) ||
    b.since - a.since ||
    (a.key < b.key ? -1 : 1)
  );
}
