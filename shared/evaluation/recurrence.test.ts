import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnsOf } from "../../test/fixtures/case-columns.ts";
import type { RecurrenceRule } from "../case/policy.ts";
import { stateCode } from "../case/state.ts";
import { recurrenceAround, recurrencesOf } from "./recurrence.ts";

const DAY = 86_400_000;
const NOW = 100 * DAY;
const RULE: RecurrenceRule = { radiusMetres: 50, days: 30, least: 3 };
const rule = () => RULE;
/** A case so many metres east of a point, reported so many days ago. */
const at = (east: number, daysAgo: number, more: object = {}) => ({
  classUid: 7,
  lon: 115 + east / (111_320 * Math.cos((30 * Math.PI) / 180)),
  lat: 30,
  reportedAt: NOW - daysAgo * DAY,
  ...more,
});

describe("the same class again around one spot", () => {
  test("makes a group from the least number on, oldest report first", () => {
    const columns = columnsOf([at(10, 1), at(0, 20), at(-30, 5), at(400, 2)]);
    const [group, ...others] = recurrencesOf(columns, NOW, rule);
    expect(others).toEqual([]);
    expect(group?.members.map((i) => columns.uid[i])).toEqual([2, 3, 1]);
    expect(recurrencesOf(columns, NOW, () => ({ ...RULE, least: 4 }))).toEqual([]);
  });

  test("other classes, older reports, unlocated ones and what was no finding do not count", () => {
    const two = [at(0, 1), at(5, 2)];
    for (const third of [
      at(0, 3, { classUid: 8 }),
      at(0, 31),
      at(0, 3, { lon: null }),
      at(0, 3, { state: stateCode("notAccepted") }),
      at(60, 3),
    ]) {
      expect(recurrencesOf(columnsOf([...two, third]), NOW, rule)).toEqual([]);
    }
    expect(recurrencesOf(columnsOf([...two, at(0, 29)]), NOW, rule)).toHaveLength(1);
  });

  test("each class has its own rule", () => {
    const columns = columnsOf([at(0, 1), at(80, 2), at(0, 1, { classUid: 8 }), at(80, 2, { classUid: 8 })]);
    const found = recurrencesOf(columns, NOW, (uid) => ({ ...RULE, least: 2, radiusMetres: uid === 8 ? 100 : 50 }));
    expect(found.map(({ spot }) => columns.classUid[spot])).toEqual([8]);
  });

  test("a street of cases is several spots, not one long chain", () => {
    const columns = columnsOf(Array.from({ length: 30 }, (_each, k) => at(k * 40, 1)));
    const groups = recurrencesOf(columns, NOW, rule);
    expect(Math.max(...groups.map(({ members }) => members.length))).toBe(3);
  });
});

test("groups: no case twice, everyone within the radius of the spot, never fewer than the least", () => {
  const sample = fc.record({
    classUid: fc.integer({ min: 1, max: 2 }),
    lon: fc.double({ min: 115, max: 115.0015, noNaN: true }),
    lat: fc.double({ min: 30, max: 30.0015, noNaN: true }),
    reportedAt: fc.integer({ min: NOW - 40 * DAY, max: NOW }),
  });
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 120 }), (samples) => {
      const columns = columnsOf(samples);
      const groups = recurrencesOf(columns, NOW, rule);
      const all = groups.flatMap(({ members }) => members);
      expect(new Set(all).size).toBe(all.length);
      for (const { spot, members } of groups) {
        expect(members.length).toBeGreaterThanOrEqual(RULE.least);
        const around = recurrenceAround(columns, spot, { ...RULE, days: 1_000 }).members;
        for (const i of members) expect(around).toContain(i);
      }
      // Nobody was forgotten: around no case are there still enough that stand in no group.
      const taken = new Set(all);
      for (let i = 0; i < columns.length; i++) {
        if ((columns.reportedAt[i] as number) <= NOW - RULE.days * DAY) continue;
        const left = recurrenceAround(columns, i, { ...RULE, days: 1_000 }).members.filter(
          (k) => !taken.has(k) && (columns.reportedAt[k] as number) > NOW - RULE.days * DAY,
        );
        if (!taken.has(i)) expect(left.length).toBeLessThan(RULE.least);
      }
    }),
  );
});
