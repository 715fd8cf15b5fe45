/** 大屏、受理员 … : who somebody is to the hub. What follows from it is in rights.ts. */

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
