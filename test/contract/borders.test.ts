/** Former borders from imports to a window: what was so on a day is what the imports until that day said. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { rowOf } from "../../shared/tables.ts";
import { importWords } from "../../src-hub/command/words.ts";
import { loadThingMapping } from "../../src-hub/ingest/mapping/thing-mapping.ts";
import { importThings } from "../../src-hub/ingest/things/run.ts";
import { bordersAnswer } from "../../src-main/host/views/borders.ts";
import { workplace, type Workplace } from "./ingest-runs.ts";
import { openTestSource, type TestSource } from "./test-source.ts";

let place: Workplace;
const held: TestSource[] = [];
beforeEach(() => {
  place = workplace();
});
afterEach(() => {
  place.clear();
  for (const it of held.splice(0)) it.close();
});

const at = (day: string) => Date.parse(`${day}T00:00:00+08:00`);

/** A state of grids: sequence number → width of its square in thousandths of a degree. */
type State = Readonly<Record<number, number>>;

async function run(state: State, more: { readonly since?: string; readonly whole?: boolean }): Promise<void> {
  const features = Object.entries(state).map(([n, width]) => {
    const [w, s, e, north] = [114.3 + Number(n) / 100, 30.5, 114.3 + Number(n) / 100 + width / 1000, 30.501];
    const ring = [
      [w, s],
      [e, s],
      [e, north],
      [w, north],
      [w, s],
    ];
    const properties = { code: `42010300100100${n}` };
    return { type: "Feature", properties, geometry: { type: "Polygon", coordinates: [ring] } };
  });
  await importThings({
    file: place.file("g.geojson", JSON.stringify({ type: "FeatureCollection", features })),
    mapping: loadThingMapping("unit-grids"),
    dataDir: place.dir,
    text: importWords("en"),
    language: "en",
    crs: "wgs84",
    ...more,
  });
}

/** The store's grids and borders in a host's cache. */
async function host(): Promise<TestSource> {
  const it = await openTestSource(at("2026-11-01"));
  held.push(it);
  it.apply(
    place.look((store) => ({
      grids: [...store.each("grids")].map((grid) => rowOf("grids", grid)),
      borders: [...store.each("borders")].map((border) => rowOf("borders", border)),
    })),
  );
  return it;
}

function stateAt(it: TestSource, instant: number): State {
  const { grids } = bordersAnswer(instant, it.source);
  return Object.fromEntries(
    grids.map(({ code, geometry, lon }) => {
      const ring = (JSON.parse(geometry) as { coordinates: [number, number][][] }).coordinates[0] as [number, number][];
      const width = Math.round(((ring[1]?.[0] ?? 0) - (ring[0]?.[0] ?? 0)) * 1000);
      // The label lies in the border of that time.
      expect(lon).toBeCloseTo(((ring[0]?.[0] ?? 0) + (ring[1]?.[0] ?? 0)) / 2, 5);
      return [code.slice(-1), width];
    }),
  );
}

it("B8 each day shows the grids as the imports until then had them", async () => {
  await run({ 1: 5, 2: 5 }, {});
  await run({ 1: 4, 3: 5 }, { since: "2026-03-01" });
  await run({ 1: 3, 3: 5 }, { since: "2026-06-01", whole: true });
  await run({ 2: 7 }, { since: "2026-09-01" });
  const it = await host();
  expect(stateAt(it, at("2026-02-28"))).toEqual({ 1: 5, 2: 5 });
  expect(stateAt(it, at("2026-03-01") - 1)).toEqual({ 1: 5, 2: 5 });
  expect(stateAt(it, at("2026-03-01"))).toEqual({ 1: 4, 2: 5, 3: 5 });
  expect(stateAt(it, at("2026-06-01"))).toEqual({ 1: 3, 3: 5 });
  expect(stateAt(it, at("2026-08-31"))).toEqual({ 1: 3, 3: 5 });
  expect(stateAt(it, at("2026-09-01"))).toEqual({ 1: 3, 2: 7, 3: 5 });
  expect(stateAt(it, at("2026-11-01"))).toEqual({ 1: 3, 2: 7, 3: 5 });
  expect(bordersAnswer(at("2026-11-01"), it.source).changes).toEqual(
    ["2026-03-01", "2026-06-01", "2026-09-01"].map(at),
  );
});

it("B8 without former borders every day is as now", async () => {
  await run({ 1: 5 }, {});
  const it = await host();
  expect(bordersAnswer(0, it.source)).toMatchObject({ at: 0, changes: [], grids: [{ code: "420103001001001" }] });
});
