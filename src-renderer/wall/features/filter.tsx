/** The sentence of what the wall looks at, and the page where it is chosen. */
export function FilterFeature() {
  return null;
}
