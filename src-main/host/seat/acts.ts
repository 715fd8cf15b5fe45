/** What a window asks at the door and of the office: asked of the hub now, or not at all. */
import * as v from "valibot";
import type { DoorResult } from "../../../shared/seat.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import { DOOR_PATHS, doorAnswerSchema, type DoorAnswer } from "../../../shared/wire/door.ts";
import type { OfficeAnswer, OfficeRequest } from "../../../shared/wire/office.ts";
import type { ActResult, HostAct } from "../../../shared/wire/port.ts";
import { askDoor, type Told } from "./door-client.ts";
import type { SessionKeeper } from "./session-types.ts";

/** What is done at the door and in the office. */
export type DoorAct = Extract<HostAct, { do: "login" | "nameFirst" | "logout" | "password" | "office" }>;

/** The hub is this host's own: what it answers to an administrator is shown as it is. */
const officeAnswerSchema: v.GenericSchema<unknown, OfficeAnswer> = v.custom<OfficeAnswer>(
  (answer) =>
    typeof answer === "object" &&
    answer !== null &&
    "did" in answer &&
    typeof (answer as OfficeAnswer).did === "string",
);

const WELL: ActResult = { did: "door", result: { well: true } };
const ENDED: OfficeAnswer = { did: "refused", refused: "sessionEnded" };
const not = (trouble: Trouble): ActResult => ({ did: "not", trouble });

export async function actAtDoor(what: DoorAct, session: SessionKeeper): Promise<ActResult> {
  switch (what.do) {
    case "login":
      return enter(session, DOOR_PATHS.login, { login: what.login, password: what.password });
    case "nameFirst":
      return enter(session, DOOR_PATHS.first, { name: what.name, login: what.login, password: what.password });
    case "password": {
      const refresh = session.refresh();
      if (refresh === null) return refused({ answer: "refused", why: "sessionEnded" });
      // Renewed beside it, the token would be another by the time that it is shown.
      return session.serial(async () => {
        const now = session.refresh();
        if (now === null) return refused({ answer: "refused", why: "sessionEnded" });
        return come(session, DOOR_PATHS.password, { refresh: now, old: what.old, next: what.next });
      });
    }
    case "logout":
      session.logout();
      return WELL;
    case "office":
      return askOffice(session, what.request);
  }
}

const enter = (session: SessionKeeper, path: DoorPath, body: object): Promise<ActResult> =>
  session.serial(() => come(session, path, body));

type DoorPath = (typeof DOOR_PATHS)[keyof typeof DOOR_PATHS];

async function come(session: SessionKeeper, path: DoorPath, body: object): Promise<ActResult> {
  const told: Told<DoorAnswer> = await askDoor({
    url: session.url(),
    path,
    body: { ...body, machine: session.value().machine },
    schema: doorAnswerSchema,
    // Where machines have tokens, only one that may names the first (door.ts).
    ...(path === DOOR_PATHS.first ? { bearer: session.token() } : {}),
  });
  if ("trouble" in told) return not(told.trouble);
  if (told.answer.answer === "refused") return refused(told.answer);
  session.take(told.answer);
  return WELL;
}

function refused({ why, retryMs = null, left = null }: RefusedWords): ActResult {
  const result: DoorResult = { well: false, why, retryMs, left };
  return { did: "door", result };
}

interface RefusedWords {
  readonly answer: "refused";
  readonly why: Extract<DoorAnswer, { answer: "refused" }>["why"];
  readonly retryMs?: number | null | undefined;
  readonly left?: number | null | undefined;
}

/** Asks once more with a renewed token when the hub does not take the one that is shown: it may just have run out. */
async function askOffice(session: SessionKeeper, request: OfficeRequest): Promise<ActResult> {
  for (let tries = 0; ; tries++) {
    const bearer = await session.access();
    if (bearer === null) return { did: "office", answer: ENDED };
    if (typeof bearer !== "string") return not(bearer);
    const told = await askDoor({
      url: session.url(),
      path: DOOR_PATHS.office,
      body: request,
      schema: officeAnswerSchema,
      bearer,
    });
    if ("trouble" in told) return not(told.trouble);
    const { answer } = told;
    if (tries > 0 || answer.did !== "refused" || answer.refused !== "sessionEnded") return { did: "office", answer };
    session.accessRefused(bearer);
  }
}
