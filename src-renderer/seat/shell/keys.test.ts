import { describe, expect, test } from "vitest";
import { createActs, strokeOf, type SeatAct } from "./acts.ts";
import { actFor, strokeText, type KeyPlace } from "./keys.ts";

const act = (key: string, more: Partial<SeatAct> = {}): SeatAct => ({
  id: `test.${key}`,
  group: "case",
  title: key,
  titles: { "zh-CN": key, en: key },
  key,
  run() {},
  ...more,
});
const ACTS = [
  act("d"),
  act("Enter"),
  act("ArrowDown"),
  act("Escape"),
  act("Control+k", { overDialog: true }),
  act("1"),
];
const FREE: KeyPlace = { typing: false, pressing: false, steering: false, dialog: false };
const found = (stroke: string, place: Partial<KeyPlace> = {}, acts: readonly SeatAct[] = ACTS) =>
  actFor(stroke, acts, { ...FREE, ...place })?.id ?? null;

describe("keys", () => {
  test("Z86 where one is typing, letters and digits are text; Esc and chords still act", () => {
    expect(found("d")).toBe("test.d");
    expect(found("d", { typing: true })).toBeNull();
    expect(found("1", { typing: true })).toBeNull();
    expect(found("Enter", { typing: true })).toBeNull();
    expect(found("Escape", { typing: true })).toBe("test.Escape");
    expect(found("Control+k", { typing: true })).toBe("test.Control+k");
  });

  test("Z86 what a button or a list does with a key by itself stays its own", () => {
    expect(found("Enter", { pressing: true })).toBeNull();
    expect(found("d", { pressing: true })).toBe("test.d");
    expect(found("ArrowDown", { steering: true })).toBeNull();
    expect(found("ArrowDown")).toBe("test.ArrowDown");
  });

  test("Z86 while a dialog is open, only what is said to work there does", () => {
    expect(found("d", { dialog: true })).toBeNull();
    expect(found("Escape", { dialog: true })).toBeNull();
    expect(found("Control+k", { dialog: true })).toBe("test.Control+k");
  });

  test("Z86 an act that cannot run now does nothing, and of two with one key the one registered last counts", () => {
    expect(found("d", {}, [act("d", { cannot: "no right" })])).toBeNull();
    const acts = createActs();
    acts.add([act("d", { id: "first" })]);
    const remove = acts.add([act("d", { id: "last" })]);
    expect(found("d", {}, acts.all())).toBe("last");
    expect(acts.all().map(({ id, key }) => [id, key])).toEqual([
      ["last", "d"],
      ["first", undefined],
    ]);
    // Those of the window stand behind those of every page, also when they come later.
    const away = acts.add([act("d", { id: "window" }), act("w", { id: "other" })], true);
    expect(found("d", {}, acts.all())).toBe("last");
    expect(found("w", {}, acts.all())).toBe("other");
    away();
    remove();
    expect(found("d", {}, acts.all())).toBe("first");
  });

  test("Z86 a key has one name, whatever the keyboard writes for it", () => {
    const stroke = (key: string, more: Partial<KeyboardEvent> = {}) =>
      strokeOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
    expect(stroke("D")).toBe("d"); // caps lock
    expect(stroke("D", { shiftKey: true })).toBe("Shift+D");
    expect(stroke("k", { metaKey: true })).toBe("Control+k");
    expect(stroke("？", { shiftKey: true })).toBe("?");
    expect(stroke("、")).toBe("/");
    expect(stroke("Enter", { ctrlKey: true })).toBe("Control+Enter");
    expect(stroke("1", { altKey: true })).toBe("Alt+1");
    expect(["Control+k", "Shift+D", "ArrowDown", "Escape", "?"].map(strokeText)).toEqual([
      "Ctrl+K",
      "Shift+D",
      "↓",
      "Esc",
      "?",
    ]);
  });
});
