import { PathLayer } from "@deck.gl/layers";
import { expect, test } from "vitest";
import type { PartContext } from "./part.ts";
import { createTrailPart } from "./trails.ts";

/** A map that only listens and notes where it is sent. */
function bench() {
  const listeners = new Map<string, (event: object) => void>();
  const sent: { center: unknown; zoom: unknown }[] = [];
  const drawn: unknown[][] = [];
  const map = {
    on: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
    off: (name: string) => listeners.delete(name),
    getZoom: () => 12,
    easeTo(to: { center: unknown; zoom?: number }, data: object) {
      sent.push({ center: to.center, zoom: to.zoom });
      listeners.get("movestart")?.(data);
    },
  };
  const part = createTrailPart({
    map,
    unit: 2,
    zoomShift: 1,
    beforeId: "above",
    draw: (layers: unknown[]) => drawn.push(layers),
  } as unknown as PartContext);
  return { part, sent, drawn, fire: (name: string, event: object = {}) => listeners.get(name)?.(event), listeners };
}

test("a unit is kept in the middle until the map is dragged or sent elsewhere", () => {
  const it = bench();
  let left = 0;
  const follow = (lon: number) => it.part.follow({ lon, lat: 30 }, () => left++);
  follow(114);
  follow(115);
  expect(it.sent).toEqual([
    { center: [114, 30], zoom: 16.5 },
    { center: [115, 30], zoom: undefined },
  ]);
  it.fire("movestart", { originalEvent: {} }); // a wheel
  expect(left).toBe(0);
  it.fire("dragstart");
  it.fire("dragstart");
  expect(left).toBe(1);
  follow(116);
  it.fire("movestart");
  expect(left).toBe(2);
  follow(117);
  it.part.follow(null);
  it.fire("dragstart");
  expect(left).toBe(2);
  it.part.close?.();
  expect(it.listeners.size).toBe(0);
});

test("a way is one layer below the marks; without one there is none", () => {
  const it = bench();
  it.part.set({ at: Float64Array.of(0, 1_000), lon: Float64Array.of(114, 114.1), lat: Float64Array.of(30, 30) });
  const [layer] = it.drawn.at(-1) as [PathLayer];
  expect(layer).toBeInstanceOf(PathLayer);
  expect(layer.props).toMatchObject({ beforeId: "above", getWidth: 5, data: [{ positions: [114, 30, 114.1, 30] }] });
  it.part.set({ at: Float64Array.of(0), lon: Float64Array.of(114), lat: Float64Array.of(30) });
  expect(it.drawn.at(-1)).toEqual([]);
  it.part.set(null);
  expect(it.drawn.at(-1)).toEqual([]);
});
