/** Components by box and one of them. Rule Q5. */
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { rowOf, type RecordOf, type Row } from "../../../shared/tables.ts";
import { T0, caseRow } from "../../../test/contract/drafts.ts";
import { openTestSource, type TestSource } from "../../../test/contract/test-source.ts";
import { ComponentColumns } from "./components-columns.ts";
import { componentAnswer, componentsAnswer } from "./components.ts";

let city: TestSource;
let columns: ComponentColumns;
beforeEach(async () => {
  city = await openTestSource(T0);
  // So that a handful of changes is many: blocks are indexed and have loose ends.
  columns = new ComponentColumns(city.source.handle, 8);
});
afterEach(() => city.close());

function componentRow(uid: number, more: Partial<RecordOf<"components">> = {}): Row {
  const code = `99010101037${String(uid).padStart(6, "0")}`;
  return rowOf("components", {
    uid,
    platform: "test",
    id: code,
    code,
    classUid: 1,
    name: "路灯",
    state: 0,
    lon: 114.5,
    lat: 30.5,
    unitGrid: 0,
    department: 0,
    owner: "",
    changedAt: null,
    note: "",
    ...more,
  });
}

const classRow = (uid: number, kind: string, name: string): Row =>
  rowOf("classes", {
    uid,
    platform: "test",
    id: `GBT47678.5-2026/${kind}/01037`,
    scheme: "GBT47678.5-2026",
    kind,
    code: "01037",
    name,
    nameEn: "",
    majorCode: "01",
    majorName: "市政公用设施",
    majorNameEn: "",
  });

const ask = (bounds: readonly [number, number, number, number], limit = 50_000) =>
  componentsAnswer({ bounds, limit }, { ...city.source, components: columns });

function apply(...batch: Parameters<TestSource["apply"]>): void {
  const change = city.apply(...batch).get("components");
  if (change !== undefined) columns.take(change);
}

/** Asks until everything has been read. */
async function whole(bounds: readonly [number, number, number, number], limit?: number) {
  ask(bounds, limit);
  await new Promise((resolve) => setTimeout(resolve, 20));
  return ask(bounds, limit);
}

const coordinate = (from: number) => fc.integer({ min: 0, max: 400 }).map((i) => from + i / 1_000);
const placeArbitrary = fc.record({ lon: coordinate(114.2), lat: coordinate(30.2), located: fc.boolean() });
const boxArbitrary = fc
  .tuple(coordinate(114.2), coordinate(30.2), coordinate(114.2), coordinate(30.2))
  .map(([a, b, c, d]) => [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)] as const);

describe("Q5 components in a box", () => {
  test("are those that lie in it, through whatever was put, moved and deleted since", async () => {
    let uid = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(placeArbitrary, { minLength: 1, maxLength: 60 }),
        fc.array(fc.tuple(fc.nat(59), placeArbitrary), { maxLength: 20 }),
        fc.array(fc.nat(59), { maxLength: 40 }),
        boxArbitrary,
        async (places, moves, deletions, box) => {
          const truth = new Map<number, { lon: number; lat: number } | null>();
          const first = uid + 1;
          const row = (id: number, { lon, lat, located }: (typeof places)[number]) => {
            truth.set(id, located ? { lon, lat } : null);
            return componentRow(id, { lon: located ? lon : null, lat: located ? lat : null });
          };
          apply({ components: places.map((place) => row(++uid, place)) });
          await whole(box);
          for (const [i, place] of moves) {
            if (i < places.length) apply({ components: [row(first + i, place)] });
          }
          const gone = [...new Set(deletions)].filter((i) => i < places.length).map((i) => first + i);
          for (const id of gone) truth.delete(id);
          apply({}, { components: gone });
          const [west, south, east, north] = box;
          const expected = [...truth]
            .filter(([, at]) => at !== null && at.lon >= west && at.lon <= east && at.lat >= south && at.lat <= north)
            .map(([id]) => id);
          const answer = ask(box);
          expect(answer.total).toBe(expected.length);
          expect([...answer.uid].toSorted((a, b) => a - b)).toEqual(expected.toSorted((a, b) => a - b));
          apply({}, { components: [...truth.keys()] });
        },
      ),
      { numRuns: 40 },
    );
  });

  test("beyond the limit are the nearest to its middle, with the exact total", async () => {
    const rows = Array.from({ length: 4_000 }, (_, i) =>
      componentRow(i + 1, { lon: 114.2 + (i % 80) / 200, lat: 30.2 + Math.floor(i / 80) / 150 }),
    );
    apply({ components: rows });
    for (const box of [[114.2, 30.2, 114.6, 30.54] as const, [114.31, 30.31, 114.36, 30.34] as const]) {
      const all = await whole(box);
      const some = ask(box, 25);
      expect(some.total).toBe(all.total);
      expect(some.total).toBeGreaterThan(25);
      const narrow = Math.cos((((box[1] + box[3]) / 2) * Math.PI) / 180);
      const away = (answer: typeof all) =>
        Array.from(answer.lon, (lon, i) =>
          Math.hypot((lon - (box[0] + box[2]) / 2) * narrow, (answer.lat[i] as number) - (box[1] + box[3]) / 2),
        );
      const nearest = away(all)
        .toSorted((a, b) => a - b)
        .slice(0, 25);
      expect(away(some)).toEqual(nearest);
    }
  });

  test("tell their state and class as they are now", async () => {
    const box = [114, 30, 115, 31] as const;
    apply({ components: [componentRow(1), componentRow(2)] });
    await whole(box);
    apply({ components: [componentRow(2, { state: 2, classUid: 7 })] });
    const answer = ask(box);
    const at = [...answer.uid].indexOf(2);
    expect([answer.state[at], answer.classUid[at]]).toEqual([2, 7]);
  });
});

describe("one component", () => {
  test("comes with the open cases of its class within thirty metres, the nearest first", () => {
    const near = (metres: number) => 30.5 + metres / 111_320;
    apply({
      classes: [classRow(1, "component", "路灯"), classRow(2, "matter", "路灯异常")],
      components: [componentRow(9)],
      cases: [
        caseRow(11, { classUid: 1, lon: 114.5, lat: near(20) }),
        caseRow(12, { classUid: 2, lon: 114.5, lat: near(5) }),
        caseRow(13, { classUid: 1, lon: 114.5, lat: near(40) }),
        caseRow(14, { classUid: 3, lon: 114.5, lat: near(1) }),
        caseRow(15, { classUid: 1, lon: null, lat: null }),
      ],
    });
    const answer = componentAnswer(9, city.source);
    expect(answer?.className).toBe("路灯");
    expect(answer?.cases.map(({ uid }) => uid)).toEqual([12, 11]);
    expect(componentAnswer(10, city.source)).toBe(null);
  });
});
