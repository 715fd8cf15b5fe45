import { describe, expect, test } from "vitest";
import type { Found } from "../../../shared/view.ts";
import { searchedFor, searchKeyOf } from "./searching.ts";

const street = (uid: number): Found => ({
  ...{ kind: "street", uid, title: `人民路${uid}`, titleEn: "", detail: "", detailEn: "" },
  ...{ lon: 1, lat: 1 },
});
const waiting = { value: null, trouble: null };

describe("Z38 a field that searches", () => {
  test("keeps what was found last while the answer for more letters is on its way", () => {
    const last = [street(1), street(2)];
    expect(searchedFor("人民路", waiting, last)).toEqual({ found: last, current: false });
    const next = { value: { found: [street(3)] }, trouble: null };
    expect(searchedFor("人民路", next, last)).toEqual({ found: [street(3)], current: true });
  });

  test("shows nothing for no text, and nothing where the search failed", () => {
    const last = [street(1)];
    expect(searchedFor("", waiting, last)).toEqual({ found: [], current: true });
    const failed = { value: null, trouble: { code: "hubAway", params: {} } as const };
    expect(searchedFor("人", failed, last)).toEqual({ found: [], current: true });
  });

  test("Enter before the answer waits for it, and takes nothing that was found for less", () => {
    const early = { found: [street(1)], current: false };
    expect(searchKeyOf("Enter", early, false)).toBe("await");
    expect(searchKeyOf("Tab", early, false)).toBe("none");
    expect(searchKeyOf("Enter", { found: [], current: false }, true)).toBe("await");
  });

  test("what the arrows led to, or what was found for all of it, the list takes by itself", () => {
    expect(searchKeyOf("Enter", { found: [street(1)], current: false }, true)).toBe("list");
    expect(searchKeyOf("Enter", { found: [street(1)], current: true }, false)).toBe("list");
    expect(searchKeyOf("ArrowDown", { found: [street(1)], current: false }, false)).toBe("list");
  });
});
