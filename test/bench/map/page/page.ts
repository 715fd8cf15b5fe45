/**
 * The page the bench drives: the wall's own map, or one of its peers, over the same invented cases. Every step is one
 * function, so that the browser's own count of script time before and after it is the step's.
 */
import { chances, changedSlots, CITY, inventedPatches, inventedSlots, NOW } from "./invented.ts";
import { openDeck } from "./peer-deck.ts";
import { openMapLibre } from "./peer-maplibre.ts";
import { openOwn } from "./own.ts";
import type { Bench, BenchPage } from "./bench-page.ts";

const container = document.getElementById("map") as HTMLElement;
const which = new URLSearchParams(location.search).get("what");
const open = which === "maplibre" ? openMapLibre : which === "deck" ? openDeck : openOwn;
const bench: Bench = await open(container, NOW, CITY);

let patches: ReturnType<typeof inventedPatches> = [];
let changes: ReturnType<typeof inventedSlots> | null = null;
let length = 0;
let round = 0;

const page: BenchPage = {
  prepare(rows, patchSize) {
    patches = inventedPatches(rows, patchSize);
    length = rows;
  },
  load() {
    bench.load(patches);
    patches = [];
  },
  prepareUpdate(count) {
    round++;
    const slots = changedSlots(length, count, round);
    changes = inventedSlots(slots, length + Math.round(count * 0.2), 1_000_000 + round);
    length = changes.length;
  },
  update() {
    if (changes !== null) bench.update(changes);
  },
  scrub(step) {
    bench.scrub(NOW - (395 - step) * 86_400_000);
  },
  narrow(step) {
    bench.narrow(1 + (step % 32));
  },
  show(everything) {
    bench.show(everything);
  },
  zoom(near) {
    bench.zoom(near);
  },
  /** How long picks took, at places all over the city, ms each. */
  async pick(times) {
    const chance = chances(7);
    const [west, south, east, north] = CITY;
    const took: number[] = [];
    for (let i = 0; i < times; i++) {
      const [lon, lat] = [west + (east - west) * chance(), south + (north - south) * chance()];
      const began = performance.now();
      await bench.pick(lon, lat);
      took.push(performance.now() - began);
    }
    return took;
  },
  columnBytes: () => bench.columnBytes(),
  shown: () => bench.shown(),
};

declare global {
  interface Window {
    bench?: BenchPage;
  }
}
window.bench = page;
