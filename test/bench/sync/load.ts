/** The first load: from the hub's store into an empty cache until a window is answered, beside a raw insert of the same rows. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { hubFile } from "../../../src-hub/data-dir.ts";
import { middle, startChild, type Child } from "./processes.ts";
import { rawIndexes, rawInsert, rowsInCache, rowsOfHub } from "./raw.ts";

export interface LoadFigures {
  readonly firstLoadRowsPerSecond: number;
  /** Over the raw insert with indexes built after it. */
  readonly firstLoadOverRaw: number;
  /** Over the raw insert alone, which nothing can be looked up in. */
  readonly firstLoadOverBare: number;
}

interface HubState {
  readonly epoch: string;
  readonly head: number;
  readonly headAt: number;
  readonly mostRss: number;
  readonly rss: number;
}

export async function stateOf(hub: Child): Promise<HubState> {
  hub.say({ do: "state" });
  return await hub.hear<HubState>("state");
}

/** Fills an empty cache from the hub; seconds from connecting to live, and to the answer of a window that asks then. */
export async function firstSync(hub: Child, url: string, dataDir: string): Promise<{ live: number; answered: number }> {
  const host = startChild("host-child.ts", [dataDir]);
  await host.hear("ready");
  host.say({ do: "connect", url, headAt: (await stateOf(hub)).headAt });
  const { liveMs, answeredMs } = await host.hear<{ liveMs: number; answeredMs: number }>("live");
  await host.end();
  return { live: liveMs / 1_000, answered: answeredMs / 1_000 };
}

/** Leaves the cache of the last round in `synced`. */
export async function measureLoad(
  folder: string,
  hub: { child: Child; url: string; data: string },
  synced: string,
  rounds: number,
  say: (line: string) => void,
): Promise<LoadFigures> {
  const all = rowsOfHub(hubFile(hub.data));
  const rows = [...all.values()].reduce((sum, { length }) => sum + length, 0);
  const [loads, ratios, bareRatios] = [[] as number[], [] as number[], [] as number[]];
  for (let round = 1; round <= rounds; round++) {
    rmSync(synced, { recursive: true, force: true });
    const { live, answered } = await firstSync(hub.child, hub.url, synced);
    const raw = join(folder, "raw");
    const bare = rawInsert(all, raw);
    for (const dataDir of [synced, raw]) {
      const found = rowsInCache(dataDir);
      if (found !== rows) throw new Error(`${dataDir} holds ${found} rows, the hub ${rows}`);
    }
    const indexes = rawIndexes(raw);
    rmSync(raw, { recursive: true });
    loads.push(answered);
    bareRatios.push(answered / bare);
    ratios.push(answered / (bare + indexes));
    say(
      `load ${round}: ${rows} rows in ${live.toFixed(2)} s from connecting to live, a window answered at ` +
        `${answered.toFixed(2)} s; raw insert ${bare.toFixed(2)} s, ${(answered / bare).toFixed(2)} times; with ` +
        `indexes built after it ${(bare + indexes).toFixed(2)} s, ${(answered / (bare + indexes)).toFixed(2)} times`,
    );
  }
  return {
    firstLoadRowsPerSecond: Math.round(rows / middle(loads)),
    firstLoadOverRaw: Number(middle(ratios).toFixed(2)),
    firstLoadOverBare: Number(middle(bareRatios).toFixed(2)),
  };
}
