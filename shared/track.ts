/** Live values that are never stored row by row: where each unit is now. */

export const UNIT_STATUS = ["onDuty", "resting", "offDuty", "fault"] as const;
export type UnitStatus = (typeof UNIT_STATUS)[number];

/** Bit of a device's status word that says its position is a fix (定位). */
export const LOCATED = 1 << 1;

/** The latest position of each unit, as parallel columns. */
export interface TrackColumns {
  /** uid in `units`. */
  readonly uid: Uint32Array;
  /** WGS 84 degrees. */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** Degrees clockwise from north, NaN when unknown. */
  readonly heading: Float32Array;
  /** km/h */
  readonly speed: Float32Array;
  /** Index in UNIT_STATUS. */
  readonly status: Uint8Array;
  /** Hub time of the fix, epoch ms. */
  readonly at: Float64Array;
  /** Status and alarm words of the device as JT/T 808 0x0200 has them (shared/device/jt808.ts); bit 1 of the status: located. */
  readonly device: Uint32Array;
  readonly alarm: Uint32Array;
  /** Litres in the tank and km on the counter, NaN when unknown. */
  readonly fuel: Float32Array;
  readonly mileage: Float32Array;
}
