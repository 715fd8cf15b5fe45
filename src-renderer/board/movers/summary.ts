/** What everyone who moves is doing, counted: each unit that is told of stands in one column. */
import { alarmNames, isLocated, URGENT_ALARMS, type AlarmName } from "../../../shared/device/jt808.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { UNIT_STATUS, type TrackColumns } from "../../../shared/track.ts";

/** Without a new fix for longer than this a unit is silent, ms. */
export const SILENT_AFTER = 5 * 60_000;

export const MOVER_STATES = ["onDuty", "resting", "unlocated", "silent", "fault"] as const;
export type MoverState = (typeof MOVER_STATES)[number];

/** One unit as a list shows it. */
export interface MoverLine {
  readonly unit: RecordOf<"units">;
  readonly state: MoverState;
  /** Since its last fix, ms. */
  readonly age: number;
  readonly lon: number;
  readonly lat: number;
  /** km/h */
  readonly speed: number;
  readonly alarms: readonly AlarmName[];
  readonly urgent: boolean;
}

export interface MoverSummary {
  readonly kinds: readonly {
    readonly kind: string;
    /** Units of the kind, told of or not. */
    readonly all: number;
    readonly counts: Readonly<Record<MoverState, number>>;
  }[];
  /** Those to look at first: alarms, without a place, silent; then the others by name. */
  readonly lines: readonly MoverLine[];
}

/** What the unit in a row of the columns does. `now`: hub time, epoch ms. */
export function stateOf(tracks: TrackColumns, i: number, now: number): MoverState {
  const status = UNIT_STATUS[tracks.status[i] as number];
  if (status === "fault") return "fault";
  if (!isLocated(tracks.device[i] as number)) return "unlocated";
  if (now - (tracks.at[i] as number) > SILENT_AFTER) return "silent";
  return status === "resting" ? "resting" : "onDuty";
}

const URGENCY: readonly MoverState[] = ["fault", "unlocated", "silent", "onDuty", "resting"];
const KINDS = ["patroller", "sanitation", "patrolCar"];

function rank({ urgent, alarms, state }: MoverLine): number {
  return (urgent ? 0 : alarms.length > 0 ? 100 : 200) + URGENCY.indexOf(state);
}

export function summaryOf(units: readonly RecordOf<"units">[], tracks: TrackColumns, now: number): MoverSummary {
  const byUid = new Map(units.map((unit) => [unit.uid, unit]));
  const kinds = new Map<string, { all: number; counts: Record<MoverState, number> }>();
  const place = (kind: string) => (KINDS.includes(kind) ? KINDS.indexOf(kind) : KINDS.length);
  for (const { kind } of units.toSorted((a, b) => place(a.kind) - place(b.kind))) {
    const entry = kinds.get(kind) ?? { all: 0, counts: { onDuty: 0, resting: 0, unlocated: 0, silent: 0, fault: 0 } };
    entry.all++;
    kinds.set(kind, entry);
  }
  const lines: MoverLine[] = [];
  for (let i = 0; i < tracks.uid.length; i++) {
    const unit = byUid.get(tracks.uid[i] as number);
    const counts = kinds.get(unit?.kind ?? "")?.counts;
    // A unit whose row has not come yet, or is not for us.
    if (unit === undefined || counts === undefined) continue;
    const state = stateOf(tracks, i, now);
    const alarms = alarmNames(tracks.alarm[i] as number);
    counts[state]++;
    lines.push({
      unit,
      state,
      age: Math.max(0, now - (tracks.at[i] as number)),
      lon: tracks.lon[i] as number,
      lat: tracks.lat[i] as number,
      speed: tracks.speed[i] as number,
      alarms,
      urgent: alarms.some((name) => URGENT_ALARMS.has(name)),
    });
  }
  lines.sort((a, b) => rank(a) - rank(b) || place(a.unit.kind) - place(b.unit.kind) || a.unit.uid - b.unit.uid);
  return { kinds: [...kinds].map(([kind, entry]) => ({ kind, ...entry })), lines };
}
