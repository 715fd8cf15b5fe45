/** Clients that stop reading while the hub goes on committing: they cost bounded memory and nobody else's time. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EVERYTHING } from "../../shared/scope.ts";
import { HUB_EVENTS } from "../../shared/wire/hub.ts";
import { hubFile } from "../../src-hub/data-dir.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import { hubClient, type HubClient } from "../contract/programs/hub-client.ts";
import { caughtUp, must, mustAgree, mustCompare, rest, shownRows, until } from "./agree.ts";
import { startHost, startHub, type HostChild } from "./child.ts";
import { openProxy } from "./proxy.ts";
import { TABLE_NAMES } from "../../shared/tables.ts";

export interface Stall {
  readonly seed: number;
  /** How long (s) they do not read. */
  readonly seconds: number;
  /** Real ms between two commits. */
  readonly everyMs: number;
}

/** More than the unanswered deltas of one client can be: 4 of 2,600 rows of a kilobyte. */
const WAITING_BYTES = 16_000_000;
/** How much the hub may grow (MB) beside what any hub needs that has begun to work. */
const GROWTH_MB = 200;
/** How old (ms) what the others show may be at worst, on a busy machine. */
const LAG_MS = 5_000;

/** One plain client and one host stop reading, another host does not. Gives a line of figures. */
export async function stalledRound({ seed, seconds, everyMs }: Stall): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), "citywall-stalled-"));
  const hub = await startHub({ dataDir: dir, port: 0, seed, grants: [], town: { rows: 3_000, asked: 4 } });
  const store = openSqliteStore(hubFile(dir), { readonly: true });
  const proxy = await openProxy(hub.port, seed);
  const hosts: HostChild[] = [];
  const clients: HubClient[] = [];
  const dirs = { free: join(dir, "free"), stalled: join(dir, "stalled") };
  try {
    const settings = { token: "", url: `http://127.0.0.1:${hub.port}` };
    const free = await startHost({ ...settings, name: "free", dataDir: dirs.free });
    hosts.push(free);
    const stalled = await startHost({ ...settings, name: "stalled", dataDir: dirs.stalled, url: proxy.url });
    hosts.push(stalled);
    const plain = await hubClient(proxy.url);
    clients.push(plain);
    await plain.snapshot();
    await caughtUp("the free host", free, store, dirs.free);
    await caughtUp("the stalled host", stalled, store, dirs.stalled);
    await hub.call({ call: "live", everyMs });
    await rest(1_000);
    await until("the hub does not tell", () => (free.seen().sync?.hub == null ? "no status" : null));
    const rssBefore = free.seen().sync?.hub?.rssMb ?? 0;

    proxy.stall("toHost", true);
    const [from, begun] = [store.head(), performance.now()];
    const worst = { waiting: 0, rss: 0, lag: 0 };
    const lags: number[] = [];
    while (performance.now() - begun < seconds * 1_000) {
      await rest(100);
      const { sync } = free.seen();
      worst.rss = Math.max(worst.rss, sync?.hub?.rssMb ?? 0);
      const waiting = (sync?.hub?.clients ?? []).map(({ waitingBytes }) => waitingBytes);
      worst.waiting = Math.max(worst.waiting, ...waiting);
      lags.push(sync?.position.lagMs ?? 0);
    }
    worst.lag = Math.max(...lags);
    const commits = store.head() - from;
    const median = lags.toSorted((a, b) => a - b)[Math.floor(lags.length / 2)] ?? 0;
    must(commits > seconds, `only ${commits} commits in ${seconds} s`);
    must(worst.waiting < WAITING_BYTES, `${worst.waiting} bytes wait for one client`);
    must(worst.rss - rssBefore < GROWTH_MB, `the hub grew from ${rssBefore} to ${worst.rss} MB`);
    must(median < LAG_MS, `the free host lags by ${median} ms`);
    must(free.report()?.state === "live", "the free host is not live");

    proxy.stall("toHost", false);
    await rest(300);
    await hub.call({ call: "live", everyMs: null });
    await caughtUp("the free host", free, store, dirs.free);
    await caughtUp("the stalled host", stalled, store, dirs.stalled);
    for (const [host, at] of [
      [free, dirs.free],
      [stalled, dirs.stalled],
    ] as const) {
      mustAgree("a host", store, at, EVERYTHING);
      await mustCompare("a host", host, store);
    }
    await catchUp(plain);
    await until("the hub's memory is not back", () => {
      const left = (free.seen().sync?.hub?.clients ?? []).filter(({ waitingBytes }) => waitingBytes > 0);
      return left.length === 0 ? null : JSON.stringify(left);
    });
    return `${commits} commits in ${seconds} s, at worst ${worst.waiting} bytes wait, rss ${rssBefore} → ${worst.rss} MB, lag ${median} ms (worst ${worst.lag})`;
  } catch (error) {
    throw new Error([hub, ...hosts].map((child) => child.complaints()).join("\n"), { cause: error });
  } finally {
    for (const client of clients) client.close();
    await Promise.all([hub, ...hosts].map((child) => child.kill()));
    await proxy.close();
    store.close();
    rmSync(dir, { recursive: true, force: true });
  }

  /** The plain client reads what came, or connects anew when it was cut, by the tail where it still may. */
  async function catchUp(plain: HubClient): Promise<void> {
    let client = plain;
    if (await reaches(client)) return mustHold(client);
    client.close();
    client = await hubClient(proxy.url, plain);
    clients.push(client);
    const { mode } = await client.hello();
    if (mode === "tail") client.socket.emit(HUB_EVENTS.tail, { cursor: client.cursor });
    else await client.snapshot();
    must(await reaches(client), `a plain client stays at ${client.cursor} of ${store.head()}`);
    mustHold(client);
  }

  async function reaches(client: HubClient): Promise<boolean> {
    const reached = client.reach(store.head()).then(() => true);
    return Promise.race([reached, client.cut().then(() => false), rest(20_000).then(() => false)]);
  }

  function mustHold(client: HubClient): void {
    for (const table of TABLE_NAMES) {
      const [theirs, hubs] = [client.replica.get(table), shownRows(store, table, EVERYTHING)];
      must(theirs?.size === hubs.size, `${table}: ${theirs?.size} rows, there are ${hubs.size}`);
      for (const [uid, row] of hubs) {
        must(JSON.stringify(theirs.get(uid)) === JSON.stringify(row), `${table} ${uid} is another row`);
      }
    }
  }
}
