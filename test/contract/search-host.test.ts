/** The search box and components through a whole host: a window asks, the thread indexes, the answer comes. */
import { afterEach, expect, test } from "vitest";
import { rowOf } from "../../shared/tables.ts";
import type { WholeValues } from "../../shared/view.ts";
import { openHost } from "../../src-main/host/host.ts";
import type { HostEvent } from "../../src-main/host/options.ts";
import { CacheFolder } from "./cache-folder.ts";
import { caseRow } from "./drafts.ts";
import { openWindow } from "./test-window.ts";

const CODE = "99010101037000123";
const folder = new CacheFolder("better-sqlite3");
afterEach(() => folder.remove());

test("texts are found once the thread has taken them, and a component by its place and its code", async () => {
  const writer = folder.writer();
  writer.transact(() => {
    writer.put("cases", caseRow(1, { caseNo: "20261102000017", address: "人民路12号", description: "井盖缺失" }));
    writer.put(
      "components",
      rowOf("components", {
        uid: 2,
        platform: "test",
        id: CODE,
        code: CODE,
        classUid: 0,
        name: "路灯",
        state: 1,
        lon: 114.5,
        lat: 30.5,
        unitGrid: 0,
        department: 0,
        owner: "",
        changedAt: null,
        note: "",
      }),
    );
  });
  folder.close();
  const told: HostEvent[] = [];
  const host = await openHost({
    dataDir: folder.dir,
    language: null,
    basemap: null,
    token: "",
    keepMonths: null,
    name: "test",
    log: (event) => told.push(event),
    tuning: { driver: folder.driver },
  });
  const window = openWindow(host);
  try {
    const search = (text: string) => {
      const view = window.open({ view: "search", text, limit: 40 });
      return () => (view.value() as WholeValues["search"] | undefined)?.found.map(({ kind, uid }) => `${kind} ${uid}`);
    };
    const [words, number, code] = [search("井盖"), search("000017"), search("37000123")];
    await window.until(() => words()?.[0] === "case 1" && number()?.[0] === "case 1" && code()?.[0] === "component 2");
    const box = window.open({ view: "components", bounds: [114.4, 30.4, 114.6, 30.6], limit: 10 });
    await window.until(() => (box.value() as WholeValues["components"] | undefined)?.total === 1);
    expect([...(box.value() as WholeValues["components"]).state]).toEqual([1]);
    const still = window.open({ view: "search", text: "", limit: 1 });
    await window.until(() => (still.value() as WholeValues["search"] | undefined)?.indexing === null);
    expect(told.filter(({ event }) => event === "searchAlone" || event === "searchAnew")).toEqual([]);
  } finally {
    window.close();
    await host.close();
  }
});
