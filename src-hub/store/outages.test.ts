import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PLAIN_CAMERA } from "../../shared/video/stream.ts";
import { endOutage, openOutage, putFound, type Found } from "./outages.ts";
import { openSqliteStore } from "./sqlite.ts";
import type { Store } from "./store.ts";

let dir = "";
let store: Store;
let uid = 0;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-outages-"));
  store = openSqliteStore(join(dir, "hub.db"));
  const row = {
    ...{ platform: "city", id: "1", code: "", name: "", nameEn: "", kind: "fixed", imageUrl: "" },
    online: 1,
  };
  const place = { lon: null, lat: null, bearing: null, unitGrid: 0 };
  uid = store.transact(1, (tx) => tx.put("cameras", { ...row, ...place, ...PLAIN_CAMERA }).uid);
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

const camera = () => store.get("cameras", uid)!;
const found = (what: Found, at: number) => store.transact(at, (tx) => putFound(store, tx, camera(), what, at));
const outages = () => [...store.each("outages")].map(({ fromAt, toAt, why }) => [why, fromAt, toAt]);

test("V49 an outage begins and ends once, and keeps the reason it began with", () => {
  found("well", 10);
  found("offline", 20);
  found("unreachable", 30);
  expect([outages(), camera().online]).toEqual([[["offline", 20, null]], 0]);
  found("well", 40);
  found("well", 50);
  expect([outages(), camera()]).toEqual([
    [["offline", 20, 40]],
    expect.objectContaining({ online: 1, watchedFrom: 10 }),
  ]);
  expect(openOutage(store, camera())).toBeNull();
});

test("V49 not having looked is no outage of the camera: the one ends where the other begins", () => {
  found("offline", 20);
  found("notWatched", 30);
  found("notWatched", 40);
  expect([outages(), camera().online]).toEqual([
    [
      ["offline", 20, 30],
      ["notWatched", 30, null],
    ],
    0,
  ]);
  found("well", 50);
  expect(outages().at(-1)).toEqual(["notWatched", 30, 50]);
});

test("V49 an outage never ends before it began, and one that is over is not touched again", () => {
  found("offline", 20);
  store.transact(30, (tx) => endOutage(store, tx, camera(), 10));
  expect(outages()).toEqual([["offline", 20, 20]]);
  const head = store.head();
  store.transact(40, (tx) => endOutage(store, tx, camera(), 40));
  expect([outages(), store.head()]).toEqual([[["offline", 20, 20]], head]);
});
