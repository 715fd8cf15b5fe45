/** What an administrator asks of people, sessions and screens. Each change is one transaction, with its line in the record. */
import type { OfficeAnswer, OfficeRefusal, OfficeRequest, ScreenLine } from "../../shared/wire/office.ts";
import type { ActEntry } from "../store/audit.ts";
import type { Grant, Store } from "../store/store.ts";
import { addAccount, changeAccount, draftOf, lineOf, resetPassword, unlockAccount } from "./accounts.ts";
import { loginKey } from "./entrance.ts";
import type { OpenSession } from "./grants.ts";
import { isWeak, type Passwords } from "./passwords.ts";
import { letScreenIn, turnScreenDown, waitingScreens } from "./screens.ts";
import { sessionsAt } from "./sessions.ts";

const PEOPLE_REQUESTS = [
  "people",
  "putPerson",
  "unlock",
  "sessions",
  "endSession",
  "screens",
  "letIn",
  "turnDown",
  "removeScreen",
] as const;
export type PeopleRequest = Extract<OfficeRequest, { office: (typeof PEOPLE_REQUESTS)[number] }>;
type Asked<T extends PeopleRequest["office"]> = Extract<PeopleRequest, { office: T }>;

export function isPeopleRequest(request: OfficeRequest): request is PeopleRequest {
  return PEOPLE_REQUESTS.some((each) => each === request.office);
}

export interface PeopleOfficeOptions {
  readonly store: Store;
  readonly passwords: Passwords;
  /** Hub time, epoch ms. */
  now(): number;
  /** Real time, epoch ms. */
  real(): number;
  record(entry: ActEntry): void;
}

/** What a change came to, and what the record says of it. */
interface Outcome {
  readonly refused?: OfficeRefusal;
  readonly subject: "people" | "sessions" | "screens";
  readonly uid?: number;
  readonly label: string;
  readonly text?: string;
  readonly before?: object;
  readonly after?: object;
}

/** Real ms between two looks whether a password can be hashed, and how many there are. */
const AGAIN_MS = 250;
const AGAIN = 40;

const refusedBy = (refused: OfficeRefusal): OfficeAnswer => ({ did: "refused", refused });

/** Answers somebody who is logged in; everybody but administrators is refused. */
export function openPeopleOffice({ store, passwords, now, real, record }: PeopleOfficeOptions): {
  answer(asker: OpenSession, request: PeopleRequest): Promise<OfficeAnswer>;
} {
  function people(): OfficeAnswer {
    return { did: "people", people: store.listPeople().map(lineOf) };
  }

  function sessions(own: number): OfficeAnswer {
    const byUid = new Map(store.listPeople().map((person) => [person.uid, person]));
    const lines = sessionsAt(store, real()).flatMap(({ session, person, machine, startedAt, seenAt }) => {
      const who = byUid.get(person);
      if (who === undefined) return [];
      const { login, name } = who;
      return [{ session, person, login, name, machine, startedAt, seenAt, own: session === own }];
    });
    return { did: "sessions", sessions: lines };
  }

  function screens(): OfficeAnswer {
    const at = real();
    return store.transact(now(), () => ({
      did: "screens",
      waiting: waitingScreens(store, at).map(({ code, machine, until }) => ({ code, machine, untilMs: until - at })),
      screens: store.listGrants().map(screenLine),
    }));
  }

  /** A hash of a password that a person waits for: others may be before it for a while. */
  async function hashed(password: string): Promise<string> {
    for (let tries = 0; tries < AGAIN; tries += 1) {
      const hash = await passwords.hash(password);
      if (hash !== null) return hash;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
    throw new Error("too many passwords wait to be hashed");
  }

  function putPerson(
    { login, person: draft }: Asked<"putPerson">,
    hash: string | null,
    { person: asker, session }: OpenSession,
  ): Outcome {
    const key = loginKey(login);
    const known = store.personCalled(key);
    const said = { subject: "people", label: key, text: hash === null ? "" : "password" } as const;
    if (known === null) {
      if (hash === null) return { ...said, refused: "weakPassword" };
      const uid = addAccount(store, key, draft, { hash, mustChange: true }, real());
      return { ...said, uid, after: personOr(uid) };
    }
    const { uid } = known;
    if (changeAccount(store, known, draft, real()) === "lastAdmin") return { ...said, uid, refused: "lastAdmin" };
    const changed = store.person(uid) ?? known;
    const own = uid === asker.uid;
    if (hash !== null) resetPassword(store, changed, hash, !own, real(), own ? session : null);
    return { ...said, uid, before: draftOf(known), after: draftOf(changed) };
  }

  function personOr(uid: number): object {
    const person = store.person(uid);
    return person === null ? {} : draftOf(person);
  }

  function unlock({ login }: Asked<"unlock">): Outcome {
    const label = loginKey(login);
    const person = store.personCalled(label);
    if (person === null) return { subject: "people", label, refused: "unknown" };
    unlockAccount(store, person);
    return { subject: "people", label, uid: person.uid };
  }

  function endSession({ session }: Asked<"endSession">): Outcome {
    const found = store.session(session);
    const person = found === null ? null : store.person(found.person);
    const said = { subject: "sessions", uid: session, label: person?.login ?? "", text: found?.machine ?? "" } as const;
    return store.endSession(session, real(), "ended") ? said : { ...said, refused: "unknown" };
  }

  function letIn({ code, name, part }: Asked<"letIn">): Outcome {
    const done = letScreenIn(store, code, name, part, real());
    const said = { subject: "screens", label: name } as const;
    return done === "done" ? { ...said, after: screenCalled(name) } : { ...said, refused: done };
  }

  function turnDown({ code }: Asked<"turnDown">): Outcome {
    const done = turnScreenDown(store, code, real());
    return { subject: "screens", label: code, ...(done ? {} : { refused: "codeUnknown" }) };
  }

  function removeScreen({ name }: Asked<"removeScreen">): Outcome {
    const before = screenCalled(name);
    const done = store.removeGrant(name);
    return { subject: "screens", label: name, ...(done ? { before } : { refused: "unknown" }) };
  }

  function screenCalled(name: string): object {
    const grant = store.listGrants().find((each) => each.name === name);
    return grant === undefined ? {} : screenLine(grant);
  }

  /** Does a change and writes it down, both or neither. */
  function change({ person, machine }: OpenSession, act: PeopleRequest["office"], work: () => Outcome): OfficeAnswer {
    return store.transact(now(), () => {
      const { refused, subject, uid = 0, label, text = "", before, after } = work();
      const who = { person: person.uid, name: person.name, role: person.role, machine };
      const json = (value: object | undefined) => (value === undefined ? "" : JSON.stringify(value));
      const what = {
        act,
        outcome: refused ?? "done",
        subject,
        uid,
        label,
        text,
        before: json(before),
        after: json(after),
      };
      record({ at: now(), ...who, ...what });
      return refused === undefined ? { did: "done" } : refusedBy(refused);
    });
  }

  return {
    async answer(asker, request) {
      const act = request.office;
      if (asker.person.role !== "admin") return refusedBy("notAllowed");
      switch (request.office) {
        case "people":
          return people();
        case "sessions":
          return sessions(asker.session);
        case "screens":
          return screens();
        case "putPerson": {
          const { password, login, person } = request;
          if (password !== null && isWeak(password, [loginKey(login), person.name])) return refusedBy("weakPassword");
          const hash = password === null ? null : await hashed(password);
          return change(asker, act, () => putPerson(request, hash, asker));
        }
        case "unlock":
          return change(asker, act, () => unlock(request));
        case "endSession":
          return change(asker, act, () => endSession(request));
        case "letIn":
          return change(asker, act, () => letIn(request));
        case "turnDown":
          return change(asker, act, () => turnDown(request));
        case "removeScreen":
          return change(asker, act, () => removeScreen(request));
      }
    },
  };
}

function screenLine({
  name,
  role,
  platforms,
  districts,
  departments,
  personal,
  restricted,
  madeAt,
}: Grant): ScreenLine {
  return { name, role, platforms, districts, departments, personal, restricted, madeAt };
}
