/** Movers, each on a circle of its own. */
import type { RecordOf } from "../../../../shared/tables.ts";
import { LOCATED, type TrackColumns } from "../../../../shared/track.ts";

/** The message of one second: new arrays each time, as the port delivers it. */
export function fixesOf(movers: number, second: number, at: number): TrackColumns {
  const of = { length: movers };
  const angle = (i: number) => (i + second / 60) * 0.7;
  return {
    uid: Uint32Array.from(of, (_, i) => i + 1),
    lon: Float64Array.from(of, (_, i) => 113.95 + (i % 50) * 0.004 + Math.cos(angle(i)) * 0.002),
    lat: Float64Array.from(of, (_, i) => 29.95 + Math.floor(i / 50) * 0.004 + Math.sin(angle(i)) * 0.002),
    heading: Float32Array.from(of, (_, i) => ((angle(i) * 180) / Math.PI) % 360),
    speed: new Float32Array(movers).fill(12),
    status: new Uint8Array(movers),
    at: new Float64Array(movers).fill(at),
    device: new Uint32Array(movers).fill(LOCATED),
    alarm: new Uint32Array(movers),
    fuel: new Float32Array(movers).fill(40),
    mileage: new Float32Array(movers).fill(1_000),
  };
}

/** The same movers as units. */
export function unitsOf(movers: number): RecordOf<"units">[] {
  return Array.from({ length: movers }, (_, i) => ({
    uid: i + 1,
    platform: "bench",
    id: String(i + 1),
    kind: i % 3 === 0 ? "sanitation" : "patroller",
    name: `单位 ${i + 1}`,
    nameEn: `Unit ${i + 1}`,
    dutyGrid: 0,
    plate: "",
  }));
}
