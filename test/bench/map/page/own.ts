/** The wall's own map. */
import { applyPoints, createPointBuffers } from "../../../../src-renderer/map/buffers.ts";
import { levelOf } from "../../../../src-renderer/map/clusters.ts";
import { commonOf, placeOfCommon } from "../../../../src-renderer/map/mass.ts";
import { NO_FILTER, type Pick, type PointFilter } from "../../../../src-renderer/map/props.ts";
import { openScene } from "../../../../src-renderer/map/scene.ts";
import { crowdOf, isRight, planeOf } from "./brute.ts";
import type { Bench, Picked } from "./bench-page.ts";
import { framesDrawn, drawn } from "./drawing.ts";
import { chances } from "./invented.ts";
import { fixesOf, unitsOf } from "./moving.ts";

/** As the scene's: how near a click must be to a mark, in pixels. */
const REACH = 16;
const STREET = 15.5;

export async function openOwn(
  container: HTMLElement,
  now: number,
  city: readonly [number, number, number, number],
): Promise<Bench> {
  const points = createPointBuffers();
  let filter: PointFilter = NO_FILTER;
  let clock = now;
  let seconds = 0;
  let clicked: Pick = null;
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
      hubNow: () => clock, // a moment that passes would count as work of the steps
      onReady: () => resolve(opened),
      onLost: () => console.error("the graphics context was lost"),
      onResize: () => {},
      onTrouble: (reason) => console.error(reason),
      onPick: (what) => (clicked = what),
      onPlace: () => {},
    });
  });
  const canvas = container.querySelector("canvas") as HTMLCanvasElement;
  scene.marks.setReducedMotion(true); // rings that breathe would be counted as work
  scene.marks.setFilter(filter);
  scene.marks.setPoints(points);
  const take = (next: Partial<PointFilter>) => {
    filter = { ...filter, ...next };
    scene.marks.setFilter(filter);
    return drawn();
  };
  const [west, south, east, north] = city;
  const middle = { lon: (west + east) / 2, lat: (south + north) / 2 };

  /** The place of a pixel of the window. A mouse points at whole ones. */
  function placeAt(x: number, y: number): readonly [lon: number, lat: number] {
    const { center, zoom } = scene.view();
    const [middleX, middleY] = commonOf(...center);
    const scale = 2 ** zoom;
    return placeOfCommon(
      middleX + (x - container.clientWidth / 2) / scale,
      middleY - (y - container.clientHeight / 2) / scale,
    );
  }

  /** Pixels in view: half of them anywhere, half within reach of a case. */
  function pixelsInView(times: number): (readonly [x: number, y: number])[] {
    const chance = chances(11);
    const { clientWidth, clientHeight } = container;
    const { center, zoom } = scene.view();
    const [middleX, middleY] = commonOf(...center);
    const isIn = (x: number, y: number) => x > 0 && y > 0 && x < clientWidth && y < clientHeight;
    const atCase = () => {
      for (;;) {
        const slot = Math.floor(chance() * points.length);
        const [caseX, caseY] = commonOf(points.lon[slot] as number, points.lat[slot] as number);
        const x = Math.round(clientWidth / 2 + (caseX - middleX) * 2 ** zoom + (chance() - 0.5) * REACH);
        const y = Math.round(clientHeight / 2 - (caseY - middleY) * 2 ** zoom + (chance() - 0.5) * REACH);
        if (isIn(x, y)) return [x, y] as const;
      }
    };
    const anywhere = () => [Math.floor(chance() * clientWidth), Math.floor(chance() * clientHeight)] as const;
    return Array.from({ length: times }, (_, i) => (i % 2 === 0 ? anywhere() : atCase()));
  }

  /** Moves the pointer there and clicks, except on a cluster, where a click would move the map. */
  function ask(x: number, y: number): { ms: number; answer: "cluster" | number | null } {
    const [lon, lat] = placeAt(x, y);
    const init = { clientX: x, clientY: y, bubbles: true, cancelable: true, view: window };
    const began = performance.now();
    canvas.dispatchEvent(new MouseEvent("mousemove", init));
    const hovered = performance.now() - began;
    const hit = canvas.style.cursor === "pointer";
    if (hit && scene.marks.clusterAt(lon, lat, 512 * 2 ** scene.view().zoom) !== null)
      return { ms: hovered, answer: "cluster" };
    clicked = null;
    const clicking = performance.now();
    canvas.dispatchEvent(new MouseEvent("click", init));
    const ms = Math.max(hovered, performance.now() - clicking);
    const found = clicked as Pick;
    const uid = found !== null && "uid" in found ? found.uid : null;
    if (hit !== (uid !== null)) throw new Error(`the pointer says ${hit}, the click ${uid}`);
    return { ms, answer: uid };
  }

  return {
    async load(patches) {
      patches.forEach((patch, i) => applyPoints(points, patch, i === 0));
      await drawn();
    },
    async update(changes) {
      applyPoints(points, changes, false);
      await drawn();
    },
    scrub: (until) => take({ to: until }),
    narrow: (department) => take({ department, to: null }),
    everything: () => take({ department: null, to: null }),
    async zoom(near) {
      scene.select(near ? { ...middle, zoom: STREET } : { bounds: city }, false);
      await drawn();
    },
    pick(times): Picked[] {
      const { zoom } = scene.view();
      const level = levelOf(zoom);
      const plane = planeOf(points);
      const crowd = level === null ? null : crowdOf(plane, level);
      return pixelsInView(times).map(([x, y]) => {
        const { ms, answer } = ask(x, y);
        const right = isRight(answer, placeAt(x, y), points, plane, crowd, 2 ** zoom, REACH, now);
        return { ms, hit: answer !== null, right };
      });
    },
    columnBytes: () =>
      Object.values(points).reduce(
        (sum: number, value: unknown) => sum + (ArrayBuffer.isView(value) ? value.byteLength : 0),
        0,
      ),
    shown: () => points.length,
    async move(movers, count, every) {
      const before = framesDrawn();
      if (seconds === 0) scene.marks.setUnits(unitsOf(movers));
      scene.marks.setReducedMotion(false);
      for (const end = seconds + count; seconds < end; seconds++) {
        clock = now + seconds * 1_000;
        scene.marks.setTracks(fixesOf(movers, seconds, clock));
        await new Promise((resolve) => setTimeout(resolve, every));
      }
      return framesDrawn() - before;
    },
  };
}
