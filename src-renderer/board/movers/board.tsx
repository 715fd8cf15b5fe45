/** People and vehicles: on duty, silent, not located. */
export function MoversBoard() {
  return null;
}
