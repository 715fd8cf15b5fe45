/** Who somebody is to the hub, and what follows from it. Seats get finer rights with their log in. */
import type { DeskRequest } from "./wire/desk.ts";

/** 大屏、受理员、派遣员、核查员、值班长、导播、领导、管理员 (domain: hall roles). */
export const ROLES = [
  "wall",
  "acceptor",
  "dispatcher",
  "verifier",
  "shiftLeader",
  "director",
  "leader",
  "admin",
] as const;
export type Role = (typeof ROLES)[number];

/** What each role may ask of the desk. A wall and a leader look and ask nothing. */
const MAY_ASK: Readonly<Record<Role, readonly DeskRequest["ask"][]>> = {
  wall: [],
  leader: [],
  acceptor: ["case", "report"],
  dispatcher: ["case"],
  verifier: ["case"],
  director: ["case", "report"],
  shiftLeader: ["case", "report", "enterLedger", "withdrawLedger"],
  admin: ["case", "report", "setTarget", "clearTarget", "enterLedger", "withdrawLedger", "freeze"],
};

/** Whether a role may ask this of the desk; the hub decides, everybody else only forecasts. */
export function mayAsk(role: Role, ask: DeskRequest["ask"]): boolean {
  return MAY_ASK[role].includes(ask);
}
