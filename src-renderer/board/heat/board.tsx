/** Hot grids and the pattern of the week. */
export function HotspotsBoard() {
  return null;
}
