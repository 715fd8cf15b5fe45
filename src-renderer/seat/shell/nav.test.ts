import { describe, expect, test } from "vitest";
import { ROLES } from "../../../shared/roles.ts";
import { mayOpen, navOf } from "./nav.ts";

describe("navigation", () => {
  test("Z90 a role is offered the pages it may use, and a page has the same key for everybody", () => {
    const pages = (role: (typeof ROLES)[number]) => navOf(role).map(({ page }) => page);
    expect(pages("admin")).toContain("office");
    expect(pages("dispatcher")).not.toContain("office");
    expect(pages("dispatcher")).toContain("new");
    expect(pages("verifier")).not.toContain("new");
    expect(pages("verifier")).toContain("direction");
    expect(pages("leader")).toEqual([
      "queue",
      "alarms",
      "offline",
      "contacts",
      "disputes",
      "recurrence",
      "reports",
      "settings",
    ]);
    expect(pages("verifier")).not.toContain("switching");
    expect(pages("shiftLeader")).toContain("switching");
    const keys = new Map(navOf("admin").map(({ page, key }) => [page, key]));
    expect(new Set(keys.values()).size).toBe(keys.size);
    expect(keys.get("queue")).toBe("Alt+1");
    expect(keys.get("settings")).toBe("Alt+0");
    expect([keys.get("queue"), keys.get("settings")]).toEqual(["Alt+1", "Alt+0"]);
    for (const role of ["shiftLeader", "director", "admin"] as const) expect(pages(role)).toContain("scenes");
    expect(pages("dispatcher")).not.toContain("scenes");
    for (const role of ROLES) {
      for (const { page, key } of navOf(role)) {
        expect(key).toBe(keys.get(page));
        expect(mayOpen(role, page)).toBe(true);
      }
    }
  });
});
