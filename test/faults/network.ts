/**
 * One round on a bad network: a hub whose town lives, three hosts with other rights behind proxies that lose, double, swap
 * and delay messages, are cut and partitioned, while hub and hosts are restarted and people ask for things. Then quiet.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openHub, type Hub } from "../../src-hub/hub.ts";
import { openHost } from "../../src-main/host/host.ts";
import type { Host } from "../../src-main/host/options.ts";
import type { Grant } from "../../src-hub/store/store.ts";
import { chances } from "../contract/random-cases.ts";
import {
  askBy,
  caughtUp,
  letGoBy,
  mustAgree,
  mustCompare,
  mustHaveOneEffect,
  rest,
  settled,
  until,
  PATIENCE_MS,
  type Asked,
} from "./agree.ts";
import { FAIR, openProxy, type Odds, type Proxy } from "./proxy.ts";
import { openSeat, type Seat } from "./seat.ts";
import { DISTRICTS, command, grantOf, liveOn, scopeOf, town, type Chance, type Town } from "./town.ts";

export interface NetworkRound {
  readonly seed: number;
  /** How long (s) the network is bad. */
  readonly seconds: number;
  /** Cases at the beginning. */
  readonly rows: number;
  /** How long (s) a partition lasts at most. */
  readonly longestPartition: number;
}

const BAD: Odds = { drop: 0.02, double: 0.06, swap: 0.06, delay: 0.2, delayMs: 60 };
const LIVE_EVERY_MS = 60;
const ASK_EVERY_MS = 90;
const ACT_EVERY_MS = 350;
/** From the last word of a dead line until the hub gives it up: its ping and the time to answer it. */
const SILENCE_MS = 30_000;

const GRANTS: readonly Grant[] = [
  grantOf("管理员", "token-of-the-admin"),
  grantOf("派遣员", "token-of-a-dispatcher", {
    role: "dispatcher",
    departments: ["d0", "d1", "d2"],
    districts: [DISTRICTS[0]],
  }),
  grantOf("大屏", "token-of-a-wall", { role: "wall", personal: false }),
];
const TOKENS = ["token-of-the-admin", "token-of-a-dispatcher", "token-of-a-wall"];

/** A host that is closed and opened again on the same cache, behind its own proxy. */
interface Place {
  readonly name: string;
  readonly dataDir: string;
  readonly proxy: Proxy;
  readonly grant: Grant;
  readonly token: string;
  host: Host | null;
  seat: Seat | null;
  asked: Asked[];
}

/** Runs one round; throws with what does not hold. Gives a line of figures. */
export async function networkRound({ seed, seconds, rows, longestPartition }: NetworkRound): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), "citywall-network-"));
  const chance = chances(seed);
  const places: Place[] = [];
  let hub = await openAt(dir, 0);
  const { port } = hub;
  let closingHub = false;
  const restarts: Promise<void>[] = [];
  const counts = { commits: 0, cuts: 0, partitions: 0, hubRestarts: 0, hostRestarts: 0, stalls: 0 };
  try {
    for (const grant of GRANTS) hub.store.putGrant(grant);
    const founded = town(hub.store, hub.now, chance, { rows, asked: 24 });
    for (const [n, grant] of GRANTS.entries()) {
      const proxy = await openProxy(port, seed + 10 * n);
      for (const direction of ["toHub", "toHost"] as const) proxy.odds(direction, BAD);
      const token = TOKENS[n] as string;
      const place = { name: grant.name, dataDir: join(dir, `host-${n}`), proxy, grant, token };
      places.push({ ...place, host: null, seat: null, asked: [] });
    }
    for (const place of places) await open(place);

    const timers = [
      setInterval(() => {
        if (closingHub) return;
        liveOn(hub.store, hub.now, founded, chance);
        counts.commits += 1;
      }, LIVE_EVERY_MS),
      setInterval(() => ask(places, founded, chance), ASK_EVERY_MS),
    ];
    try {
      const end = performance.now() + seconds * 1_000;
      while (performance.now() < end) {
        await rest(ACT_EVERY_MS * (0.5 + chance()));
        act(one(places, chance));
      }
    } finally {
      for (const timer of timers) clearInterval(timer);
    }
    await Promise.all(restarts);
    for (const { proxy } of places) {
      for (const direction of ["toHub", "toHost"] as const) {
        proxy.odds(direction, FAIR);
        proxy.stall(direction, false);
      }
      proxy.throttle(null);
      proxy.partition(false);
    }
    await quiet();
    const asked = places.flatMap((place) => place.asked).length;
    return `${counts.commits} commits, ${asked} requests, ${JSON.stringify(counts)}`;
  } finally {
    for (const place of places) {
      await place.host?.close();
      await place.proxy.close();
    }
    await Promise.allSettled(restarts);
    await hub.close();
    rmSync(dir, { recursive: true, force: true });
  }

  function act(place: Place): void {
    const lot = chance();
    const { proxy } = place;
    if (lot < 0.25) {
      counts.cuts += 1;
      proxy.cut();
    } else if (lot < 0.4) {
      counts.partitions += 1;
      proxy.partition(true);
      restarts.push(rest(chance() * longestPartition * 1_000).then(() => proxy.partition(false)));
    } else if (lot < 0.5) {
      counts.stalls += 1;
      const direction = chance() < 0.5 ? "toHub" : "toHost";
      proxy.stall(direction, true);
      restarts.push(rest(chance() * 1_000).then(() => proxy.stall(direction, false)));
    } else if (lot < 0.6) {
      proxy.throttle(100_000);
      restarts.push(rest(chance() * 1_000).then(() => proxy.throttle(null)));
    } else if (lot < 0.68 && !closingHub) {
      counts.hubRestarts += 1;
      restarts.push(restartHub(chance() * 600));
    } else if (lot < 0.8 && place.host !== null) {
      counts.hostRestarts += 1;
      restarts.push(restartHost(place, chance() * 600));
    }
  }

  async function restartHub(awayMs: number): Promise<void> {
    closingHub = true;
    await hub.close();
    await rest(awayMs);
    hub = await openAt(dir, port);
    closingHub = false;
  }

  async function restartHost(place: Place, awayMs: number): Promise<void> {
    const { host } = place;
    place.host = null;
    place.seat = null;
    for (const asked of place.asked) if (asked.answer === null) asked.lost = true;
    await host?.close();
    await rest(awayMs);
    await open(place);
  }

  /** What must hold when nothing happens any more. */
  async function quiet(): Promise<void> {
    const { store } = hub;
    for (const place of places) await settled(place.name, place.seat as Seat);
    for (const place of places) await caughtUp(place.name, place.seat as Seat, store, place.dataDir);
    for (const { name, seat, dataDir, grant } of places as (Place & { seat: Seat })[]) {
      const scope = scopeOf(grant, store);
      mustAgree(name, store, dataDir, scope);
      await mustCompare(name, seat, store);
      const repairs = seat.seen().sync?.digest.repairs ?? [];
      if (repairs.length > 0) throw new Error(`${name} had to be mended: ${JSON.stringify(repairs)}`);
      const shown = store.count("cases");
      if (grant.departments === null) {
        await until(`${name} shows another city`, () => {
          const { cases } = seat.seen();
          return cases === shown ? null : `${cases} cases, there are ${shown}`;
        });
      }
    }
    const unsent = new Set(places.flatMap(({ seat }) => letGoBy(seat as Seat)));
    const asked = places.flatMap((place) => place.asked);
    mustHaveOneEffect(
      store,
      asked,
      unsent,
      places.flatMap(({ seat }) => seat ?? []),
    );
    // The administrator may see what the hub keeps for each of us.
    // A line that nobody ended it gives up after thirty seconds of silence; only then it lets go of what waited there.
    const memory = () => {
      const clients = (places[0] as Place).seat?.seen().sync?.hub?.clients;
      if (clients === undefined) return "the hub does not tell";
      const waiting = clients.filter(({ waitingBytes, unanswered }) => waitingBytes > 0 || unanswered > 0);
      return waiting.length === 0 ? null : JSON.stringify(waiting);
    };
    await until("the hub's memory is not back", memory, SILENCE_MS + PATIENCE_MS);
  }

  async function open(place: Place): Promise<void> {
    const { dataDir, token, name, proxy } = place;
    const host = await openHost({
      dataDir,
      language: null,
      basemap: null,
      token,
      keepMonths: null,
      name,
      log: () => undefined,
    });
    place.host = host;
    place.seat = openSeat(host);
    host.connect(proxy.url);
  }
}

function openAt(dataDir: string, port: number): Promise<Hub> {
  return openHub({ dataDir, port, city: "none", pace: 1, language: "en", log: () => undefined });
}

function one<T>(list: readonly T[], chance: Chance): T {
  return list[Math.floor(chance() * list.length)] as T;
}

function ask(places: readonly Place[], founded: Town, chance: Chance): void {
  const place = one(places, chance);
  if (place.seat === null) return;
  place.asked.push(askBy(place.seat, command(founded, chance)));
}
