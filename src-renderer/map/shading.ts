/** The grids on a living map: their ground, their tint, and the outline of the chosen one. */
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import type { RecordOf } from "../../shared/tables.ts";
import {
  CODE_SOURCE,
  codeZoom,
  fillColors,
  gridOpacity,
  groundOfGrids,
  GRID_SOURCE,
  type GridGround,
} from "./layers/grids.ts";
import type { GridFill } from "./props.ts";

export interface Shading {
  grids(): GridGround;
  setGrids(grids: readonly RecordOf<"grids">[]): void;
  /** Colours the unit grids; none for null. */
  setFill(fill: GridFill | null): void;
  /** Outlines a grid; none for null. */
  setChosen(uid: number | null): void;
  /** Draws everything that came before the map had loaded. */
  begin(): void;
}

/** @param zoomShift log2 of the pixel unit. */
export function createShading(map: MapLibre, zoomShift: number): Shading {
  let loaded = false;
  let grids: GridGround = groundOfGrids([]);
  let chosen: number | null = null;
  let fill: GridFill | null = null;
  let filled = new Map<number, string>();

  function applyGrids(): void {
    if (!loaded) return;
    map.getSource<GeoJSONSource>(GRID_SOURCE)?.setData(grids.collection);
    map.getSource<GeoJSONSource>(CODE_SOURCE)?.setData(grids.codes);
    const codes = codeZoom(grids.side, map.getCenter().lat);
    map.setLayerZoomRange("grid-code", Math.min(24, codes + zoomShift), 24);
    map.setPaintProperty("grid-fill", "fill-opacity", gridOpacity(codes, zoomShift));
  }

  /** Only grids whose colour is another one are told. */
  function applyFill(): void {
    if (!loaded) return;
    const next = fillColors(fill);
    for (const uid of filled.keys()) {
      if (!next.has(uid)) map.removeFeatureState({ source: GRID_SOURCE, id: uid }, "fill");
    }
    for (const [uid, color] of next) {
      if (filled.get(uid) !== color) map.setFeatureState({ source: GRID_SOURCE, id: uid }, { fill: color });
    }
    filled = next;
  }

  function applyChosen(): void {
    if (loaded) map.setFilter("grid-selected", ["==", ["id"], chosen ?? -1]);
  }

  return {
    grids: () => grids,
    setGrids(next) {
      grids = groundOfGrids(next);
      applyGrids();
      applyFill();
    },
    setFill(next) {
      if (next === fill) return;
      fill = next;
      applyFill();
    },
    setChosen(uid) {
      chosen = uid;
      applyChosen();
    },
    begin() {
      loaded = true;
      applyGrids();
      applyFill();
      applyChosen();
    },
  };
}
