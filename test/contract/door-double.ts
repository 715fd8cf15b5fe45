/** A door over real HTTP and a real file, with clocks and passwords of the test's own, and a hand that knocks at it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DOOR_PATHS, type DoorAnswer, type DoorRefused, type SessionPair } from "../../shared/wire/door.ts";
import type { OfficeAnswer, OfficeRequest } from "../../shared/wire/office.ts";
import { openDoor } from "../../src-hub/auth/door.ts";
import { openGrants, type Grants } from "../../src-hub/auth/grants.ts";
import type { Passwords } from "../../src-hub/auth/passwords.ts";
import { isPeopleRequest, openPeopleOffice } from "../../src-hub/auth/people-office.ts";
import { hubFile } from "../../src-hub/data-dir.ts";
import type { KeptAct } from "../../src-hub/store/audit.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import type { Store } from "../../src-hub/store/store.ts";

/** Monday, 23 November 2026, 08:00 in Shanghai. */
export const MORNING = Date.UTC(2026, 10, 23, 0);

/** Passwords that cost nothing: what the door makes of them is the same. `asked` counts the work. */
export function plainPasswords(): Passwords & { asked: number; full: boolean; gate: Promise<void> } {
  const self = {
    asked: 0,
    full: false,
    /** Nothing is hashed or checked before this. */
    gate: Promise.resolve(),
    async hash(password: string) {
      self.asked += 1;
      await self.gate;
      return self.full ? null : `plain ${password}`;
    },
    async check(password: string, hash: string | null) {
      self.asked += 1;
      await self.gate;
      return self.full ? null : hash === `plain ${password}`;
    },
    close: () => undefined,
  };
  return self;
}

export interface DoorRig {
  readonly url: string;
  readonly store: Store;
  readonly grants: Grants;
  readonly passwords: ReturnType<typeof plainPasswords>;
  /** Real time as the door sees it. */
  clock: number;
  readonly failed: unknown[];
  /** The answer to a request, its status 200; throws the status otherwise. */
  knock<T>(path: string, body: unknown, bearer?: string): Promise<T>;
  login(login: string, password: string): Promise<DoorAnswer>;
  /** The pair of somebody whose password is right. */
  enter(login: string, password: string): Promise<SessionPair>;
  refresh(refresh: string): Promise<DoorAnswer>;
  office(access: string, request: OfficeRequest): Promise<OfficeAnswer>;
  /** Names the first administrator: 主任, login `director`. */
  first(): Promise<SessionPair>;
  /** Adds somebody by the office. */
  add(access: string, login: string, role?: "dispatcher" | "admin" | "wall"): Promise<OfficeAnswer>;
  /** Lines of the record, the oldest first. */
  acts(): KeptAct[];
  close(): Promise<void>;
}

export const PASSWORD = "lu-deng 47 hao";
export const GIVEN = "tmp ji ying 82";

export async function openDoorRig(): Promise<DoorRig> {
  const dir = mkdtempSync(join(tmpdir(), "citywall-door-"));
  const store = openSqliteStore(hubFile(dir));
  const passwords = plainPasswords();
  const now = () => rig.clock + 5;
  const real = () => rig.clock;
  const grants = openGrants({ store, now, real });
  const ofPeople = openPeopleOffice({ store, passwords, now, real, record: store.recordAct });
  const failed: unknown[] = [];
  const door = openDoor({
    store,
    grants,
    passwords,
    now,
    real,
    record: store.recordAct,
    office: (asker, request) =>
      isPeopleRequest(request) ? ofPeople.answer(asker, request) : { did: "refused", refused: "unknown" },
    onFailed: (error) => failed.push(error),
  });
  const server = createServer((request, response) => {
    if (!door.answer(request, response)) response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const rig: DoorRig = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    store,
    grants,
    passwords,
    clock: MORNING,
    failed,
    async knock<T>(path: string, body: unknown, bearer?: string) {
      const headers = {
        "content-type": "application/json",
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      };
      const response = await fetch(`${rig.url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
      if (response.status !== 200) throw new Error(String(response.status));
      return (await response.json()) as T;
    },
    login: (login, password) => rig.knock(DOOR_PATHS.login, { login, password, machine: "seat-1" }),
    async enter(login, password) {
      const answer = await rig.login(login, password);
      if (answer.answer !== "in") throw new Error(`not let in: ${answer.why}`);
      return answer;
    },
    refresh: (refresh) => rig.knock(DOOR_PATHS.refresh, { refresh }),
    office: (access, request) => rig.knock(DOOR_PATHS.office, request, access),
    async first() {
      const body = { name: "主任", login: "Director", password: PASSWORD, machine: "seat-1" };
      const answer = await rig.knock<DoorAnswer>(DOOR_PATHS.first, body);
      if (answer.answer !== "in") throw new Error(`not named: ${answer.why}`);
      return answer;
    },
    add: (access, login, role = "dispatcher") =>
      rig.office(access, { office: "putPerson", login, password: GIVEN, person: { ...WHOLE, name: "小李", role } }),
    acts: () =>
      store
        .acts({ text: "", act: "", subject: "", uid: 0, from: null, to: null, below: 1e9, notBelow: 0, limit: 500 })
        .toReversed(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return rig;
}

/** Everything of the city but what is guarded. */
export const WHOLE = {
  platforms: null,
  districts: null,
  departments: null,
  personal: false,
  restricted: false,
  active: true,
} as const;

export const refusal = (why: DoorRefused["why"], more: object = {}) => ({ answer: "refused", why, ...more });
