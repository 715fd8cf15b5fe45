/** Stations of dust and noise: a mark whose shape tells how it stands, and from the middle zooms on the worst value. */
import type { FeatureCollection, Point } from "geojson";
import type { GeoJSONSource } from "maplibre-gl";
import { SENSOR_STATES, stateOfSensor, type SensorState } from "../../../shared/sensors/state.ts";
import type { WholeValues } from "../../../shared/view.ts";
import { FLAT } from "../layers/cases.ts";
import { SHAPE, SymbolLayer, symbolArrays, symbolData, type SymbolData } from "../layers/symbol-layer.ts";
import { DUE_SOON, OVERDUE, PALETTE, type Rgb } from "../palette.ts";
import type { Pick } from "../props.ts";
import { zoomed } from "../zoomed.ts";
import type { At, Part, PartContext } from "./part.ts";

type Stations = WholeValues["sensors"];

export interface SensorPart extends Part {
  set(value: Stations | null): void;
}

const SOURCE = "sensors";
/** Zoom, for a window of 1080 units, from which values are written. */
const VALUES_FROM = 12.5;
/** Diameter of a mark and how near to one a click must be, in u. */
const SIZE = 13;
const REACH = 12;
const FOR_EVER_AGO = -1e6;

/** Shape and hue of each state. Red is for a limit exceeded more often than allowed, and for nothing else. */
export const SENSOR_LOOKS: Readonly<Record<SensorState, { readonly shape: number; readonly color: Rgb }>> = {
  breached: { shape: SHAPE.diamond, color: OVERDUE },
  over: { shape: SHAPE.triangle, color: DUE_SOON },
  ok: { shape: SHAPE.disc, color: [34, 184, 207] },
  noLimit: { shape: SHAPE.square, color: [122, 146, 176] },
  silent: { shape: SHAPE.crossed, color: [122, 146, 176] },
};

/** The worst state last, so that it lies on top. */
const onTop = (a: Stations[number], b: Stations[number]) =>
  SENSOR_STATES.indexOf(stateOfSensor(b)) - SENSOR_STATES.indexOf(stateOfSensor(a));

/** Marks of the stations. */
export function arrangeSensors(stations: Stations): SymbolData {
  const arrays = symbolArrays(stations.length);
  stations.toSorted(onTop).forEach((station, i) => {
    const { shape, color } = SENSOR_LOOKS[stateOfSensor(station)];
    arrays.positions[i * 2] = station.sensor.lon;
    arrays.positions[i * 2 + 1] = station.sensor.lat;
    arrays.colors.set(color, i * 4);
    arrays.colors[i * 4 + 3] = 245;
    arrays.marks[i * 4] = shape;
    arrays.marks[i * 4 + 1] = SIZE;
    arrays.marks[i * 4 + 3] = FOR_EVER_AGO;
  });
  return symbolData(arrays, 0, stations.length);
}

/** The worst value of each station that says something, as text at its place. */
export function valuesOf(stations: Stations): FeatureCollection<Point> {
  return {
    type: "FeatureCollection",
    features: stations.flatMap((station) => {
      const [worst] = station.values;
      if (worst === undefined || station.silent) return [];
      const noise = worst.pollutant === "noise";
      const value = noise ? `${worst.value.toFixed(1)} dB` : `${Math.round(worst.value)} µg`;
      const { lon, lat } = station.sensor;
      const place = SENSOR_STATES.indexOf(stateOfSensor(station));
      return [{ type: "Feature", properties: { value, place }, geometry: { type: "Point", coordinates: [lon, lat] } }];
    }),
  };
}

/** The station nearest to a place within so many pixels; null when there is none. */
export function nearestSensor(
  stations: Stations,
  at: { readonly lng: number; readonly lat: number },
  pixelsPerDegree: number,
  reach: number,
): number | null {
  const upright = pixelsPerDegree / Math.cos((at.lat * Math.PI) / 180);
  let [best, least]: [number | null, number] = [null, reach];
  for (const { sensor } of stations) {
    const away = Math.hypot((sensor.lon - at.lng) * pixelsPerDegree, (sensor.lat - at.lat) * upright);
    if (away > least) continue;
    [best, least] = [sensor.uid, away];
  }
  return best;
}

export function createSensorPart(context: PartContext): SensorPart {
  const { map, unit, zoomShift, fontFamily, beforeId, draw, whenLoaded } = context;
  let shown: Stations = [];
  let written = false;

  function write(): void {
    const data = valuesOf(shown);
    if (written) return void map.getSource<GeoJSONSource>(SOURCE)?.setData(data);
    written = true;
    map.addSource(SOURCE, { type: "geojson", data });
    map.addLayer({
      id: SOURCE,
      type: "symbol",
      source: SOURCE,
      minzoom: VALUES_FROM + zoomShift,
      layout: {
        "text-field": ["get", "value"],
        "text-font": [fontFamily],
        "text-size": zoomed(unit, [VALUES_FROM, 12], [16, 15]),
        "text-anchor": "left",
        "text-offset": [0.8, 0],
        "symbol-sort-key": ["get", "place"],
      },
      paint: {
        "text-color": PALETTE.labelPlace,
        "text-halo-color": PALETTE.halo,
        "text-halo-width": 1.4 * unit,
      },
    });
  }

  return {
    set(value) {
      const next = value ?? [];
      if (next === shown || (next.length === 0 && shown.length === 0)) return;
      shown = next;
      whenLoaded(write);
      if (shown.length === 0) return draw([]);
      draw([
        new SymbolLayer({
          id: SOURCE,
          data: arrangeSensors(shown),
          unit,
          clock: () => 0,
          beforeId,
          zoomScale: [11 + zoomShift, 0.75, 15 + zoomShift, 1.3],
          outline: 1,
          parameters: FLAT,
        }),
      ]);
    },
    pick({ lngLat }: At): Pick {
      const pixelsPerDegree = (512 * 2 ** map.getZoom()) / 360;
      const uid = nearestSensor(shown, lngLat, pixelsPerDegree, REACH * Math.max(1, unit));
      return uid === null ? null : { kind: "sensor", uid };
    },
  };
}
