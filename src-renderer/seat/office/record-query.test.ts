import { describe, expect, test } from "vitest";
import * as v from "valibot";
import { officeRequestSchema } from "../../../shared/wire/office.ts";
import { filterOf, isNarrowed, recordRequest } from "./record-query.ts";

describe("asking the record of acts", () => {
  test("the address names one thing", () => {
    expect(filterOf(["departments", "7"])).toMatchObject({ subject: "departments", uid: 7, text: "" });
    expect(filterOf(["departments", "x"])).toMatchObject({ subject: "departments", uid: 0 });
    expect(isNarrowed(filterOf([]))).toBe(false);
    expect(isNarrowed(filterOf(["people"]))).toBe(true);
  });

  test("days are the city's, the last one whole", () => {
    const asked = recordRequest(
      { ...filterOf([]), text: " a ", from: "2026-11-20", to: "2026-11-20" },
      9,
      "Asia/Shanghai",
    );
    expect(asked).toMatchObject({
      text: "a",
      before: 9,
      from: Date.UTC(2026, 10, 19, 16),
      to: Date.UTC(2026, 10, 20, 16),
    });
    expect(v.is(officeRequestSchema, asked)).toBe(true);
    expect(recordRequest(filterOf([]), null, "Asia/Shanghai")).toMatchObject({ from: null, to: null, before: null });
  });
});
