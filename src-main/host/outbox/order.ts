/**
 * In what order requests are sent, and what a refusal means for those behind it. Pure: whoever runs it holds clock, file
 * and line.
 */
import type { DeskMessage } from "../../../shared/wire/desk.ts";
import type { Kept } from "./ledger.ts";

/** Requests of different cases that are under way at once. */
export const MOST_UNDER_WAY = 8;

/** Requests with the same key are sent one after another (O3): what undoes something must not overtake it. */
export function keyOf({ request }: DeskMessage): string {
  switch (request.ask) {
    case "case":
      return `case ${request.uid}`;
    case "report":
      return `report ${request.platform} ${request.occasion}`;
    case "setTarget":
    case "clearTarget":
      return `target ${request.platform} ${request.indicator}`;
    case "enterLedger":
    case "withdrawLedger":
      return "ledger";
    case "putCamera":
    case "removeCamera":
    case "putGateway":
    case "removeGateway":
    case "putCameraGroup":
    case "removeCameraGroup":
      return "cameras";
    case "looked":
      return "looked";
    case "claim":
      return `claim ${request.uid}`;
    case "putDepartment":
    case "removeDepartment":
    case "putContact":
    case "removeContact":
    case "confirmContact":
      return "departments";
    case "putRule":
    case "resetRule":
      return `rule ${request.kind} ${request.name}`;
    case "markAlarm":
      return `alarm ${request.alarm}`;
    case "writeHandover":
    case "signHandover":
      return "handovers";
    case "holdCamera":
      return `hold ${request.uid}`;
    case "freeze":
      return `freeze ${request.platform} ${request.scheme}`;
  }
}

/** Whether a request names rows by their uids, which mean nothing in another history of the hub (O9). */
export const namesRows = ({ request }: DeskMessage): boolean => !NAMES_NO_ROWS.has(request.ask);

const NAMES_NO_ROWS: ReadonlySet<DeskMessage["request"]["ask"]> = new Set([
  "setTarget",
  "clearTarget",
  "freeze",
  "putRule",
  "resetRule",
  "writeHandover",
]);

export const isSettled = ({ state }: Kept): boolean => state !== "waiting" && state !== "sent";

/** Who is at this machine: their uid, null for nobody, and whether the hub takes requests in their name now. */
export interface AtSeat {
  readonly person: number | null;
  readonly sends: boolean;
}

/**
 * What keeps a request here. `goes`: nothing. `waits`: it goes later, and what was asked after it goes after it. `rests`: it
 * is somebody else's, and what others ask does not wait for them (O10, O11).
 */
export type Standing = "goes" | "waits" | "rests";

/** @param held it can still be taken back */
export function standingOf({ person }: DeskMessage, held: boolean, at: AtSeat): Standing {
  if (person !== undefined && person !== at.person) return "rests";
  return held || (person !== undefined && !at.sends) ? "waits" : "goes";
}

/**
 * What is to be sent now: the oldest unsettled request of each key of which none is under way.
 * @param kept all requests in the order in which they were asked
 * @param resting keys that wait before they are asked for again; they take nobody's place
 */
export function nextToSend(
  kept: Iterable<Kept>,
  underWay: ReadonlySet<string>,
  resting: ReadonlySet<string> = new Set(),
  standing: (one: Kept) => Standing = () => "goes",
): Kept[] {
  const taken = new Set(underWay);
  const blocked = new Set(resting);
  const next: Kept[] = [];
  for (const one of kept) {
    if (taken.size >= MOST_UNDER_WAY) break;
    if (isSettled(one)) continue;
    const key = keyOf(one.message);
    if (taken.has(key) || blocked.has(key)) continue;
    const stands = standing(one);
    if (stands === "waits") blocked.add(key);
    if (stands !== "goes") continue;
    taken.add(key);
    next.push(one);
  }
  return next;
}

/** Requests that were never sent and may no longer be (O4). One that was sent is asked about until the hub says. */
export function expired(kept: Iterable<Kept>, now: number): Kept[] {
  return [...kept].filter((one) => one.state === "waiting" && now > one.notAfter);
}

/** Commands on the same case that were asked on top of the one that was refused (O5). */
export function builtOn(kept: Iterable<Kept>, refused: Kept): Kept[] {
  if (refused.message.request.ask !== "case") return [];
  const key = keyOf(refused.message);
  let after = false;
  const found: Kept[] = [];
  for (const one of kept) {
    if (one.message.id === refused.message.id) after = true;
    else if (after && one.state === "waiting" && keyOf(one.message) === key) found.push(one);
  }
  return found;
}
