import fc from "fast-check";
import { expect, test } from "vitest";
import { localTime } from "./period.ts";
import { localHour } from "./week.ts";

test("J6 the hour of the week is the city's own, also where clocks are changed and where the offset is no full hour", () => {
  for (const zone of ["Asia/Shanghai", "America/New_York", "Asia/Kolkata"]) {
    const hourOf = localHour(zone);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2027, 0, 1) }), (at) => {
        const { weekday, hour } = localTime(at, zone);
        expect(hourOf(at)).toBe(((weekday + 6) % 7) * 24 + hour);
      }),
      { numRuns: 300 },
    );
  }
});
