/** The door, put together for the hub: accounts from a file, HTTP, and what administrators ask. */
import enPeople from "../resources/locales/en/people.json" with { type: "json" };
import zhPeople from "../resources/locales/zh-CN/people.json" with { type: "json" };
import { makeText, type Language } from "../shared/text.ts";
import type { OfficeAnswer, OfficeRequest } from "../shared/wire/office.ts";
import { openDoor, type Door } from "./auth/door.ts";
import type { Grants, OpenSession } from "./auth/grants.ts";
import { openPasswords } from "./auth/passwords.ts";
import { addPeople } from "./auth/people-file.ts";
import { isPeopleRequest, openPeopleOffice, type PeopleRequest } from "./auth/people-office.ts";
import { hubSentences } from "./sentences.ts";
import type { Store } from "./store/store.ts";

/** What of the office is not about people, sessions and screens. */
export type OtherOfficeRequest = Exclude<OfficeRequest, PeopleRequest>;

export interface FrontDoorOptions {
  readonly store: Store;
  readonly grants: Grants;
  /** Hub time, epoch ms. */
  now(): number;
  /** The file of people; null for none. */
  readonly people: string | null;
  /** Answers somebody who is logged in. */
  office(asker: OpenSession, request: OtherOfficeRequest): OfficeAnswer | Promise<OfficeAnswer>;
  readonly language: Language;
  log(line: string): void;
}

export interface FrontDoor extends Door {
  close(): void;
}

/** Opens the door. Throws trouble `fileMissing`, `fileUnreadable` or `peopleBroken`; nothing is left open then. */
export async function openFrontDoor(options: FrontDoorOptions): Promise<FrontDoor> {
  const { store, grants, now, people, office, language, log } = options;
  const real = Date.now;
  const passwords = openPasswords();
  const text = makeText(language === "en" ? enPeople : zhPeople, language);
  try {
    if (people !== null) {
      const { logins, open } = await addPeople(store, people, passwords, text, real);
      if (logins.length > 0) log(text("people.fileAdded", { file: people, logins: logins.join(", ") }));
      if (open) log(text("people.fileOpen", { file: people }));
    }
  } catch (error) {
    passwords.close();
    throw error;
  }
  const record = store.recordAct;
  const ofPeople = openPeopleOffice({ store, passwords, now, real, record });
  const door = openDoor({
    store,
    grants,
    passwords,
    now,
    real,
    record,
    office: (asker, request) =>
      isPeopleRequest(request) ? ofPeople.answer(asker, request) : office(asker, request as OtherOfficeRequest),
    onFailed: (error) =>
      log(
        hubSentences(language).hub("hub.doorFailed", { why: error instanceof Error ? error.message : String(error) }),
      ),
  });
  return { answer: door.answer, close: passwords.close };
}
