import { expect, test } from "vitest";
import { bodyOf, shiftBegan } from "./body.ts";

const BODY = {
  role: "dispatcher",
  fromAt: 1,
  toAt: 2,
  done: {},
  open: {},
  dueSoon: [],
  parked: [],
  alarms: [],
  cameras: [],
  unsent: 0,
  conflicts: 0,
};

test("a written handover is read back; one of another form is not shown half", () => {
  expect(bodyOf(JSON.stringify(BODY))).toEqual(BODY);
  expect(
    ["", "[", "null", "3", JSON.stringify({ ...BODY, parked: 3 }), JSON.stringify({ ...BODY, role: "boss" })].map(
      bodyOf,
    ),
  ).toEqual([null, null, null, null, null, null]);
});

test("a shift began at the last start before now, last night's among them", () => {
  const midnight = Date.parse("2026-11-20T00:00:00+08:00");
  const shifts = [{ from: 360 }, { from: 840 }, { from: 1_320 }];
  const at = (time: string, day = 20) => Date.parse(`2026-11-${day}T${time}:00+08:00`);
  expect(shiftBegan(at("13:59"), midnight, shifts)).toBe(at("06:00"));
  expect(shiftBegan(at("14:00"), midnight, shifts)).toBe(at("14:00"));
  expect(shiftBegan(at("03:00"), midnight, shifts)).toBe(at("22:00", 19));
  expect(shiftBegan(at("03:00"), midnight, [])).toBe(at("15:00", 19));
});
