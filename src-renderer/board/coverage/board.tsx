/** 全覆盖: share of grids covered by shift, blind spots, rounds to static points. */
export function CoverageBoard() {
  return null;
}
