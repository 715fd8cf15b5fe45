import { expect, test } from "vitest";
import type { DeskMessage } from "../../../shared/wire/desk.ts";
import { HUB_WIRE_BEFORE, HUB_WIRE_VERSION } from "../../../shared/wire/version.ts";
import { dialectOf } from "./dialect.ts";

test("S21 a hub of the version before is not asked what it does not know", () => {
  const report: DeskMessage["request"] = {
    ask: "report",
    platform: "demo",
    occasion: "sensor/M1/pm10/60/1764000000000",
    report: {
      kind: "matter",
      classUid: 1,
      source: "other",
      lon: null,
      lat: null,
      address: "",
      unitGrid: 0,
      description: "",
      urgent: false,
    },
  };
  const asks = (wire: number) => [
    dialectOf(wire).asks(report),
    dialectOf(wire).asks({ ask: "withdrawLedger", uid: 1, why: "录错" }),
  ];
  expect([asks(HUB_WIRE_VERSION), asks(HUB_WIRE_BEFORE)]).toEqual([
    [true, true],
    [false, true],
  ]);
});
