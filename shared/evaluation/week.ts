/** The hour of the week at which something happened, by the city's own clock. */
import { zoneOffset } from "./period.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 1 January 1970 was a Thursday: the fourth day of a week that begins on Monday. */
const FIRST_WEEKDAY = 3;

/** The hour of the week of a local time, 0 for Monday's first. @param local ms of the city's own clock since 1970 */
function weekHour(local: number): number {
  const day = Math.floor(local / DAY);
  const weekday = (((day + FIRST_WEEKDAY) % 7) + 7) % 7;
  return weekday * 24 + Math.floor((local - day * DAY) / HOUR);
}

/**
 * Makes the function that tells the hour of the week, 0 to 167, of an instant (epoch ms) in a zone. Clocks are changed at
 * full hours, so an hour's offset is looked up once, however many cases fall into it.
 */
export function localHour(timeZone: string): (at: number) => number {
  const offsets = new Map<number, number>();
  let lastHour = Number.NaN;
  let lastOffset = 0;
  return (at) => {
    const hour = Math.floor(at / HOUR);
    if (hour !== lastHour) {
      let offset = offsets.get(hour);
      if (offset === undefined) offsets.set(hour, (offset = zoneOffset(hour * HOUR, timeZone)));
      lastHour = hour;
      lastOffset = offset;
    }
    return weekHour(at + lastOffset);
  };
}
