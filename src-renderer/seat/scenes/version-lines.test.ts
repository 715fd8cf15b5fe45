import { expect, test } from "vitest";
import { nextVersion } from "./reading.ts";
import { pretty, versionsOf } from "./version-lines.ts";

const line = (audit: number, before: string, after: string, outcome = "done") => ({
  ...{ audit, at: audit * 1_000, name: `人${audit}`, act: after === "" ? "resetRule" : "putRule" },
  ...{ outcome, before, after },
});
const body = (version: string) => `{"scene":"flood","version":"${version}"}`;

test("X27 the record of a file is its versions, the one before any change included", () => {
  const lines = [
    line(9, body("3"), body("3")),
    line(7, body("2"), body("3")),
    line(5, body("1"), "no", "ruleInvalid"),
    line(4, body("1"), body("2")),
  ];
  expect(versionsOf(lines).map(({ audit, version, name }) => [audit, version, name])).toEqual([
    [7, "3", "人7"],
    [4, "2", "人4"],
    [-4, "1", ""],
  ]);
  expect(versionsOf([line(2, "", body("1")), line(3, body("1"), "")].toReversed())).toMatchObject([{ audit: 2 }]);
  expect(versionsOf([])).toEqual([]);
});

test("X27 two texts that say the same look the same", () => {
  expect(pretty('{"b":1,"a":[2]}')).toBe(pretty('{\n "a": [2], "b": 1 }'));
  expect(pretty("no JSON")).toBe("no JSON");
});

test("X27 the version goes up by one where nobody typed another", () => {
  expect(["1", "", "2026-11"].map((inForce) => nextVersion(inForce, inForce))).toEqual(["2", "2", "2026-11"]);
  expect(nextVersion("7", "1")).toBe("7");
});
