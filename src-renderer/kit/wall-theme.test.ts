import { expect, test } from "vitest";
import { wallThemeOf } from "./wall-theme.ts";

test("a wall is dark unless its address asks for the day, and a seat goes by its own themes", () => {
  expect(wallThemeOf("")).toBe("night");
  expect(wallThemeOf("?program=wall&theme=night")).toBe("night");
  expect(wallThemeOf("?theme=day")).toBe("day");
  expect(wallThemeOf("?program=wall&theme=day")).toBe("day");
  expect(wallThemeOf("?program=seat&theme=day")).toBe("night");
});
