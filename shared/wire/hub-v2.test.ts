import { expect, test } from "vitest";
import { LOCATED, UNIT_STATUS } from "../track.ts";
import { tracksFromV2 } from "./hub-v2.ts";

test("U6 who is off duty goes no further, also where an older hub tells of them", () => {
  const row = (uid: number, status: (typeof UNIT_STATUS)[number]) =>
    [uid, 114, 30, null, 0, UNIT_STATUS.indexOf(status), 5] as [number, number, number, null, number, number, number];
  const message = tracksFromV2({ at: 9, rows: [row(1, "onDuty"), row(2, "offDuty"), row(3, "fault")] });
  expect(message).toEqual({
    at: 9,
    n: 0,
    rows: [
      [...row(1, "onDuty"), LOCATED, 0, null, null],
      [...row(3, "fault"), LOCATED, 0, null, null],
    ],
  });
});
