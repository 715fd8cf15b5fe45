import { expect, test } from "vitest";
import { TroubleError } from "../../shared/trouble.ts";
import { readCommandLine } from "../command/line.ts";
import { GRANT_OPTIONS, readChange, readName, withinRole, type Terms } from "./read-change.ts";

/** Sentences as their keys. */
const text = (key: string): string => key;
const read = (...args: readonly string[]) => readChange(readCommandLine(args, GRANT_OPTIONS), text);
const nameIn = (...args: readonly string[]) => readName(readCommandLine(args, GRANT_OPTIONS), text);
function refused(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof TroubleError) return [error.trouble.params["option"], error.trouble.params["value"]];
    throw error;
  }
}

test("what is named is read, and nothing else is said", () => {
  expect(read("add")).toEqual({});
  const some = ["--district", "510105", "--district=510104", "--district", "510104", "--department", "city/甲"];
  expect(read("add", "--role", "wall", ...some, "--months", "6", "--personal")).toEqual({
    role: "wall",
    districts: ["510104", "510105"],
    departments: ["city/甲"],
    months: 6,
    personal: true,
  });
  expect(read("--restricted-cameras")).toEqual({ restricted: true });
  expect(read("--no-restricted-cameras")).toEqual({ restricted: false });
  expect(read("--platform", "a", "--platform", "all", "--months", "all", "--no-personal")).toEqual({
    platforms: null,
    months: null,
    personal: false,
  });
});

test.each([
  [["--role", "boss"], "--role", "boss"],
  [["--months", "0"], "--months", "0"],
  [["--months", "121"], "--months", "121"],
  [["--months", "1.5"], "--months", "1.5"],
  [["--district", "5101 04"], "--district", "5101 04"],
  [["--department", " "], "--department", ""],
  [["--platform", "x".repeat(101)], "--platform", "x".repeat(101)],
  [["--personal", "--no-personal"], "--personal", "--no-personal"],
  [["--restricted-cameras", "--no-restricted-cameras"], "--restricted-cameras", "--no-restricted-cameras"],
  [["--district", "--months", "3"], "--district", "--months"],
  [["--district", "510104", "--district"], "--district", ""],
  [["--tokn", "x"], "--tokn", ""],
])("%j is refused by the option's name", (args, option, value) => {
  expect(refused(() => read("add", ...args))).toEqual([option, value]);
});

test("a name is some text, and not too long for a list", () => {
  expect(nameIn("--name", " 指挥大厅大屏 ")).toBe("指挥大厅大屏");
  for (const name of ["x".repeat(101), " "]) {
    expect(refused(() => nameIn("--name", name))).toEqual(["--name", name.trim()]);
  }
  expect(refused(() => nameIn("add"))).toEqual(["--name", ""]);
});

test("a wall never has personal data: asked for both it is refused, and what becomes a wall loses them", () => {
  const terms: Terms = {
    role: "wall",
    platforms: null,
    districts: null,
    departments: null,
    months: null,
    personal: true,
    restricted: false,
  };
  expect(refused(() => withinRole(terms, { personal: true }, text))).toEqual(["--role", "wall"]);
  expect(withinRole(terms, { role: "wall" }, text)).toEqual({ ...terms, personal: false });
  expect(withinRole({ ...terms, role: "leader" }, { personal: true }, text)).toMatchObject({ personal: true });
});
