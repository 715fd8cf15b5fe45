/** The real hub and the real host on one line: what is committed there is seen by a window here. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openHub, type Hub } from "../../src-hub/hub.ts";
import { openHost } from "../../src-main/host/host.ts";
import type { Host } from "../../src-main/host/options.ts";
import type { WholeValues } from "../../shared/view.ts";
import { caseDraft, departmentDraft, platformDraft } from "./drafts.ts";
import { openWindow } from "./test-window.ts";

let dir: string;
const closing: (() => Promise<void>)[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-line-"));
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

async function hostAt(): Promise<Host> {
  const host = await openHost({
    dataDir: join(dir, "host"),
    language: "en",
    basemap: null,
    token: "",
    keepMonths: null,
    name: "test",
    log: () => {},
  });
  closing.push(() => host.close());
  return host;
}

function fill(hub: Hub, from: number, count: number): void {
  hub.store.transact(hub.now(), (tx) => {
    tx.put("platforms", platformDraft());
    const { uid: department } = tx.put("departments", departmentDraft("d1"));
    for (let n = from; n < from + count; n++) {
      tx.put("cases", caseDraft(`case-${n}`, { department, reportedAt: Math.round(hub.now()) - n * 1_000 }));
    }
  });
}

describe("hub and host", () => {
  test("a first load, a live change, a deletion and a restart of the hub reach the window", async () => {
    let hub = await hubAt(0);
    fill(hub, 0, 4_500);
    const host = await hostAt();
    const window = openWindow(host);
    const cases = window.open({ view: "cases", query: {}, offset: 0, limit: 5 });
    const city = window.open({ view: "city" });
    host.connect(hub.url);
    await window.until(() => total(cases.value()) === 4_500 && host.report().state === "live");
    await window.until(() => (city.value() as WholeValues["city"]).platform?.platform === "test");

    fill(hub, 5_000, 3);
    await window.until(() => total(cases.value()) === 4_503);

    const gone = hub.store.find("cases", "test", "case-7");
    hub.store.transact(hub.now(), (tx) => tx.del("cases", gone?.uid ?? 0));
    await window.until(() => total(cases.value()) === 4_502);

    const { port } = hub;
    await host.close();
    await hub.close();
    hub = await hubAt(port);
    fill(hub, 6_000, 2);
    const again = await hostAt();
    const later = openWindow(again);
    const list = later.open({ view: "cases", query: {}, offset: 0, limit: 5 });
    await later.until(() => total(list.value()) === 4_502);
    expect(again.report().state).toBe("starting");
    again.connect(hub.url);
    await later.until(() => total(list.value()) === 4_504 && again.report().state === "live");
  });

  test("S10 a hub that goes away is said to be cut and is found again when it is back", async () => {
    const hub = await hubAt(0);
    fill(hub, 0, 10);
    const host = await hostAt();
    const window = openWindow(host);
    const cases = window.open({ view: "cases", query: {}, offset: 0, limit: 1 });
    host.connect(hub.url);
    await window.until(() => total(cases.value()) === 10 && host.report().state === "live");
    const { port } = hub;
    await hub.close();
    await window.until(() => window.line()?.state === "cut");
    expect(window.line()?.trouble?.code).toBe("hubUnreachable");
    expect(total(cases.value())).toBe(10);

    const back = await hubAt(port);
    fill(back, 100, 1);
    await window.until(() => window.line()?.state === "live" && total(cases.value()) === 11);
    expect(window.line()?.trouble).toBeNull();
  });
});

function total(value: unknown): number {
  return (value as WholeValues["cases"] | undefined)?.total ?? -1;
}
