/** Alarms as seats see them. What raises one is a rule file (rules/alarms.ts); what was done about it are `alarmMarks`. */
import type { Trouble } from "./trouble.ts";

export const ALARM_TONES = ["calm", "pressing", "urgent"] as const;
export type AlarmTone = (typeof ALARM_TONES)[number];

/** What an alarm can be about. */
export const ALARM_SUBJECTS = ["case", "stage", "grid", "camera", "sensor"] as const;
export type AlarmSubject = (typeof ALARM_SUBJECTS)[number];

/** `open`: nobody has seen to it. A snoozed or shelved one is open again at its time; one whose cause is gone is over. */
export const ALARM_STATES = ["open", "acknowledged", "snoozed", "forwarded", "shelved"] as const;
export type AlarmState = (typeof ALARM_STATES)[number];

export interface AlarmLine {
  /** Names the occasion: "rule/subject/uid/since"; the same occasion has the same key on every machine. */
  readonly key: string;
  readonly rule: string;
  readonly title: string;
  readonly titleEn: string;
  readonly subject: AlarmSubject;
  /** uid of the case, grid, camera or sensor; of a stage its index in STAGES. */
  readonly uid: number;
  /** What a list shows of the subject. */
  readonly label: string;
  readonly labelEn: string;
  readonly since: number;
  readonly tone: AlarmTone;
  /** What the tone has risen to by now because nobody acknowledged it. */
  readonly risen: AlarmTone;
  readonly state: AlarmState;
  readonly by: string;
  readonly markedAt: number | null;
  readonly until: number | null;
  readonly toRole: string;
  readonly note: string;
  readonly lon: number | null;
  readonly lat: number | null;
}

export interface AlarmsValue {
  /** Those that want somebody first, the most urgent first; acknowledged ones last. */
  readonly alarms: readonly AlarmLine[];
  /** Alarms of one rule that came at once are one group: keys by group, of groups with three or more. */
  readonly groups: readonly {
    readonly rule: string;
    readonly title: string;
    readonly titleEn: string;
    readonly keys: readonly string[];
  }[];
  /** Alarms that reached this seat in each ten minutes of the last two hours, the newest last; the guideline is one. */
  readonly perTenMinutes: readonly number[];
  /** Rules that cannot be used, each with what is wrong. */
  readonly troubles: readonly Trouble[];
}
