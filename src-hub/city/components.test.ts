/** What stands in the demonstration city. */
import { describe, expect, test } from "vitest";
import { COMPONENT_STATES } from "../../shared/place-kinds.ts";
import { parseComponentCode } from "../../shared/place/codes.ts";
import { CLASSES } from "./classes.ts";
import { standComponents } from "./components.ts";
import { ADMIN_CODE, divide } from "./grids.ts";
import { isInside, xyOf } from "./plane.ts";
import { DEPARTMENTS } from "./people.ts";
import { layStreets } from "./streets.ts";

const streets = layStreets(7);
const { units } = divide(streets);
const all = standComponents(7, streets, units);

describe("components of the demonstration city", () => {
  test("are some six thousand, with valid codes that none shares", () => {
    expect(all.length).toBeGreaterThan(5_000);
    expect(all.length).toBeLessThan(7_000);
    expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
    const classes = new Set(CLASSES.classes.filter(({ kind }) => kind === "component").map(({ code }) => code));
    for (const { code, classCode } of all) {
      expect(parseComponentCode(code)).toMatchObject({ edition: "2026", adminCode: ADMIN_CODE, classCode });
      expect(classes.has(classCode)).toBe(true);
    }
  });

  test("lie in their grids, belong to departments that there are, and most are intact", () => {
    const departments = new Set(DEPARTMENTS.map(({ id }) => id));
    for (const { lonLat, grid, department } of all) {
      expect(isInside(xyOf(...lonLat), grid.ring)).toBe(true);
      expect(departments.has(department)).toBe(true);
    }
    const states = Map.groupBy(all, ({ state }) => COMPONENT_STATES[state]);
    expect([...states.keys()].toSorted()).toEqual([...COMPONENT_STATES].toSorted());
    expect((states.get("intact") as unknown[]).length / all.length).toBeGreaterThan(0.9);
  });

  test("stand where they stood when the city is laid out again", () => {
    expect(standComponents(7, streets, units)).toEqual(all);
  });
});
