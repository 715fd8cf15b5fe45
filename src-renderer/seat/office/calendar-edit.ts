/** Changing a work calendar's days without touching what else its file says. */

/** The raw content of a calendar's file; what it does not have or has wrongly is told by the check of the text. */
export type RawCalendar = Readonly<Record<string, unknown>>;

export const DAY_LISTS = ["holidays", "makeUpDays"] as const;
export type DayList = (typeof DAY_LISTS)[number];

/** The calendar of a text, null when it is no object. */
export function rawCalendar(text: string): RawCalendar | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as RawCalendar) : null;
  } catch {
    return null;
  }
}

export const textOfCalendar = (calendar: RawCalendar): string => JSON.stringify(calendar, null, 2);

/** The days of a list as they are written. */
export function daysOf(calendar: RawCalendar, list: DayList): readonly string[] {
  const days = calendar[list];
  return Array.isArray(days) ? days.filter((day): day is string => typeof day === "string") : [];
}

/** With a day in one of the lists, in order; it leaves the other, for a day is not both. */
export function withDay(calendar: RawCalendar, list: DayList, day: string): RawCalendar {
  const other = list === "holidays" ? "makeUpDays" : "holidays";
  return {
    ...calendar,
    [other]: daysOf(calendar, other).filter((each) => each !== day),
    [list]: [...new Set([...daysOf(calendar, list), day])].toSorted(),
  };
}

export function withoutDay(calendar: RawCalendar, list: DayList, day: string): RawCalendar {
  return { ...calendar, [list]: daysOf(calendar, list).filter((each) => each !== day) };
}

/** Days by their years, the newest year first. */
export function byYear(days: readonly string[]): readonly (readonly [year: string, days: readonly string[]])[] {
  const years = Map.groupBy(days, (day) => day.slice(0, 4));
  return [...years].map(([year, of]) => [year, of.toSorted()] as const).toSorted(([a], [b]) => (a < b ? 1 : -1));
}

/** 0 Sunday … 6 Saturday. */
export function weekdaysOf(calendar: RawCalendar): readonly number[] {
  const days = calendar["weekdays"];
  return Array.isArray(days) ? days.filter((day): day is number => typeof day === "number") : [];
}

const two = (n: number) => String(n).padStart(2, "0");
const clock = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

/** "08:00–12:00, 14:00–18:00" */
export function slotsText(calendar: RawCalendar): string {
  const slots = calendar["slots"];
  if (!Array.isArray(slots)) return "";
  return slots
    .flatMap((slot: unknown) =>
      Array.isArray(slot) && slot.every((each) => typeof each === "number")
        ? [`${clock(slot[0] as number)}–${clock(slot[1] as number)}`]
        : [],
    )
    .join(", ");
}

/** Minutes of the day of typed slots, null when they are none. */
export function slotsTyped(text: string): readonly (readonly [number, number])[] | null {
  const parts = text
    .normalize("NFKC")
    .split(/[,;、]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const slots = parts.map((part) => {
    const found = /^(\d{1,2}):(\d\d)\s*[-–—~至]\s*(\d{1,2}):(\d\d)$/.exec(part);
    if (found === null) return null;
    const [a = 0, b = 0, c = 0, d = 0] = found.slice(1).map(Number);
    const [from, to] = [a * 60 + b, c * 60 + d];
    return b < 60 && d < 60 && from < to && to <= 1_440 ? ([from, to] as const) : null;
  });
  if (slots.length === 0 || slots.includes(null)) return null;
  const all = slots.filter((slot) => slot !== null);
  return all.every((slot, i) => i === 0 || slot[0] > (all[i - 1]?.[1] ?? 0)) ? all : null;
}
