/** The wall's own map. */
import { applyPoints, createPointBuffers } from "../../../../src-renderer/map/buffers.ts";
import { nearest } from "../../../../src-renderer/map/pick.ts";
import { NO_FILTER, type PointFilter } from "../../../../src-renderer/map/props.ts";
import { openScene } from "../../../../src-renderer/map/scene.ts";
import type { Bench } from "./bench-page.ts";

export async function openOwn(
  container: HTMLElement,
  now: number,
  city: readonly [number, number, number, number],
): Promise<Bench> {
  const points = createPointBuffers();
  let filter: PointFilter = NO_FILTER;
  const scene = await new Promise<ReturnType<typeof openScene>>((resolve) => {
    const opened = openScene({
      container,
      basemap: { kind: "none" },
      language: "zh-CN",
      fontFamily: "sans-serif",
      unit: 1,
      bounds: city,
      view: null,
      padding: { top: 0, right: 0, bottom: 0, left: 0 },
      largest: 8192,
      hubNow: () => now, // a moment that passes would count as work of the steps
      onReady: () => resolve(opened),
      onLost: () => {},
      onResize: () => {},
      onTrouble: (reason) => console.error(reason),
      onPick: () => {},
    });
  });
  scene.marks.setReducedMotion(true); // rings that breathe would be counted as work
  scene.marks.setFilter(filter);
  scene.marks.setPoints(points);
  const take = (next: Partial<PointFilter>) => {
    filter = { ...filter, ...next };
    scene.marks.setFilter(filter);
  };
  const [west, south, east, north] = city;
  const middle = { lon: (west + east) / 2, lat: (south + north) / 2 };
  return {
    load(patches) {
      patches.forEach((patch, i) => applyPoints(points, patch, i === 0));
    },
    update: (changes) => applyPoints(points, changes, false),
    scrub: (until) => take({ to: until }),
    narrow: (department) => take({ department, to: null }),
    show: (everything) => take({ which: everything ? "all" : "open", department: null, to: null }),
    zoom: (near) => scene.select(near ? { ...middle, zoom: 15.5 } : { bounds: city }, false),
    pick(lon, lat) {
      const world = 512 * 2 ** 13;
      return nearest(scene.marks.pickable(lon, lat, world, 16), lon, lat, world, 16) !== null;
    },
    columnBytes: () =>
      Object.values(points).reduce(
        (sum: number, value: unknown) => sum + (ArrayBuffer.isView(value) ? value.byteLength : 0),
        0,
      ),
    shown: () => points.length,
  };
}
