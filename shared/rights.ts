/** What a role may ask, command and wait for. The hub decides by it; everybody else only forecasts. */
import type { CommandKind } from "./case/case.ts";
import type { CaseState } from "./case/state.ts";
import type { DirectAct } from "./direction/wall.ts";
import type { Role } from "./roles.ts";
import { RULE_KINDS, type RuleKind } from "./rules/check.ts";
import type { DeskRequest } from "./wire/desk.ts";

/** What everybody at a seat may ask beside their work on cases. */
const AT_A_SEAT = ["claim", "markAlarm", "confirmContact", "writeHandover", "signHandover"] as const;

/** Changing rule files: which kinds of them, MAY_CHANGE says. */
const RULES = ["putRule", "resetRule"] as const;

/** What each role may ask of the desk. A wall and a leader look and ask nothing but that their looking is written down. */
const MAY_ASK: Readonly<Record<Role, readonly DeskRequest["ask"][]>> = {
  wall: ["looked"],
  leader: ["looked"],
  acceptor: ["case", "report", "looked", ...AT_A_SEAT],
  dispatcher: ["case", "report", "looked", "holdCamera", ...AT_A_SEAT],
  verifier: ["case", "looked", ...AT_A_SEAT],
  director: [...AT_A_SEAT, ...RULES, "case", "report", "looked", "holdCamera", "putCameraGroup", "removeCameraGroup"],
  shiftLeader: [
    ...AT_A_SEAT,
    ...RULES,
    "putContact",
    "removeContact",
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
    ...AT_A_SEAT,
    "putContact",
    "removeContact",
    "putDepartment",
    "removeDepartment",
    ...RULES,
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

/** The kinds of rule files that each role changes; whoever is not named changes none. */
const MAY_CHANGE: Readonly<Partial<Record<Role, readonly RuleKind[]>>> = {
  admin: RULE_KINDS,
  director: ["scenes", "playlists", "direction"],
  shiftLeader: ["scenes", "playlists"],
};

/** Whether a role may change rule files of this kind; the hub decides, everybody else only forecasts. */
export function mayRule(role: Role, kind: RuleKind): boolean {
  return MAY_CHANGE[role]?.includes(kind) ?? false;
}

const TAKES_IN = [
  "report",
  "accept",
  "notAccept",
  "answer",
  "sendPreCheck",
  "preCheck",
  "markDuplicate",
  "callBack",
] as const;
const FILES = ["file", "notFile", "void", "markDuplicate", "selfHandle", "close", "forceClose", "callBack"] as const;
const DIRECTS = [
  "dispatch",
  "redispatch",
  "refuseSendBack",
  "returnToAcceptor",
  "extend",
  "refuseExtension",
  "suspend",
  "refuseSuspension",
  "resume",
  "urge",
  "sendPostCheck",
  "requestCityCheck",
  "failCheck",
] as const;
/** What a department does; a dispatcher writes it down for departments that have no terminal (domain.md §3.1). */
const FOR_DEPARTMENT = [
  "takeOn",
  "submit",
  "sendBack",
  "requestExtension",
  "requestSuspension",
  "appeal",
  "answerSupervision",
] as const;
const CHECKS = ["preCheck", "passCheck", "failCheck", "sendPostCheck", "requestCityCheck"] as const;
const OVERSEES = ["supervise", "answerSupervision", "urge", "forceClose", "grantAppeal", "refuseAppeal"] as const;

/**
 * Which commands each role may give (domain.md §3.1, §3.3). The hub decides by it where somebody is logged in; windows only
 * forecast.
 */
const MAY_COMMAND: Readonly<Record<Role, readonly CommandKind[]>> = {
  wall: [],
  leader: [],
  acceptor: [...TAKES_IN, "sendPostCheck"],
  dispatcher: ["report", ...DIRECTS, ...FOR_DEPARTMENT],
  verifier: [...CHECKS],
  director: ["report", "supervise", "urge"],
  shiftLeader: [...TAKES_IN, ...FILES, ...DIRECTS, ...FOR_DEPARTMENT, ...CHECKS, ...OVERSEES],
  admin: [...TAKES_IN, ...FILES, ...DIRECTS, ...FOR_DEPARTMENT, ...CHECKS, ...OVERSEES],
};

export function mayCommand(role: Role, command: CommandKind): boolean {
  return MAY_COMMAND[role].includes(command);
}

/** The states in which a case waits for somebody of this role: what is theirs now. Null: they see to all that is open. */
export const QUEUE_OF: Readonly<Record<Role, readonly CaseState[] | null>> = {
  wall: null,
  leader: null,
  director: null,
  admin: null,
  acceptor: ["reported", "preChecking"],
  shiftLeader: ["pendingFiling", "pendingClose", "returned"],
  dispatcher: ["pendingDispatch", "returned", "pendingReview", "pendingHandling"],
  verifier: ["preChecking", "checking"],
};

const PUSHES = ["push", "unpush"] as const;
const DIRECTS_WALLS = [...PUSHES, "scene", "hold", "release", "restore", "playlist", "visitor", "testCard"] as const;
const LOCKS = [...DIRECTS_WALLS, "lock", "unlock"] as const;

/** What each role may do with walls (导播). A wall may hold, let go of and restore those that it shows itself, and end a visit there, by key. */
const MAY_DIRECT: Readonly<Record<Role, readonly DirectAct["do"][]>> = {
  wall: ["hold", "release", "restore", "visitor"],
  leader: [],
  acceptor: PUSHES,
  dispatcher: PUSHES,
  verifier: PUSHES,
  shiftLeader: DIRECTS_WALLS,
  director: LOCKS,
  admin: LOCKS,
};

/** Whether a role may do this with a wall; whose pushes and whose wall it is, and the lock, are the hub's to look at. */
export function mayDirect(role: Role, act: DirectAct["do"]): boolean {
  return MAY_DIRECT[role].includes(act);
}

/** Whether a role may take back what others pushed; without it, only its own. */
export const mayClear = (role: Role): boolean => mayDirect(role, "scene");
/** Whether a role may change a wall that is locked, and lock it. */
export const mayLock = (role: Role): boolean => mayDirect(role, "lock");
/** Whether somebody may take what the black box recorded out of it; at a machine where nobody is logged in anybody may. */
export const mayTakeBlackBox = (role: Role): boolean =>
  role === "shiftLeader" || role === "director" || role === "admin";
