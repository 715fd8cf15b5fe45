import { expect, test } from "vitest";
import { programAddress } from "./program-address.ts";

const asked = { program: "wall", scene: "overview", wall: null, language: null } as const;

test("X40 the only window of a wall has the plain address, with its wall's name where one was given", () => {
  expect(programAddress("http://h/", asked)).toBe("http://h/?program=wall&scene=overview");
  expect(programAddress("http://h/", { ...asked, wall: "hall" })).toBe(
    "http://h/?program=wall&scene=overview&wall=hall",
  );
  expect(programAddress("http://h/", { ...asked, program: "seat", wall: "hall" })).toBe("http://h/?program=seat");
});

test("X40 of several windows each says which it is and which part of the wall it shows", () => {
  expect(programAddress("http://h/", asked, 1, { x: 12, y: 0, w: 12, h: 24 })).toBe(
    "http://h/?program=wall&scene=overview&display=2&region=12,0,12,24",
  );
  expect(programAddress("http://h/", asked, 0, { x: 0, y: 0, w: 12, h: 24 })).toContain("display=1&region=0,0,12,24");
});
