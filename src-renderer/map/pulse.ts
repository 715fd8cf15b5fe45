/** The beat of a living map: pushes changed marks into it and asks for frames while something moves. */
import type { Layer } from "@deck.gl/core";
import type { MapLibreOverlay } from "@deck.gl/maplibre";
import type { Map as MapLibre } from "maplibre-gl";
import type { Frames } from "./frames.ts";
import { whenDrawn } from "./graphics.ts";
import type { Marks } from "./marks.ts";
import { nextFrameAfter } from "./pace.ts";
import { ABOVE_MARKS } from "./style.ts";

const IDLE_STEP = 200;
/** The name deck.gl gives its place among the style's layers. */
const MARKS_GROUP = `deck-maplibre-layer-group-before:${ABOVE_MARKS}`;

export interface Pulse {
  /** Begins; call it once, when the map has loaded. */
  start(): void;
  /** A map that nobody sees rests until it is seen again. */
  setPaused(paused: boolean): void;
  close(): void;
}

export function createPulse(parts: {
  readonly map: MapLibre;
  readonly gl: WebGL2RenderingContext;
  readonly overlay: MapLibreOverlay;
  readonly frames: Frames;
  readonly marks: Marks;
}): Pulse {
  const { map, gl, overlay, frames, marks } = parts;
  let shown: Layer[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let started = false;
  let paused = false;
  let closed = false;
  /** Beats of an earlier life are void: a pause cuts them off in the middle. */
  let life = 0;

  /** One beat: push changed layers, ask for a frame if something moves, and wait as long as the last frame cost. */
  function step(): void {
    if (closed || paused) return;
    const { layers, redraw, moves, again } = marks.step();
    if (layers !== null) shown = layers;
    // While a source is loading the overlay does not find its place among the style's layers, and would stay on top of
    // the labels; so it is told again until it has.
    const homeless = shown.length > 0 && !map.getLayersOrder().includes(MARKS_GROUP) && map.isStyleLoaded();
    if (layers !== null || homeless) {
      overlay.setProps({ layers: [...shown] });
      frames.grant();
    }
    if (layers === null && !redraw && !moves && !homeless) {
      timer = setTimeout(step, Math.min(IDLE_STEP, again));
      return;
    }
    const asked = performance.now();
    const mine = life;
    let answered = false;
    const next = () => {
      if (answered || closed || mine !== life) return;
      answered = true;
      clearTimeout(timer);
      const cost = performance.now() - asked;
      timer = setTimeout(step, moves ? Math.max(0, nextFrameAfter(cost) - cost) : IDLE_STEP);
    };
    map.once("render", () => whenDrawn(gl, next));
    map.triggerRepaint();
    // a window nobody can see draws nothing: look again later
    timer = setTimeout(next, 2000);
  }

  return {
    start() {
      started = true;
      step();
    },
    setPaused(next) {
      if (next === paused) return;
      paused = next;
      life++;
      clearTimeout(timer);
      if (started && !paused) step();
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
