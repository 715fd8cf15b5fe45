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

/** What each role may ask of the desk. A wall and a leader look and ask nothing but that their looking is written down. */
const MAY_ASK: Readonly<Record<Role, readonly DeskRequest["ask"][]>> = {
  wall: ["looked"],
  leader: ["looked"],
  acceptor: ["case", "report", "looked"],
  dispatcher: ["case", "report", "looked", "holdCamera"],
  verifier: ["case", "looked"],
  director: ["case", "report", "looked", "holdCamera", "putCameraGroup", "removeCameraGroup"],
  shiftLeader: [
    "case",
    "report",
    "enterLedger",
    "withdrawLedger",
    "looked",
    "holdCamera",
    "putCameraGroup",
    "removeCameraGroup",
  ],
  admin: [
    "case",
    "report",
    "setTarget",
    "clearTarget",
    "enterLedger",
    "withdrawLedger",
    "freeze",
    "looked",
    "holdCamera",
    "putCamera",
    "removeCamera",
    "putGateway",
    "removeGateway",
    "putCameraGroup",
    "removeCameraGroup",
  ],
};

/** Whether a role may ask this of the desk; the hub decides, everybody else only forecasts. */
export function mayAsk(role: Role, ask: DeskRequest["ask"]): boolean {
  return MAY_ASK[role].includes(ask);
}
