/** The demonstration city's cameras: their outages, and what people change of them. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openCity, type City } from "../../src-hub/city/city.ts";
import { isOnline } from "../../src-hub/city/lines.ts";
import { openOutage } from "../../src-hub/store/outages.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import type { Store } from "../../src-hub/store/store.ts";

const SEED = 11;
const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 20, 7);

let dir = "";
let store: Store;
let now = START;
let city: City | null = null;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-city-cameras-"));
  store = openSqliteStore(join(dir, "hub.db"));
  now = START;
});
afterEach(() => {
  city?.close();
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

async function live(): Promise<void> {
  city?.close();
  const log = (line: string) => expect.fail(line);
  city = openCity({ store, now: () => now, pace: 1, log, seed: SEED, reportsPerYear: 1 });
  await city.start();
}
const cameras = () => [...store.each("cameras", "demo")];

/** Each camera is online as its line is, and an outage goes on where it is not. */
function expectTrue(at: number): void {
  for (const camera of cameras()) {
    const up = isOnline(SEED, camera.id, at);
    expect([camera.id, camera.online, openOutage(store, camera) === null]).toEqual([camera.id, up, up === 1]);
  }
}

test("V49 outages lie behind a new city, and go on with it as lines come and go", async () => {
  await live();
  expectTrue(START);
  const weeks = 8 * 7 * 1_440 * MINUTE;
  expect(new Set(cameras().map(({ watchedFrom }) => watchedFrom))).toEqual(new Set([START - weeks]));
  const past = store.count("outages");
  expect(past).toBeGreaterThan(500);
  let flips = 0;
  for (let spell = 1; spell <= 6; spell += 1) {
    const before = cameras().map(({ online }) => online);
    now = START + spell * 40 * MINUTE;
    const settled = () => cameras().every(({ id, online }) => online === isOnline(SEED, id, now));
    await expect.poll(settled, { timeout: 10_000 }).toBe(true);
    expectTrue(now);
    flips += cameras().filter(({ online }, i) => online !== before[i]).length;
  }
  expect(flips).toBeGreaterThan(3);
  expect(store.count("outages")).toBeGreaterThan(past);
  for (const { fromAt, toAt } of store.each("outages")) expect(toAt ?? now).toBeGreaterThan(fromAt);
}, 90_000);

test("V54 what people changed of a camera stays at the next start; its streams come to one from before", async () => {
  vi.useFakeTimers({ toFake: ["setInterval"] });
  try {
    await live();
    const [first, second] = cameras() as [ReturnType<typeof cameras>[number], ReturnType<typeof cameras>[number]];
    const elsewhere = JSON.stringify([{ use: "main", kind: "flv", url: "http://10.0.0.8/1.flv" }]);
    store.transact(now, (tx) => {
      tx.put("cameras", { ...first, name: "改名路口", streams: elsewhere, online: 1 - first.online });
      tx.put("cameras", { ...second, streams: "[]", presets: "[]" });
    });
    await live();
    expect(store.get("cameras", first.uid)).toMatchObject({ name: "改名路口", streams: elsewhere });
    expect(store.get("cameras", second.uid)).toEqual(second);
    // One that is reached elsewhere by now is not the city's to switch.
    now += 2 * MINUTE;
    vi.advanceTimersByTime(1_000);
    expect(store.get("cameras", first.uid)?.online).toBe(1 - first.online);
  } finally {
    vi.useRealTimers();
  }
}, 90_000);
