/**
 * Whether the texts of a scene can be read where people sit: by the angle under which they see them.
 *
 * A text is as high as its size in units (design: one unit is 1/1080 of a window's height), a unit is so many pixels of the
 * wall, and a pixel is as large as the pitch of its lamps.
 */

/** Smaller than this no text of a wall may be, minutes of arc. */
export const LEAST_ARC_MINUTES = 16;
/** How large the texts of a panel may be made, per cent of the usual. */
export const TEXT_PERCENTS = [100, 125, 150, 175, 200] as const;
export type TextPercent = (typeof TEXT_PERCENTS)[number];
/** The smallest text of panels, units: what is counted, ages and sources are notes. */
export const NOTE_UNITS = 14;

/** Units that a scene needs across, and the fewest CSS pixels of a unit. */
const NARROWEST = 1800;
const SMALLEST_PX = 0.55;

/** From where a wall is looked at, and what it is made of. */
export interface Viewing {
  /** From the wall to whoever sits farthest, m. */
  readonly metres: number;
  /** From one lamp to the next, mm. */
  readonly pitchMm: number;
  /** Of one window, pixels. */
  readonly width: number;
  readonly height: number;
}

/** Pixels per unit in a window of this size. A window too narrow or too small for a scene takes less, down to what can be read. */
export function pixelUnitOf(width: number, height: number): number {
  return Math.max(SMALLEST_PX, Math.min(height / 1080, width / NARROWEST));
}

/** The angle under which something of `mm` is seen from `metres`, minutes of arc. */
export function arcMinutes(mm: number, metres: number): number {
  return (2 * Math.atan(mm / (2_000 * metres)) * 180 * 60) / Math.PI;
}

/** Height of a text on the wall, mm. @param units its size at 100 % */
export function textMm(units: number, percent: number, { pitchMm, width, height }: Viewing): number {
  return ((units * percent) / 100) * pixelUnitOf(width, height) * pitchMm;
}

/** The angle under which a text of a wall is seen, minutes of arc. */
export function textMinutes(units: number, percent: number, viewing: Viewing): number {
  return arcMinutes(textMm(units, percent, viewing), viewing.metres);
}

/** How far away a text can be read, m. */
export function readableMetres(units: number, percent: number, viewing: Viewing): number {
  const half = (LEAST_ARC_MINUTES * Math.PI) / (180 * 60) / 2;
  return textMm(units, percent, viewing) / (2_000 * Math.tan(half));
}

/** The smallest of the sizes at which a text can be read there; null when none is large enough. */
export function percentFor(units: number, viewing: Viewing): TextPercent | null {
  return TEXT_PERCENTS.find((percent) => textMinutes(units, percent, viewing) >= LEAST_ARC_MINUTES) ?? null;
}
