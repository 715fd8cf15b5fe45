/** A cache file is damaged, while its host is away or runs. The host comes back live with the hub's rows. */
import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EVERYTHING } from "../../shared/scope.ts";
import { openHub } from "../../src-hub/hub.ts";
import { chances } from "../contract/random-cases.ts";
import { caughtUp, must, mustAgree, mustCompare, rest, until } from "./agree.ts";
import { startHost, type HostChild } from "./child.ts";
import { liveOn, town, type Chance } from "./town.ts";

export const DAMAGES = ["flips", "truncated", "garbage", "head", "flipsWhileRunning", "garbageWhileRunning"] as const;
export type Damage = (typeof DAMAGES)[number];
/** Some of the ways, by the seed. */
export function damagesBy(seed: number, howMany: number): Damage[] {
  const chance = chances(seed);
  const order = DAMAGES.map((damage) => ({ damage, lot: chance() })).toSorted((a, b) => a.lot - b.lot);
  return order.slice(0, howMany).map(({ damage }) => damage);
}

/**
 * What no SQLite takes for a database: such a file is always set aside, unless the log of a host that was killed has all of
 * it, and the file is whole again from there.
 */
const UNUSABLE: ReadonlySet<Damage> = new Set(["garbage", "head"]);

/** Damages one cache in these ways, one after the other. */
export async function damageRound({ seed, damages }: { seed: number; damages: readonly Damage[] }): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), "citywall-damage-"));
  const hostDir = join(dir, "host");
  const chance = chances(seed);
  const hub = await openHub({ dataDir: dir, port: 0, city: "none", pace: 1, language: "en", log: () => undefined });
  const { store } = hub;
  const settings = { dataDir: hostDir, url: hub.url, token: "", name: "host" };
  const places = town(store, hub.now, chance, { rows: 3_000, asked: 4 });
  let host = await startHost(settings);
  let doing: Damage = "flips";
  let aside = 0;
  try {
    await caughtUp("the host", host, store, hostDir);
    for (doing of damages) await one(doing);
    return `${damages.length} damages, ${aside} files set aside`;
  } catch (error) {
    throw new Error(`${doing}\n${JSON.stringify(host.events.slice(-5))}\n${host.complaints()}`, { cause: error });
  } finally {
    await host.kill();
    await hub.close();
    rmSync(dir, { recursive: true, force: true });
  }

  async function one(damage: Damage): Promise<void> {
    const running = damage === "flipsWhileRunning" || damage === "garbageWhileRunning";
    // Closed, everything is in the one file; killed, some of it is in the log beside it.
    const closed = !running && chance() < 0.5;
    if (!running) {
      if (closed) await host.call({ call: "close" }).then(() => host.gone);
      else await host.kill();
    }
    spoil(join(hostDir, "cache.db"), damage, chance);
    for (let n = 0; n < 20; n++) {
      liveOn(store, hub.now, places, chance);
      if (running) await rest(30);
    }
    if (running) {
      // Whether it notices by itself, is told by a comparison or dies of it: it may be started again, as its shell does.
      await Promise.race([host.act({ do: "check", deep: true }).catch(() => undefined), rest(5_000)]);
      await rest(500);
      await host.kill();
    }
    host = await startHost(settings);
    await caughtUp("the host", host, store, hostDir);
    await mended(host);
    mustAgree("the host", store, hostDir, EVERYTHING);
    await mustCompare("the host", host, store);
    aside += mustBeNamed(damage, host, closed);
  }

  /** A byte of a text that was flipped is no damage to SQLite: comparing finds it. */
  async function mended(by: HostChild): Promise<void> {
    const before = by.seen().sync?.digest.comparisons ?? 0;
    await by.act({ do: "check", deep: true });
    await until("nothing is compared", () => {
      const digest = by.seen().sync?.digest;
      if (digest === undefined || digest.comparisons <= before) return "no comparison";
      return digest.last?.outcome === "differs" ? "it differs" : null;
    });
    await caughtUp("the host", by, store, hostDir);
  }
}

/** A file that was set aside is named, and is there. Gives how many. */
function mustBeNamed(damage: Damage, host: HostChild, closed: boolean): number {
  const aside = host.seen().sync?.cache.setAside ?? [];
  must(!UNUSABLE.has(damage) || !closed || aside.length > 0, `after ${damage} no file is named`);
  for (const { kept } of aside) must(existsSync(kept), `${kept} is not there`);
  return aside.length;
}

function spoil(file: string, damage: Damage, chance: Chance): void {
  const to = openSync(file, "r+");
  try {
    const { size } = fstatSync(to);
    const at = (from: number) => from + Math.floor(chance() * (size - from));
    switch (damage) {
      case "flips":
      case "flipsWhileRunning":
        for (let n = 1 + Math.floor(chance() * 40); n > 0; n--) flip(to, at(100), chance);
        return;
      case "truncated":
        return ftruncateSync(to, at(0));
      case "head":
        return void writeSync(to, noise(100, chance), 0, 100, 0);
      case "garbage":
        return void writeSync(to, noise(size, chance), 0, size, 0);
      case "garbageWhileRunning": {
        const begin = at(4_096);
        const length = Math.min(size - begin, 16_384);
        return void writeSync(to, noise(length, chance), 0, length, begin);
      }
    }
  } finally {
    closeSync(to);
  }
}

function flip(file: number, at: number, chance: Chance): void {
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, at);
  byte[0] = (byte[0] as number) ^ (1 << Math.floor(chance() * 8));
  writeSync(file, byte, 0, 1, at);
}

function noise(length: number, chance: Chance): Buffer {
  return Buffer.from(Uint8Array.from({ length }, () => Math.floor(chance() * 256)));
}
