/** Who is proposed for a case, over a real cache. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Fact } from "../../../shared/case/case.ts";
import { MARK } from "../../../shared/case/marks.ts";
import { stateCode } from "../../../shared/case/state.ts";
import { rowOf, type RecordOf, type Row } from "../../../shared/tables.ts";
import { caseDraft, departmentDraft, platformDraft } from "../../../test/contract/drafts.ts";
import { openTestSource, type TestSource } from "../../../test/contract/test-source.ts";
import { suggestAnswer } from "./suggest.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 20, 6);

let it: TestSource;
beforeEach(async () => {
  it = await openTestSource(NOW);
  it.apply({
    platforms: [rowOf("platforms", { ...platformDraft(), uid: 1 })],
    departments: [7, 8, 9].map((uid) => rowOf("departments", { ...departmentDraft(`d${uid}`), uid })),
  });
});
afterEach(() => it.close());

const like = (uid: number, more: Partial<RecordOf<"cases">> = {}): Row =>
  rowOf("cases", {
    ...caseDraft(`c${uid}`),
    ...{ uid, classUid: 5, unitGrid: 2, reportedAt: NOW - DAY, state: stateCode("closed"), facts: "[]" },
    ...more,
  });
const facts = (...list: object[]): string =>
  JSON.stringify(list.map((fact) => ({ at: NOW - DAY, by: "", ...fact })) as unknown as Fact[]);
const proposed = (uid: number) => suggestAnswer(uid, it.source).suggestions.map(({ department }) => department);

describe("Z21 proposed are departments that may have it", () => {
  test("by who handled the like of it, with names", () => {
    it.apply({
      cases: [
        like(1, { department: 0 }),
        like(2, { department: 8 }),
        like(3, { department: 7 }),
        like(4, { department: 8 }),
      ],
    });
    const { suggestions } = suggestAnswer(1, it.source);
    expect(suggestions.map(({ department, name, nameEn }) => [department, name, nameEn])).toEqual([
      [8, "单位d8", "Department d8"],
      [7, "单位d7", "Department d7"],
    ]);
    expect(suggestions[0]?.reasons[0]).toEqual({ why: "classInGrid", n: 2, d: 3 });
  });

  test("not the one that has it, nor who sent it back, nor one that is no more", () => {
    const likes = [2, 3, 4].map((uid, i) => like(uid, { department: 7 + i }));
    it.apply({ cases: [like(1), ...likes] });
    expect(proposed(1)).toEqual([7, 8, 9]);
    it.apply({ cases: [like(1, { department: 8 })] });
    expect(proposed(1)).toEqual([7, 9]);
    it.apply({ cases: [like(1, { facts: facts({ kind: "dispatched", department: 7 }, { kind: "sentBack" }) })] });
    expect(proposed(1)).toEqual([8, 9]);
    it.apply({}, { departments: [9] });
    expect(proposed(1)).toEqual([8]);
  });

  test("nothing for a case that is not there", () => {
    expect(suggestAnswer(99, it.source)).toEqual({ suggestions: [], month: { suggested: 0, overridden: 0 } });
  });
});

test("Z20 what was sent back is read from the facts of its like", () => {
  const back = facts(
    { kind: "dispatched", department: 7 },
    { kind: "sentBack" },
    { kind: "dispatched", department: 8 },
  );
  it.apply({
    cases: [
      like(1),
      ...[2, 3].map((uid) => like(uid, { department: 7 })),
      ...[4, 5].map((uid) => like(uid, { department: 8 })),
      like(6, { department: 0, facts: back, sendBackCount: 1 }),
    ],
  });
  const { suggestions } = suggestAnswer(1, it.source);
  expect(suggestions.map(({ department }) => department)).toEqual([8, 7]);
  expect(suggestions[1]?.reasons).toContainEqual({ why: "sentBack", n: 1, d: 3 });
});

test("Z20 the owner of the nearest component of its class counts", () => {
  const component = (uid: number, more: Partial<RecordOf<"components">>): Row =>
    rowOf("components", {
      ...{ uid, platform: "test", id: `p${uid}`, code: "", classUid: 5, name: "", state: 0, lon: 114.5, lat: 30.5 },
      ...{ unitGrid: 0, department: 9, owner: "", changedAt: null, note: "" },
      ...more,
    });
  it.apply({
    cases: [like(1), like(2, { department: 8 })],
    components: [component(1, { classUid: 6, department: 7 }), component(2, { lon: 114.5003 })],
  });
  proposed(1); // asking reads the components
  expect(proposed(1)).toEqual([9, 8]);
});

test("Z22 the month's figures count cases dispatched in it", () => {
  const marked = (uid: number, dispatchedAt: number | null, marks: number) => like(uid, { dispatchedAt, marks });
  it.apply({
    cases: [
      marked(1, NOW - DAY, MARK.suggested),
      marked(2, NOW - 2 * DAY, MARK.suggested | MARK.suggestionOverridden),
      marked(3, NOW - DAY, 0),
      marked(4, Date.UTC(2026, 9, 31, 15, 59), MARK.suggested | MARK.suggestionOverridden),
      marked(5, Date.UTC(2026, 9, 31, 16), MARK.suggested),
      marked(6, null, MARK.suggested),
    ],
  });
  expect(suggestAnswer(1, it.source).month).toEqual({ suggested: 3, overridden: 1 });
});
