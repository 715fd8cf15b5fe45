import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keyOf, type Focus } from "./keys.ts";
import { after, FIRST, type Act, type Shown } from "./shown.ts";

const STEPS = 8;
const key = (name: string, focus: Focus = "nothing", digits = "") =>
  keyOf({ key: name, ctrlKey: false, metaKey: false, altKey: false }, focus, digits);
const figure: Act = { do: "open", fresh: true, opened: { show: "figure", title: "x", count: { n: 1, set: "s" } } };
const through = (acts: readonly Act[], from: Shown = FIRST) =>
  acts.reduce((shown, act) => after(shown, act, STEPS), from);

describe("X99 keys", () => {
  test("go from step to step", () => {
    expect(key("ArrowRight")).toEqual({ do: "by", steps: 1 });
    expect(key("PageUp")).toEqual({ do: "by", steps: -1 });
    expect(key("End")).toEqual({ do: "last" });
    expect(key("Home")).toEqual({ do: "to", step: 0 });
    expect(key(" ", "button")).toBeNull();
    expect(key(" ")).toEqual({ do: "by", steps: 1 });
  });

  test("gather digits, and jump at Enter; without digits Enter is the button's", () => {
    expect(key("1")).toEqual({ do: "digit", digit: "1" });
    expect(key("3", "nothing", "12")).toBeNull();
    expect(key("Enter", "button", "")).toBeNull();
    expect(key("Enter", "button", "4")).toEqual({ do: "to", step: 3 });
  });

  test("leave to a field what is typed and to a slide what moves it", () => {
    for (const name of ["b", "p", "1", "ArrowRight", "Enter", "Escape"]) expect(key(name, "text", "1")).toBeNull();
    for (const name of ["ArrowRight", "ArrowLeft", "Home", "PageDown"]) expect(key(name, "range")).toBeNull();
    expect(key("b", "range")).toEqual({ do: "black" });
    expect(key("s", "button")).toEqual({ do: "speaker" });
    expect(keyOf({ key: "p", ctrlKey: true, metaKey: false, altKey: false }, "nothing", "")).toBeNull();
  });
});

describe("X99 steps", () => {
  test("stop at the ends, and a number that no step has does nothing", () => {
    expect(through([{ do: "by", steps: -1 }])).toBe(FIRST);
    expect(through([{ do: "last" }, { do: "by", steps: 1 }]).step).toBe(STEPS - 1);
    expect(through([{ do: "to", step: STEPS }])).toBe(FIRST);
    expect(through([{ do: "to", step: -1 }])).toBe(FIRST);
    expect(through([{ do: "to", step: 4 }]).step).toBe(4);
  });

  test("light a dark screen and close what lay open", () => {
    expect(through([{ do: "black" }]).black).toBe(true);
    expect(through([{ do: "black" }, { do: "black" }]).black).toBe(false);
    expect(through([figure, { do: "black" }, { do: "by", steps: 1 }])).toMatchObject({
      step: 1,
      black: false,
      way: [],
    });
    // The step that is shown already, jumped to, is lit too.
    expect(through([{ do: "black" }, { do: "to", step: 0 }])).toMatchObject({ step: 0, black: false });
  });

  test("are taken back one thing at a time", () => {
    const open = through([figure, { do: "open", fresh: false, opened: { show: "case", uid: 3 } }, { do: "black" }]);
    const back = (shown: Shown) => after(shown, { do: "back" }, STEPS);
    expect(back(open)).toMatchObject({ black: false, way: [{}, { uid: 3 }] });
    expect(back(back(open)).way).toHaveLength(1);
    expect(back(back(back(open))).way).toHaveLength(0);
    expect(back(FIRST)).toBe(FIRST);
    expect(through([figure, figure]).way).toHaveLength(1);
  });

  test("are always some step, whatever is pressed", () => {
    const act: fc.Arbitrary<Act> = fc.oneof(
      fc.integer({ min: -3, max: 3 }).map((steps) => ({ do: "by" as const, steps })),
      fc.integer({ min: -2, max: 12 }).map((step) => ({ do: "to" as const, step })),
      fc.constantFrom<Act>({ do: "last" }, { do: "black" }, { do: "back" }, { do: "close" }, figure),
      fc.integer().map((value) => ({ do: "dial" as const, name: "x", value })),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const { step, way } = through(acts);
        expect(step >= 0 && step < STEPS && Number.isInteger(step)).toBe(true);
        expect(way.length).toBeLessThanOrEqual(8);
      }),
    );
  });
});
