/** Cameras around a case that is open: on the map as a fan, and as tiles. */
export function CamerasFeature() {
  return null;
}
