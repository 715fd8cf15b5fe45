/** Live values that are never stored row by row: where each unit is now. */

export const UNIT_STATUS = ["onDuty", "resting", "offDuty", "fault"] as const;
export type UnitStatus = (typeof UNIT_STATUS)[number];

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
}
