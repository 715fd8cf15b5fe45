/** Requests through the outbox of a real host to the desk of a real hub: kept, sent in order, once, and told. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Fact } from "../../shared/case/case.ts";
import { draftOfCase } from "../../shared/case/record.ts";
import { replay } from "../../shared/case/evolve.ts";
import { CASE_STATES } from "../../shared/case/state.ts";
import type { DeskMessage, DeskRequest } from "../../shared/wire/desk.ts";
import { openHub, type Hub } from "../../src-hub/hub.ts";
import { openHost } from "../../src-main/host/host.ts";
import type { Host, HostEvent } from "../../src-main/host/options.ts";
import { openSeat, type Seat } from "../faults/seat.ts";
import { putReported } from "./drafts.ts";

let dir: string;
let said: HostEvent[];
const closing: (() => unknown)[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-outbox-"));
  said = [];
});

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  rmSync(dir, { recursive: true, force: true });
});

async function hubAt(port: number): Promise<Hub> {
  const hub = await openHub({ dataDir: dir, port, city: "none", pace: 1, language: "en", log: () => {} });
  closing.push(() => hub.close());
  return hub;
}

async function hostAt(): Promise<{ host: Host; seat: Seat }> {
  const host = await openHost({
    dataDir: join(dir, "host"),
    language: "en",
    basemap: null,
    token: "",
    keepMonths: null,
    name: "seat-1",
    log: (event) => void said.push(event),
  });
  const seat = openSeat(host);
  closing.push(
    () => host.close(),
    () => seat.close(),
  );
  return { host, seat };
}

let asked = 0;
const message = (request: DeskRequest, more: Partial<DeskMessage> = {}): DeskMessage => ({
  id: `request-${(asked += 1)}`,
  by: "张三",
  request,
  ...more,
});
type Command = Extract<DeskRequest, { ask: "case" }>["command"];
const on = (uid: number, command: Command, more: Partial<DeskMessage> = {}) =>
  message({ ask: "case", uid, command }, more);
const factsOf = (hub: Hub, uid: number) =>
  (JSON.parse(hub.store.get("cases", uid)?.facts ?? "[]") as Fact[]).map(({ kind }) => kind);

async function until(holds: () => boolean, what: () => unknown = () => said.slice(-5)): Promise<void> {
  for (let waited = 0; !holds(); waited += 20) {
    if (waited > 40_000) throw new Error(`waited in vain: ${JSON.stringify(what()).slice(0, 2_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const live = (host: Host) => until(() => host.report().state === "live");

describe("requests", () => {
  test("O1 O3 O7 O8 given while cut: shown at once, counted not yet, sent in order when the hub is back", async () => {
    const hub = await hubAt(0);
    const { host, seat } = await hostAt();
    host.connect(hub.url);
    await live(host);
    const [uid = 0] = putReported(hub, 1);
    seat.watch(uid);
    await until(() => seat.seen().watched?.line.state === 0);
    const { port } = hub;
    await hub.close();
    await until(() => host.report().state === "cut");

    expect(await seat.ask(on(uid, { kind: "accept" }))).toEqual({ answer: "queued" });
    expect(await seat.ask(on(uid, { kind: "file", limit: { value: 1, type: "workDay" } }))).toEqual({
      answer: "queued",
    });
    await until(() => seat.seen().watched?.line.pending === 2);
    const shown = seat.seen().watched;
    expect(CASE_STATES[shown?.line.state ?? -1]).toBe("pendingDispatch");
    expect(CASE_STATES[shown?.trueState ?? -1]).toBe("reported");
    expect(shown?.pending.map(({ state }) => state)).toEqual(["waiting", "waiting"]);
    expect(host.report().outbox).toEqual({ waiting: 2, conflicts: 0 });

    const back = await hubAt(port);
    await until(() => factsOf(back, uid).length === 3);
    expect(factsOf(back, uid)).toEqual(["reported", "accepted", "filed"]);
    await until(() => seat.seen().watched?.line.pending === 0 && seat.seen().watched?.trueState === 3);
    expect(host.report().outbox).toEqual({ waiting: 0, conflicts: 0 });
    await until(
      () =>
        seat
          .seen()
          .outbox.map(({ state }) => state)
          .join() === "done,done",
    );
  });

  test("O2 O6 asked again under the same id: one effect and one answer", async () => {
    const hub = await hubAt(0);
    const { host, seat } = await hostAt();
    host.connect(hub.url);
    await live(host);
    const [uid = 0] = putReported(hub, 1);
    const accept = on(uid, { kind: "accept" });
    const first = await seat.ask(accept);
    expect(first.answer).toBe("done");
    expect(await seat.ask(accept)).toEqual(first);
    await until(() => seat.seen().outbox.length === 1);
    expect(factsOf(hub, uid)).toEqual(["reported", "accepted"]);
  });

  test("O5 another desk was first: refused with the case as it truly is, and nothing built on it is sent", async () => {
    const hub = await hubAt(0);
    const { host, seat } = await hostAt();
    host.connect(hub.url);
    await live(host);
    const [uid = 0, other = 0] = putReported(hub, 2);
    await until(() => seat.seen().cases === 2);
    const { port } = hub;
    await hub.close();
    await until(() => host.report().state === "cut");
    await seat.ask(on(uid, { kind: "accept" }));
    await seat.ask(on(uid, { kind: "file", limit: { value: 1, type: "workDay" } }));
    await seat.ask(on(other, { kind: "accept" }));

    const back = await hubAt(port);
    // Before the host is heard again, somebody else has turned the case down.
    const record = back.store.get("cases", uid);
    if (record === null) throw new Error("the case is gone");
    const facts: Fact[] = [
      ...(JSON.parse(record.facts) as Fact[]),
      { kind: "notAccepted", at: Math.floor(back.now()), by: "李四", reason: "不在范围" },
    ];
    back.store.transact(back.now(), (tx) => tx.put("cases", draftOfCase(record, replay(facts))));
    await until(() => host.report().outbox.conflicts === 2 && host.report().outbox.waiting === 0);
    await until(
      () =>
        seat.seen().outbox.length === 3 &&
        seat.seen().outbox.every(({ state }) => state === "refused" || state === "done"),
    );
    const entries = seat.seen().outbox;
    expect(entries.map(({ refused }) => refused).toSorted()).toEqual(["afterConflict", "wrongState", null].toSorted());
    const conflict = entries.find(({ refused }) => refused === "wrongState");
    await until(
      () =>
        CASE_STATES[seat.seen().outbox.find(({ refused }) => refused === "wrongState")?.truth?.state ?? -1] ===
        "notAccepted",
    );
    expect(factsOf(back, uid)).toEqual(["reported", "notAccepted"]);
    expect(factsOf(back, other)).toEqual(["reported", "accepted"]);

    expect(await seat.act({ do: "discard", id: conflict?.message.id ?? "" })).toEqual({ did: "discarded" });
    await until(() => host.report().outbox.conflicts === 1);
  });

  test("O4 what waited past its time is not sent", async () => {
    const hub = await hubAt(0);
    const { host, seat } = await hostAt();
    host.connect(hub.url);
    await live(host);
    const [uid = 0] = putReported(hub, 1);
    await until(() => seat.seen().cases === 1);
    const { port } = hub;
    await hub.close();
    await until(() => host.report().state === "cut");
    await seat.ask(on(uid, { kind: "accept" }, { notAfter: host.report().hubNow + 1_500 }));
    await until(() => seat.seen().outbox[0]?.state === "expired");
    const back = await hubAt(port);
    await live(host);
    expect(factsOf(back, uid)).toEqual(["reported"]);
    expect(host.report().outbox.conflicts).toBe(1);
  });

  test("O1 a damaged outbox is set aside with a name, told, and never overwritten", async () => {
    const { host, seat } = await hostAt();
    await seat.ask(on(1, { kind: "accept" }));
    seat.close();
    await host.close();
    const file = join(dir, "host", "outbox.db");
    const bytes = readFileSync(file);
    bytes.fill(7, 0, 2_000);
    writeFileSync(file, bytes);
    for (const companion of ["-wal", "-shm"]) rmSync(file + companion, { force: true });
    const again = await hostAt();
    const told = said.find(({ event }) => event === "outboxSetAside") as { kept: string } | undefined;
    expect(readdirSync(join(dir, "host")).some((name) => name.startsWith("outbox.db.bad-"))).toBe(true);
    expect(existsSync(told?.kept ?? "")).toBe(true);
    expect(await again.seat.ask(on(1, { kind: "accept" }))).toEqual({ answer: "queued" });
  });

  test("C4 a host that finds its folder taken leaves nothing running behind", async () => {
    await hostAt();
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const before = timers();
    await expect(hostAt()).rejects.toMatchObject({ trouble: { code: "dataBusy" } });
    expect(timers()).toBeLessThanOrEqual(before);
  });

  test("P9 what support needs is written to a file, and a request under way is not taken back", async () => {
    const { host, seat } = await hostAt();
    await seat.ask(on(1, { kind: "accept" }));
    const support = await seat.act({ do: "support" });
    if (support.did !== "support") throw new Error(JSON.stringify(support));
    expect(readFileSync(support.file, "utf8")).toBe(support.text);
    expect(support.text).toContain("case 1 accept: waiting");
    expect(support.text).toContain("state = starting");
    expect(await seat.act({ do: "discard", id: "nobody" })).toMatchObject({ did: "not" });
    expect(await seat.act({ do: "check", deep: false })).toEqual({ did: "checking" });
    expect(host.report().outbox.waiting).toBe(1);
  });
});
