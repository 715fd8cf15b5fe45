import { describe, expect, test } from "vitest";
import { COMFORT, comfortOf } from "./comfort.ts";

describe("comfort", () => {
  test("Z88 what was kept is read back, and what does not fit counts as never kept", () => {
    const kept = { theme: "light", textSize: "largest", volume: 0, follow: false } as const;
    expect(comfortOf(JSON.stringify(kept))).toEqual(kept);
    expect(comfortOf(undefined)).toEqual(COMFORT);
    for (const spoiled of ["", "{", "null", "7", '{"theme":"pink","volume":2,"follow":"yes","textSize":3}']) {
      expect(comfortOf(spoiled), spoiled).toEqual(COMFORT);
    }
    expect(comfortOf('{"theme":"dusk"}')).toEqual({ ...COMFORT, theme: "dusk" });
  });
});
