/**
 * Rounds of kill −9: a hub whose town lives and a host with people at it, each a process of its own, one or both killed at
 * a moment by chance: anywhere, right after a commit of the hub, or in the middle of the host's full copy. After each one
 * they are started again, it becomes quiet, and everything must agree.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EVERYTHING } from "../../shared/scope.ts";
import { hubFile } from "../../src-hub/data-dir.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
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
  type Asked,
} from "./agree.ts";
import { startHost, startHub, type HostChild } from "./child.ts";
import { command } from "./town.ts";

export interface KillRounds {
  readonly seed: number;
  readonly rounds: number;
  /** Cases at the beginning. */
  readonly rows: number;
  /** Tells of each round. */
  readonly tell?: (line: string) => void;
  /** Real ms (performance.now) after which no further round begins. */
  readonly until?: number;
}

const KINDS = ["host", "hub", "both", "afterCommit", "inCopy", "host", "both"] as const;
const LIVE_EVERY_MS = 25;
const ASK_EVERY_MS = 40;

/** Runs the rounds; throws with what does not hold. Gives a line of figures. */
export async function killRounds({ seed, rounds, rows, tell = () => undefined, ...more }: KillRounds): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), "citywall-kills-"));
  const chance = chances(seed);
  const hostDir = join(dir, "host");
  const asked: Asked[] = [];
  /** Requests that the host let go by itself. */
  const unsent = new Set<string>();
  let hub = await startHub(hubSettings(0));
  const { port } = hub;
  let host = await startHost(hostSettings());
  // Another process reads the same file: what the hub has committed, whatever became of it.
  const store = openSqliteStore(hubFile(dir), { readonly: true });
  let round = 0;
  try {
    await caughtUp("the host, at first,", host, store, hostDir);
    for (; round < rounds && performance.now() < (more.until ?? Infinity); round++) {
      const kind = KINDS[Math.floor(chance() * KINDS.length)] as (typeof KINDS)[number];
      await one(kind);
      tell(`round ${round + 1}, killed ${kind}: ${store.head()} commits, ${asked.length} requests`);
    }
    return `${round} rounds, ${store.head()} commits, ${asked.length} requests`;
  } catch (error) {
    const said = [host.complaints(), hub.complaints()].filter((text) => text !== "").join("\n");
    throw new Error(`round ${round + 1} of ${rounds}\n${said}`, { cause: error });
  } finally {
    store.close();
    await Promise.all([host.kill(), hub.kill()]);
    rmSync(dir, { recursive: true, force: true });
  }

  async function one(kind: (typeof KINDS)[number]): Promise<void> {
    if (kind === "inCopy") await anew();
    const inCopy = kind === "inCopy";
    await hub.call({ call: "live", everyMs: LIVE_EVERY_MS });
    const asking = setInterval(() => {
      const busy = asked.filter(({ answer, lost }) => answer === null && !lost).length;
      if (host.alive() && busy < 8) asked.push(askBy(host, command(hub.town, chance)));
    }, ASK_EVERY_MS);
    try {
      if (inCopy) await untilInCopy(host, chance);
      else if (kind === "afterCommit") {
        await hub.call({ call: "dieAfter", commits: 1 + Math.floor(chance() * 30) });
        await hub.gone;
      } else await rest(100 + chance() * 900);
      const victims = kind === "host" || inCopy ? [host] : kind === "hub" ? [hub] : kind === "both" ? [hub, host] : [];
      await Promise.all(victims.map((victim) => victim.kill()));
    } finally {
      clearInterval(asking);
    }
    for (const each of asked) if (each.answer === null && !host.alive()) each.lost = true;
    await rest(chance() * 300);
    await revive();
    await hub.call({ call: "live", everyMs: null });
    await quiet();
  }

  async function revive(): Promise<void> {
    if (!hub.alive()) hub = await startHub(hubSettings(port));
    if (!host.alive()) host = await startHost(hostSettings());
  }

  /** A host that has nothing, to be killed while it takes everything; its outbox stays. */
  async function anew(): Promise<void> {
    await host.kill();
    for (const each of asked) if (each.answer === null) each.lost = true;
    for (const end of ["", "-wal", "-shm"]) rmSync(join(hostDir, `cache.db${end}`), { force: true });
    host = await startHost(hostSettings());
  }

  async function quiet(): Promise<void> {
    await settled("the host", host);
    await caughtUp("the host", host, store, hostDir);
    mustAgree("the host", store, hostDir, EVERYTHING);
    await mustCompare("the host", host, store);
    const repairs = host.seen().sync?.digest.repairs ?? [];
    if (repairs.length > 0) throw new Error(`the host had to be mended: ${JSON.stringify(repairs)}`);
    for (const id of letGoBy(host)) unsent.add(id);
    mustHaveOneEffect(store, asked, unsent, [host]);
    const aside = (host.seen().sync?.cache.setAside ?? []).length;
    if (aside > 0) throw new Error("a killed host's cache was set aside");
  }

  function hubSettings(at: number): Parameters<typeof startHub>[0] {
    return { dataDir: dir, port: at, seed, grants: [], town: { rows, asked: 24 } };
  }

  function hostSettings(): Parameters<typeof startHost>[0] {
    return { dataDir: hostDir, url: `http://127.0.0.1:${port}`, token: "", name: "host" };
  }
}

/** Waits until some page of a copy has been taken, but not all; a copy that is quicker than that is as good. */
async function untilInCopy(host: HostChild, chance: () => number): Promise<void> {
  const share = chance() * 0.8;
  await until("the copy does not begin", () => {
    const { state, progress } = host.report() ?? { state: "starting", progress: null };
    if (state === "live") return null;
    return progress !== null && progress.done > share * progress.total ? null : `${state}`;
  });
}
