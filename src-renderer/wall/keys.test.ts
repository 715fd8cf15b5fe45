import { expect, test } from "vitest";
import { actionOf, HELP, isForPage } from "./keys.ts";

const press = (key: string, more: Partial<Record<"ctrlKey" | "metaKey" | "altKey", boolean>> = {}) =>
  actionOf({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

test("brackets change the scene, also where AltGr types them and under a Chinese input method", () => {
  expect(press("[")).toEqual({ do: "beside", steps: -1 });
  expect(press("】")).toEqual({ do: "beside", steps: 1 });
  expect(press("]", { ctrlKey: true, altKey: true })).toEqual({ do: "beside", steps: 1 });
});

test("keys with a modifier belong to the browser", () => {
  expect(press("r", { ctrlKey: true })).toBeNull();
  expect(press("[", { metaKey: true })).toBeNull();
  expect(press("[", { altKey: true })).toBeNull();
});

test("every single key of the help card does something", () => {
  const ofTheCard = HELP.flatMap(({ keys }) => keys).filter((key) => key.length === 1);
  expect(ofTheCard.filter((key) => press(key) === null)).toEqual([]);
});

test("a page over the scene leaves the scene as it is", () => {
  expect(["y", "f", "l", "?", "Escape"].map((key) => isForPage(press(key)!))).toEqual([true, true, true, true, true]);
  expect(["3", "]", "g", "r", "0"].map((key) => isForPage(press(key)!))).toEqual([false, false, false, false, false]);
});
