/** One box for everything. */
export function SearchFeature() {
  return null;
}
