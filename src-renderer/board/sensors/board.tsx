/** Stations, the worst first. */
export function SensorsBoard() {
  return null;
}
