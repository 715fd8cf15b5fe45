import { expect, test } from "vitest";
import { mayAsk } from "../../../shared/rights.ts";
import { ROLES, type Role } from "../../../shared/roles.ts";
import { mayEnter, OFFICE_PARTS } from "./parts.ts";

const parts = (role: Role) => OFFICE_PARTS.filter((part) => mayEnter(part, role, (ask) => mayAsk(role, ask)));

test("each role sees the parts of the office that are of use to it", () => {
  expect(parts("admin")).toEqual(OFFICE_PARTS);
  expect(parts("shiftLeader")).toEqual(["roles", "cameras", "record"]);
  expect(parts("director")).toEqual(["roles", "cameras"]);
  for (const role of ROLES) expect(parts(role)).toContain("roles");
  expect(parts("dispatcher")).toEqual(["roles"]);
});
