/** Grids fading since the last eyes, cones of cameras, static points. */
export function CoverageFeature() {
  return null;
}
