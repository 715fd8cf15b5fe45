/** Places all over the city, the same for each way of picking. */
import type { Picked } from "./bench-page.ts";
import { chances, CITY } from "./invented.ts";

/** Asks at so many places whether a mark is there; each answer is waited for. */
export function pickPlaces(times: number, isThere: (lon: number, lat: number) => boolean): Picked[] {
  const chance = chances(7);
  const [west, south, east, north] = CITY;
  return Array.from({ length: times }, () => {
    const [lon, lat] = [west + (east - west) * chance(), south + (north - south) * chance()];
    const began = performance.now();
    const hit = isThere(lon, lat);
    return { ms: performance.now() - began, hit };
  });
}
