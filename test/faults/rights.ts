/** Rights are changed and taken away while a host is live, and while it is away: the rows go at once. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NOTHING, scopeText, viewOfScope, type Scope } from "../../shared/scope.ts";
import { TABLE_NAMES } from "../../shared/tables.ts";
import { openHub } from "../../src-hub/hub.ts";
import { openHost } from "../../src-main/host/host.ts";
import type { Host } from "../../src-main/host/options.ts";
import { readPosition } from "../../src-main/host/cache/position.ts";
import { allRows } from "../../src-main/host/cache/read.ts";
import type { Grant } from "../../src-hub/store/store.ts";
import { chances } from "../contract/random-cases.ts";
import { caughtUp, must, mustAgree, mustCompare, until, withCache } from "./agree.ts";
import { openSeat, type Seat } from "./seat.ts";
import { DISTRICTS, grantOf, liveOn, scopeOf, town } from "./town.ts";

/** What the rule asks: rows that may no longer be seen are gone from the cache by then. */
const GONE_MS = 5_000;
const TOKEN = "token-of-a-hall";
const NAME = "大厅";

/** Each step leaves fewer rights than the one before, or other ones. */
const STEPS: readonly (readonly [what: string, more: Partial<Grant>])[] = [
  ["personal data is taken away", { personal: false }],
  ["one district is left", { personal: false, districts: [DISTRICTS[0]] }],
  ["three departments are left", { personal: false, districts: [DISTRICTS[0]], departments: ["d0", "d1", "d2"] }],
  ["other departments instead", { personal: false, departments: ["d2", "d3"] }],
  ["everything again", {}],
];

/** Runs through the changes of rights. Gives a line a step with how long it took. */
export async function rightsRound({ seed, rows }: { readonly seed: number; readonly rows: number }): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), "citywall-rights-"));
  const hostDir = join(dir, "host");
  const chance = chances(seed);
  const hub = await openHub({ dataDir: dir, port: 0, city: "none", pace: 1, language: "en", log: () => undefined });
  const { store } = hub;
  const told: string[] = [];
  let host = null as Host | null;
  try {
    const places = town(store, hub.now, chance, { rows, asked: 4 });
    // Somebody else's grant stays: a hub without any would let everybody in.
    store.putGrant(grantOf("管理员", "token-of-the-admin"));
    store.putGrant(grantOf(NAME, TOKEN));
    let seat = await open();
    await caughtUp("the hall", seat, store, hostDir);
    mustAgree("the hall", store, hostDir, scopeOf(grantOf(NAME, TOKEN), store));

    for (const [what, more] of STEPS) {
      const grant = grantOf(NAME, TOKEN, more);
      await change(what, scopeOf(grant, store), () => store.putGrant(grant));
      liveOn(store, hub.now, places, chance);
      await caughtUp("the hall", seat, store, hostDir);
      mustAgree("the hall", store, hostDir, scopeOf(grant, store));
      await mustCompare("the hall", seat, store);
    }

    // While it is away.
    await host?.close();
    const narrow = grantOf(NAME, TOKEN, { departments: ["d4"] });
    store.putGrant(narrow);
    seat = await open(false);
    await change("after it was away, one department", scopeOf(narrow, store), () => host?.connect(hub.url));
    await caughtUp("the hall", seat, store, hostDir);
    mustAgree("the hall", store, hostDir, scopeOf(narrow, store));

    await change("the grant is revoked", NOTHING, () => must(store.removeGrant(NAME), "there is no such grant"));
    await until("the window still shows cases", () => (seat.seen().cases === 0 ? null : `${seat.seen().cases}`));
    await until("it is not said why", () => {
      const code = seat.seen().line?.trouble?.code;
      return code === "tokenUnknown" ? null : `${code}`;
    });
    return told.join("\n");
  } finally {
    await host?.close();
    await hub.close();
    rmSync(dir, { recursive: true, force: true });
  }

  async function open(connect = true): Promise<Seat> {
    host = await openHost({
      dataDir: hostDir,
      language: null,
      basemap: null,
      token: TOKEN,
      keepMonths: null,
      name: NAME,
      log: () => undefined,
    });
    if (connect) host.connect(hub.url);
    return openSeat(host);
  }

  /** Changes a right and waits until no row is left in the cache that the new scope does not show. */
  async function change(what: string, scope: Scope, make: () => void): Promise<void> {
    const begun = performance.now();
    make();
    await until(what, () => tooMuch(hostDir, scope), GONE_MS);
    told.push(`${what}: gone after ${Math.round(performance.now() - begun)} ms`);
  }
}

/** What a cache has that a scope does not show; null when it has nothing of the kind and says so itself. */
function tooMuch(dataDir: string, scope: Scope): string | null {
  return withCache(dataDir, (handle) => {
    const kept = readPosition(handle).scope;
    if (kept === null || scopeText(kept) !== scopeText(scope)) return `the cache is by ${kept && scopeText(kept)}`;
    const view = viewOfScope(scope);
    for (const table of TABLE_NAMES) {
      for (const row of allRows(handle, table)) {
        // The very same row, or it says more than may be seen.
        const shown = view.shown(table, row);
        if (shown === null) return `${table} ${String(row[0])} is still there`;
        if (shown.some((cell, i) => cell !== row[i])) return `${table} ${String(row[0])} says too much`;
      }
    }
    return null;
  });
}
