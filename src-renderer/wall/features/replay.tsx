/** The bar of replay. */
export function ReplayFeature() {
  return null;
}
