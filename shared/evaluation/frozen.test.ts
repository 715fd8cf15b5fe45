import { describe, expect, test } from "vitest";
import { frozenOfText, frozenText, type FrozenResult } from "./frozen.ts";

const result: FrozenResult = {
  scheme: "zhongfang-2020",
  version: "1",
  schemeHash: "abc",
  period: "2026-11",
  at: 1_800_000_000_000,
  groups: [
    {
      group: "A",
      standings: [
        {
          key: 1,
          group: "A",
          score: 51.41162033,
          low: 50.1 + 0.2,
          high: 52,
          rank: 1,
          tieGroup: 1,
          unranked: null,
          enough: true,
          cases: 14_664,
          grade: null,
          parts: [],
          base: 100 / 3,
          adjustments: [],
          adjusted: -0,
          vetoedBy: [],
          excludedBy: [7],
          months: [],
        },
      ],
    },
  ],
};

describe("a final result as text", () => {
  test("has its keys in order and its numbers at six digits, byte for byte", () => {
    expect(frozenText(result)).toBe(
      '{"at":1800000000000,"format":1,"groups":[{"group":"A","standings":[{"adjusted":0,"adjustments":[],"base":33.333333,"cases":14664,"enough":true,"excludedBy":[7],"grade":null,"group":"A","high":52,"key":1,"low":50.3,"months":[],"parts":[],"rank":1,"score":51.41162,"tieGroup":1,"unranked":null,"vetoedBy":[]}]}],"period":"2026-11","scheme":"zhongfang-2020","schemeHash":"abc","version":"1"}',
    );
  });

  test("the last bits of a sum do not change it", () => {
    const standing = result.groups[0]?.standings[0];
    const other = {
      ...result,
      groups: [{ group: "A", standings: [{ ...standing!, low: 50.3, base: 33.33333333333 }] }],
    };
    expect(frozenText(other)).toBe(frozenText(result));
  });

  test("reads back; another format is not taken for ours", () => {
    expect(frozenOfText(frozenText(result))).toMatchObject({ period: "2026-11", groups: [{ group: "A" }] });
    expect(() => frozenOfText(frozenText(result).replace('"format":1', '"format":2'))).toThrow("format 2");
  });
});
