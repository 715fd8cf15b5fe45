/**
 * The page the bench drives: the wall's own map, or one of its peers, over the same invented cases. Every step is one
 * function, so that the browser's own count of script time before and after it is the step's.
 */
import { changedSlots, CITY, inventedPatches, inventedSlots, NOW } from "./invented.ts";
import { drawAtMost, watchDrawing } from "./drawing.ts";
import { openDeck } from "./peer-deck.ts";
import { openMapLibre } from "./peer-maplibre.ts";
import { openOwn } from "./own.ts";
import type { Bench, BenchPage } from "./bench-page.ts";

watchDrawing();
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
  async load() {
    const loading = bench.load(patches);
    patches = [];
    await loading;
  },
  prepareUpdate(count) {
    round++;
    const slots = changedSlots(length, count, round);
    changes = inventedSlots(slots, length + Math.round(count * 0.2), 1_000_000 + round);
    length = changes.length;
  },
  async update() {
    if (changes !== null) await bench.update(changes);
  },
  scrub: (step) => bench.scrub(NOW - (395 - step) * 86_400_000),
  narrow: (step) => bench.narrow(1 + (step % 32)),
  everything: () => bench.everything(),
  zoom: (near) => bench.zoom(near),
  pick: (times) => bench.pick(times),
  columnBytes: () => bench.columnBytes(),
  shown: () => bench.shown(),
  move(movers, seconds, every) {
    if (bench.move === undefined) throw new Error("this page has no movers");
    return bench.move(movers, seconds, every);
  },
  drawAtMost: (instances) => drawAtMost(instances === 0 ? Number.POSITIVE_INFINITY : instances),
};

declare global {
  interface Window {
    bench?: BenchPage;
  }
}
window.bench = page;
