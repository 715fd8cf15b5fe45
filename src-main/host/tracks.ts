/** Where each unit is now: the latest word on each, in memory only, forgotten on exit. */
import type { TracksMessage } from "../../shared/wire/hub.ts";
import type { TrackColumns } from "../../shared/track.ts";

type TrackRow = TracksMessage["rows"][number];

export interface Tracks {
  /**
   * Takes a report of positions. It is of all units that may be told of: one that it leaves out has gone off duty, and
   * where it was is forgotten. An older fix never replaces a newer one.
   */
  take(message: TracksMessage): void;
  /** Drops units that are no longer there. */
  forget(uids: readonly number[]): void;
  /** The latest position of each unit; null before the first report. */
  columns(): TrackColumns | null;
  /** Rises with every change. */
  version(): number;
}

export function openTracks(): Tracks {
  let latest = new Map<number, TrackRow>();
  let version = 0;
  return {
    take({ rows }) {
      const next = new Map<number, TrackRow>();
      for (const row of rows) {
        const before = latest.get(row[0]);
        next.set(row[0], before === undefined || before[6] <= row[6] ? row : before);
      }
      latest = next;
      version++;
    },
    forget(uids) {
      for (const uid of uids) if (latest.delete(uid)) version++;
    },
    columns() {
      if (version === 0) return null;
      const length = latest.size;
      const columns = {
        uid: new Uint32Array(length),
        lon: new Float64Array(length),
        lat: new Float64Array(length),
        heading: new Float32Array(length),
        speed: new Float32Array(length),
        status: new Uint8Array(length),
        at: new Float64Array(length),
        device: new Uint32Array(length),
        alarm: new Uint32Array(length),
        fuel: new Float32Array(length),
        mileage: new Float32Array(length),
      };
      let i = 0;
      for (const [uid, lon, lat, heading, speed, status, at, device, alarm, fuel, mileage] of latest.values()) {
        columns.uid[i] = uid;
        columns.lon[i] = lon;
        columns.lat[i] = lat;
        columns.heading[i] = heading ?? Number.NaN;
        columns.speed[i] = speed;
        columns.status[i] = status;
        columns.at[i] = at;
        columns.device[i] = device;
        columns.alarm[i] = alarm;
        columns.fuel[i] = fuel ?? Number.NaN;
        columns.mileage[i] = mileage ?? Number.NaN;
        i++;
      }
      return columns;
    },
    version: () => version,
  };
}
