import { expect, test } from "vitest";
import {
  cameraCode,
  communityCodeOf,
  isUnitGridCode2013,
  parseDeviceCode,
  parseUnitGridCode,
  subdistrictCodeOf,
  unitGridCode,
} from "./codes.ts";

test("a unit grid code is 6 + 3 + 3 + 3 and comes apart as it went together", () => {
  const code = unitGridCode("990101", 4, 12, 7);
  expect(code).toBe("990101004012007");
  expect(parseUnitGridCode(code)).toEqual({
    adminCode: "990101",
    subdistrict: "004",
    community: "012",
    sequence: "007",
  });
  expect(subdistrictCodeOf(code)).toBe("990101004");
  expect(communityCodeOf(code)).toBe("990101004012");
});

test("letters belong to the 2026 generation only; other lengths are no codes", () => {
  expect(parseUnitGridCode("99010100401200A")).not.toBeNull();
  expect(isUnitGridCode2013("99010100401200A")).toBe(false);
  expect(isUnitGridCode2013("990101004012007")).toBe(true);
  for (const wrong of ["", "99010100401200", "9901010040120077", "99010a004012007"])
    expect(parseUnitGridCode(wrong)).toBeNull();
  expect(() => unitGridCode("990101", 1, 1, 1000)).toThrow();
});

test("a camera id has the industry of urban management and the type of a camera", () => {
  const code = cameraCode("99010100", 38);
  expect(code).toHaveLength(20);
  expect(parseDeviceCode(code)).toEqual({ centre: "99010100", industry: "08", type: "131", sequence: "0000038" });
  expect(parseDeviceCode("9901010008131000003")).toBeNull();
});
