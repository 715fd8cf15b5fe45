/** The parts of the office, and which of them a role has. */
import type { DeskRequest } from "../../../shared/wire/desk.ts";
import type { Role } from "../../../shared/roles.ts";

export const OFFICE_PARTS = [
  "people",
  "sessions",
  "screens",
  "roles",
  "departments",
  "targets",
  "rules",
  "cameras",
  "record",
] as const;
export type OfficePart = (typeof OFFICE_PARTS)[number];

/** What somebody must be able to ask for a part to be of any use to them. */
const NEEDS: Readonly<Partial<Record<OfficePart, DeskRequest["ask"]>>> = {
  departments: "putDepartment",
  targets: "setTarget",
  cameras: "putCameraGroup",
};

/** Accounts are an administrator's; the record of acts on cases is the shift leader's too; roles may be read by all. */
export function mayEnter(part: OfficePart, role: Role, may: (ask: DeskRequest["ask"]) => boolean): boolean {
  if (part === "roles") return true;
  if (part === "record") return role === "admin" || role === "shiftLeader";
  const need = NEEDS[part];
  return need === undefined ? role === "admin" : may(need);
}
