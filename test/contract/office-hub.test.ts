/** The desk and the office of a hub that runs: what one seat changes reaches another, is written down, and is taken back. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { RULES_PLATFORM, recordOf, type RecordOf } from "../../shared/tables.ts";
import type { DeskAnswer, DeskRequest } from "../../shared/wire/desk.ts";
import { DOOR_PATHS, type SessionPair } from "../../shared/wire/door.ts";
import { HUB_EVENTS, type SeatsMessage } from "../../shared/wire/hub.ts";
import type { OfficeAnswer, OfficeRequest } from "../../shared/wire/office.ts";
import { openHub, type Hub } from "../../src-hub/hub.ts";
import { GIVEN, PASSWORD, WHOLE } from "./door-double.ts";
import { hubClient, type HubClient } from "./programs/hub-client.ts";
import { draftOf } from "./store-drafts.ts";

let dir = "";
let hub: Hub;
const seats: HubClient[] = [];
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "citywall-office-"));
  hub = await openHub({ dataDir: dir, port: 0, city: "none", pace: 1, language: "en", log: () => undefined });
  hub.store.transact(hub.now(), (tx) => tx.put("platforms", draftOf("platforms", "city", { platform: "city" })));
});
afterEach(async () => {
  for (const seat of seats.splice(0)) seat.close();
  await hub.close();
  rmSync(dir, { recursive: true, force: true });
});

async function knock<T>(path: string, body: unknown, bearer = ""): Promise<T> {
  const headers = { authorization: `Bearer ${bearer}` };
  return (await (
    await fetch(`${hub.url}${path}`, { method: "POST", headers, body: JSON.stringify(body) })
  ).json()) as T;
}
const office = (access: string, request: OfficeRequest) => knock<OfficeAnswer>(DOOR_PATHS.office, request, access);
async function sit(access: string, name: string): Promise<HubClient> {
  const seat = await hubClient(hub.url);
  seats.push(seat);
  seat.token = access;
  await seat.snapshot();
  await seat.hello({ name });
  seat.socket.emit(HUB_EVENTS.tail, { cursor: seat.cursor });
  return seat;
}
let asked = 0;
const ask = (seat: HubClient, request: DeskRequest) =>
  seat.ask<DeskAnswer>(HUB_EVENTS.desk, { id: `office-hub-${(asked += 1)}`, by: "随手写的", request });
const AUDIT = {
  office: "audit",
  text: "",
  act: "",
  subject: "",
  uid: 0,
  from: null,
  to: null,
  before: null,
  limit: 50,
} as const;

test("Z65, Z66, Z70 two seats and an office: a department, a rule and a claim, and what the record says of them", async () => {
  const admin = await knock<SessionPair>(DOOR_PATHS.first, {
    name: "主任",
    login: "zhuren",
    password: PASSWORD,
    machine: "一号",
  });
  const person = { ...WHOLE, name: "小李", role: "dispatcher", personal: true } as const;
  await office(admin.access, { office: "putPerson", login: "li", password: GIVEN, person });
  const li = await knock<SessionPair>(DOOR_PATHS.login, { login: "li", password: GIVEN, machine: "二号" });
  const [one, two] = [await sit(admin.access, "一号"), await sit(li.access, "二号")];
  const department = { name: "环卫处", nameEn: "", shortName: "环卫", shortNameEn: "", groupCode: "A", contact: "" };

  const put = await ask(one, { ask: "putDepartment", platform: "city", id: "h", department });
  if (put.answer !== "done") throw new Error(JSON.stringify(put));
  await two.reach(put.seq);
  expect(recordOf("departments", two.replica.get("departments")!.get(put.uid)!)).toMatchObject({ name: "环卫处" });
  const removal = await ask(one, { ask: "removeDepartment", uid: put.uid });
  if (removal.answer !== "done") throw new Error(JSON.stringify(removal));
  await two.reach(removal.seq);
  expect(two.replica.get("departments")!.size).toBe(0);
  const said = await office(admin.access, AUDIT);
  if (said.did !== "audit") throw new Error(JSON.stringify(said));
  const [line] = said.lines;
  expect(line).toMatchObject({ act: "removeDepartment", name: "主任", machine: "一号", label: "环卫", undoable: true });
  expect(await office(li.access, AUDIT)).toEqual({ did: "refused", refused: "notAllowed" });
  expect(await office(li.access, { office: "undo", audit: line!.audit })).toEqual({
    did: "refused",
    refused: "notAllowed",
  });
  expect(await office(admin.access, { office: "undo", audit: line!.audit })).toEqual({ did: "done" });
  await two.reach(hub.store.head());
  expect([...two.replica.get("departments")!.keys()]).toEqual([put.uid]);

  const rule = hub.store.find("rules", RULES_PLATFORM, "templates/hall") as RecordOf<"rules">;
  const body = JSON.stringify({ ...(JSON.parse(rule.body) as object), version: "own" });
  const edit = { ask: "putRule", kind: "templates", name: "hall", body } as const;
  expect(await ask(two, edit)).toMatchObject({ refused: "notAllowed" });
  const edited = await ask(one, edit);
  if (edited.answer !== "done") throw new Error(JSON.stringify(edited));
  await two.reach(edited.seq);
  expect(recordOf("rules", two.replica.get("rules")!.get(rule.uid)!)).toMatchObject({ version: "own" });

  const uid = hub.store.transact(hub.now(), (tx) => tx.put("cases", draftOf("cases", "1", { platform: "city" })).uid);
  const claims: SeatsMessage["claims"][] = [];
  two.socket.on(HUB_EVENTS.seats, (message: SeatsMessage) => void claims.push(message.claims));
  expect(await ask(one, { ask: "claim", uid, seconds: 60 })).toMatchObject({ answer: "done" });
  await expect.poll(() => claims.at(-1), { timeout: 5_000 }).toMatchObject([{ caseUid: uid, name: "主任" }]);
  const urge = { ask: "case", uid, command: { kind: "urge", note: "" } } as const;
  expect(await ask(two, urge)).toEqual({ answer: "refused", refused: "caseHeld", by: "主任" });
}, 30_000);
