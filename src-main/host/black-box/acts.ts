/**
 * Which acts of a window the black box writes down, and what of them: kind, person, case, wall. Never a text that somebody
 * typed, a password, a picture or a place: only names that the program itself has for things (rule X76).
 */
import type { HostAct } from "../../../shared/wire/port.ts";
import type { DeskRequest } from "../../../shared/wire/desk.ts";

/** An act as it is kept. */
export interface BoxAct {
  /** Program of the window. */
  readonly program: string;
  /** What it was: a word of the program's own, the part before the first dot says of which sort. */
  readonly kind: string;
  /** 0 for none. */
  readonly caseUid: number;
  /** Camera or unit that it was about, 0 for none. */
  readonly thing: number;
  /** Wall or scene that it was about, "" for none. */
  readonly about: string;
  /** Uid and name of who was logged in, 0 and "" for nobody. */
  readonly person: number;
  readonly name: string;
}

/** With its hub time, epoch ms. */
export interface StampedAct extends BoxAct {
  readonly at: number;
}

type Kept = Pick<BoxAct, "kind"> & Partial<Pick<BoxAct, "caseUid" | "thing" | "about">>;

/** What of a request to the desk is kept. */
export function keptOfRequest(request: DeskRequest): Kept {
  if (request.ask === "case") return { kind: `case.${request.command.kind}`, caseUid: request.uid };
  return { kind: `desk.${request.ask}` };
}

/** What of an act is kept; null for what happens by itself or says nothing afterwards. */
export function keptOfAct(what: HostAct): Kept | null {
  switch (what.do) {
    case "scene":
      return { kind: what.replaying ? "scene.replay" : "scene.show", about: what.scene };
    case "page":
      return { kind: `page.${what.page}` };
    case "look":
      return what.caseUid === 0 ? null : { kind: "case.look", caseUid: what.caseUid };
    case "turn":
    case "preset":
      return { kind: `camera.${what.do}`, thing: what.camera };
    case "office":
      return { kind: `office.${what.request.office}` };
    case "direct":
      return keptOfDirect(what.act);
    case "login":
    case "nameFirst":
    case "logout":
    case "password":
      return { kind: `door.${what.do}` };
    case "support":
    case "check":
    case "discard":
    case "blackBox":
      return { kind: `host.${what.do}` };
    default:
      return null;
  }
}

type Direct = Extract<HostAct, { do: "direct" }>["act"];

function keptOfDirect(act: Direct): Kept {
  const kind = `direct.${act.do}`;
  if (act.do === "scene") return { kind, about: `${act.wall} ${act.scene}` };
  if (act.do !== "push") return { kind, about: act.wall };
  const { what, wall } = act;
  if (what.show === "case") return { kind: "direct.push.case", about: wall, caseUid: what.uid };
  if (what.show === "camera") return { kind: "direct.push.camera", about: wall, thing: what.uid };
  return { kind: `direct.push.${what.show}`, about: wall };
}
