/** kill −9 of a host at which somebody is logged in: who is in, what was kept and what was held come through it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Fact } from "../../shared/case/case.ts";
import { replay } from "../../shared/case/evolve.ts";
import { draftOfCase } from "../../shared/case/record.ts";
import { openHub, type Hub } from "../../src-hub/hub.ts";
import { openKept } from "../../src-main/host/seat/kept.ts";
import { REPORT } from "../contract/desk-bench.ts";
import { platformDraft } from "../contract/drafts.ts";
import { startHost, type HostChild } from "./child.ts";

let dir: string;
const closing: (() => unknown)[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-seat-kill-"));
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  rmSync(dir, { recursive: true, force: true });
});

const until = (holds: () => unknown) => vi.waitFor(holds, { timeout: 40_000, interval: 50 });

async function hostAt(hub: Hub): Promise<HostChild> {
  const host = await startHost({ dataDir: join(dir, "host"), url: hub.url, token: "", name: "desk-1" });
  closing.push(() => host.kill());
  return host;
}

function notes(person: string): string[] {
  const kept = openKept({
    dataDir: join(dir, "host"),
    driver: "better-sqlite3",
    wall: Date.now,
    log: (event) => {
      throw new Error(event.why);
    },
  });
  const found = kept.notes(person, "").map(({ key, value }) => `${key} ${value}`);
  kept.close();
  return found;
}

describe("a host that is killed", () => {
  test("O10 N20 N30 somebody is still in, drafts are there, and what was held leaves in their name", async () => {
    const hub = await openHub({ dataDir: dir, port: 0, city: "none", pace: 1, language: "en", log: () => {} });
    closing.push(() => hub.close());
    const uid = hub.store.transact(hub.now(), (tx) => {
      tx.put("platforms", platformDraft());
      const facts: Fact[] = [{ kind: "reported", at: Math.floor(hub.now()) - 60_000, by: "监督员", report: REPORT }];
      const draft = draftOfCase({ platform: "test", id: "c", caseNo: "1", extra: "{}" }, replay(facts));
      return tx.put("cases", draft).uid;
    });
    const given = () =>
      (JSON.parse(hub.store.get("cases", uid)?.facts ?? "[]") as Fact[]).map(({ kind, by }) => `${kind} ${by}`);

    const host = await hostAt(hub);
    await until(() => expect(host.report()?.state).toBe("live"));
    const named = { do: "nameFirst", name: "赵主任", login: "zhao", password: "长沙的桂花香了2026" } as const;
    expect(await host.act(named)).toEqual({ did: "door", result: { well: true } });
    await until(() => expect(host.seen().cases).toBe(1));
    expect(await host.act({ do: "keep", key: "draft/dispatch/1", value: "一半" })).toEqual({ did: "kept" });
    const accept = {
      id: "held-request-1",
      by: "赵主任",
      request: { ask: "case", uid, command: { kind: "accept" } },
    } as const;
    expect(await host.ask(accept, 60_000)).toEqual({ answer: "queued" });
    await host.kill();
    expect(given()).toEqual(["reported 监督员"]);
    expect(notes("zhao")).toEqual(["draft/dispatch/1 一半"]);
    expect(notes("")).toEqual([]);

    await hostAt(hub);
    await until(() => expect(given()).toEqual(["reported 监督员", "accepted 赵主任"]));
    expect(hub.store.listSessions()).toHaveLength(1);
  });
});
