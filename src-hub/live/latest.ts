/**
 * The latest position of each unit. Values that live only here: they are never stored row by row.
 *
 * Who goes off duty is forgotten at once (U6): where somebody is outside the shift leaves the hub in no form.
 */
import { UNIT_STATUS } from "../../shared/track.ts";
import type { TracksMessage } from "../../shared/wire/hub.ts";
import { ASIDE_REASONS, asideReason, type AsideReason } from "./judge.ts";
import { isFix, type Track } from "./track.ts";

export interface LatestTracks {
  /**
   * Takes positions. One that is older than what is known of its unit is passed over, one that cannot be true is set
   * aside, and one that is no fix leaves its unit where it was last seen.
   * @param now hub time, epoch ms
   */
  take(message: Pick<TracksMessage, "rows">, now: number): void;
  /** All that is known, or null when nothing has come since it was last asked for. */
  news(now: number): TracksMessage | null;
  /** How many positions were set aside since the start, by reason. */
  asides(): Readonly<Record<AsideReason, number>>;
}

const OFF_DUTY = UNIT_STATUS.indexOf("offDuty");
/** Of a unit that has been silent for so long nobody asks where it is, ms. */
const FORGOTTEN_MS = 24 * 3_600_000;

export function latestTracks(): LatestTracks {
  const latest = new Map<number, Track>();
  const counts = new Map<AsideReason, number>();
  let fresh = false;
  let n = 0;

  function takeOne(track: Track, now: number): void {
    const [uid, , , , speed, status, at, device, alarm, fuel, mileage] = track;
    const known = latest.get(uid);
    if (status === OFF_DUTY) {
      if (latest.delete(uid)) fresh = true;
      return;
    }
    if (known !== undefined && known[6] > at) return;
    if (!isFix(track)) {
      // Where it is nobody knows; where and when it was last seen stays, and its other words are new.
      if (known === undefined) return;
      latest.set(uid, [uid, known[1], known[2], known[3], speed, status, known[6], device, alarm, fuel, mileage]);
      fresh = true;
      return;
    }
    const reason = asideReason(track, known, now);
    if (reason !== null) {
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
      return;
    }
    latest.set(uid, track);
    fresh = true;
  }

  return {
    take({ rows }, now) {
      for (const row of rows) takeOne(row, now);
    },
    news(now) {
      if (!fresh) return null;
      fresh = false;
      for (const [uid, track] of latest) if (now - track[6] > FORGOTTEN_MS) latest.delete(uid);
      return { at: now, n: ++n, rows: [...latest.values()] };
    },
    asides: () =>
      Object.fromEntries(ASIDE_REASONS.map((reason) => [reason, counts.get(reason) ?? 0])) as Record<
        AsideReason,
        number
      >,
  };
}
