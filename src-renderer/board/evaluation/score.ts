/** Scores, shares and their changes as boards print them. */
import { printedScore } from "../../../shared/evaluation/score.ts";
import { SCORE_DIGITS } from "../../../shared/evaluation/standing.ts";
import type { Rate } from "../../../shared/evaluation/figures.ts";

/** A true minus, as wide as the plus of the same font. */
const MINUS = "−";

/** A score with its two digits, as it is compared; "—" where there is none. */
export function scoreText(score: number | null): string {
  if (score === null) return "—";
  const text = printedScore(Math.abs(score)).toFixed(SCORE_DIGITS);
  return score < 0 && Number(text) !== 0 ? `${MINUS}${text}` : text;
}

/** Points with their sign: "+2.00", "−0.50", "0.00". */
export function signedText(points: number): string {
  const text = scoreText(points);
  return points > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** As many digits as a weight or a share was written with: 55, 12.5. */
export function plainText(value: number): string {
  const text = String(Number(Math.abs(value).toFixed(4)));
  return value < 0 ? `${MINUS}${text}` : text;
}

/** A share of a mix or a threshold as it stands in the scheme: 0.55 is "55%". */
export const shareText = (share: number): string => `${plainText(share * 100)}%`;

/**
 * A rate with the two digits that formulas are written with: "60.74%". What is not everything never reads 100.00 %, and
 * what is not nothing never 0.00 %. "—" when nothing was due.
 */
export function percentText({ n, d }: Rate): string {
  if (d === 0) return "—";
  const parts = Math.floor((20_000 * n + d) / (2 * d));
  if (parts === 10_000 && n < d) return "99.99+%";
  if (parts === 0 && n > 0) return "<0.01%";
  return `${Math.floor(parts / 100)}.${String(parts % 100).padStart(2, "0")}%`;
}

/** How a rank and a score stand against an earlier period. */
export interface Move {
  readonly way: "up" | "down" | "same";
  /** Ranks moved, never negative. */
  readonly by: number;
  /** Score now less score then. */
  readonly gained: number;
}

interface Placed {
  readonly score: number;
  readonly rank: number;
}

/** From then to now; null when there is nothing to compare. */
export function moveOf(
  now: { readonly score: number | null; readonly rank: number | null },
  then: Placed | null,
): Move | null {
  if (then === null || now.rank === null || now.score === null) return null;
  const up = then.rank - now.rank;
  return { way: up > 0 ? "up" : up < 0 ? "down" : "same", by: Math.abs(up), gained: now.score - then.score };
}
