/** Components in view, from street level on. */
export function ComponentsFeature() {
  return null;
}
