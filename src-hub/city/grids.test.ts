import { describe, expect, test } from "vitest";
import { communityCodeOf, isUnitGridCode2013, parseUnitGridCode, subdistrictCodeOf } from "../../shared/place/codes.ts";
import { ADMIN_CODE, areas, divide } from "./grids.ts";
import { areaOf, distance, isInside, type Xy } from "./plane.ts";
import { randomOf } from "./random.ts";
import { layStreets } from "./streets.ts";

const streets = layStreets(20_260_701);
const { units, duties } = divide(streets);

describe("the grids of the city", () => {
  test("are about 400 unit grids in 40 duty grids over about 48 km²", () => {
    expect(units.length).toBeGreaterThan(380);
    expect(units.length).toBeLessThan(420);
    expect(duties).toHaveLength(40);
    const area = units.reduce((sum, unit) => sum + unit.areaM2, 0) / 1e6;
    expect(area).toBeGreaterThan(46);
    expect(area).toBeLessThan(50);
  });

  test("have valid codes that nobody else has, counted from one inside each community", () => {
    expect(new Set(units.map(({ code }) => code)).size).toBe(units.length);
    for (const { code } of units) {
      expect(isUnitGridCode2013(code)).toBe(true);
      expect(parseUnitGridCode(code)?.adminCode).toBe(ADMIN_CODE);
    }
    const communities = Map.groupBy(units, ({ code }) => communityCodeOf(code));
    expect(communities.size).toBe(21);
    for (const members of communities.values()) {
      expect(members.map(({ code }) => Number(code.slice(12)))).toEqual(members.map((_, i) => i + 1));
      // North → south: the first lies above the last.
      expect(members[0]?.middleXy[1]).toBeGreaterThan(members.at(-1)?.middleXy[1] as number);
    }
    expect(new Set(units.map(({ subdistrict }) => subdistrict)).size).toBe(5);
  });

  test("every unit grid lies in a named community, subdistrict and district, and none is named for nothing", () => {
    const named = areas();
    const codes = (level: string) => new Set(named.flatMap((area) => (area.level === level ? [area.code] : [])));
    expect(codes("community")).toEqual(new Set(units.map(({ code }) => communityCodeOf(code))));
    expect(codes("subdistrict")).toEqual(new Set(units.map(({ code }) => subdistrictCodeOf(code))));
    expect(codes("district")).toEqual(new Set([ADMIN_CODE]));
    expect(named.every(({ name, nameEn }) => name !== "" && nameEn !== "")).toBe(true);
  });

  test("do not overlap, and each lies in its duty grid", () => {
    const random = randomOf(5, "samples");
    const boxed = units.map((unit) => {
      const xs = unit.ring.map(([x]) => x);
      const ys = unit.ring.map(([, y]) => y);
      return { unit, west: Math.min(...xs), east: Math.max(...xs), south: Math.min(...ys), north: Math.max(...ys) };
    });
    const dutyRings = duties.map(({ rect }) => streets.ringOf(rect));
    const faults: string[] = [];
    let hits = 0;
    for (let n = 0; n < 20_000; n++) {
      const point: Xy = [(random() - 0.5) * 9_400, (random() - 0.5) * 7_600];
      const [x, y] = point;
      const holding = boxed.filter(
        ({ unit, west, east, south, north }) =>
          x >= west && x <= east && y >= south && y <= north && isInside(point, unit.ring),
      );
      if (holding.length > 1) faults.push(`${x},${y} lies in ${holding.length} unit grids`);
      const [found] = holding;
      if (found === undefined) continue;
      hits++;
      if (!isInside(point, dutyRings[found.unit.duty.index] as Xy[]))
        faults.push(`${x},${y} lies outside its duty grid`);
    }
    expect(faults).toEqual([]);
    expect(hits).toBeGreaterThan(10_000);
  });

  test("run counter-clockwise around a middle that lies inside", () => {
    for (const { ring, middleXy } of units) {
      expect(areaOf(ring)).toBeGreaterThan(0);
      expect(isInside(middleXy, ring)).toBe(true);
    }
  });

  test("leave no gap on a bank: neighbours share their corners exactly", () => {
    const corners = new Map<string, number>();
    for (const { ring } of units)
      for (const [x, y] of ring) corners.set(`${x} ${y}`, (corners.get(`${x} ${y}`) ?? 0) + 1);
    const shared = [...corners.values()].filter((count) => count > 1).length;
    expect(shared / corners.size).toBeGreaterThan(0.85);
  });

  test("every street piece is as long as its shape", () => {
    for (const { shape, length } of streets.segments) {
      const sum = shape.slice(1).reduce((total, point, i) => total + distance(point, shape[i] as Xy), 0);
      expect(sum).toBeCloseTo(length, 6);
    }
  });
});
