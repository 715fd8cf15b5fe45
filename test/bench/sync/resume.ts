/** A host that was away for ten minutes, and a host that starts on what it has. */
import { join } from "node:path";
import { columnsOf, type Row } from "../../../shared/tables.ts";
import { hubFile } from "../../../src-hub/data-dir.ts";
import { openCache } from "../../../src-main/host/cache/open.ts";
import { readPosition } from "../../../src-main/host/cache/position.ts";
import Database from "better-sqlite3";
import { stateOf } from "./load.ts";
import { middle, startChild, type Child } from "./processes.ts";
import { rawUpserts } from "./tail.ts";

/** Ten minutes at 200 changes a second, four commits a second. */
const AWAY = { changes: 120_000, perCommit: 50 };
/** Rows in one transaction of the raw upsert, as many as a delta has. */
const BATCH = 2_000;

interface Ready {
  readonly firstMs: number;
  readonly sinceStartMs: number;
  readonly rss: number;
}

/** The cases that changed in the hub's file since the cache that lies in `synced` was filled, in the order of commits. */
function missed(data: string, synced: string): Row[] {
  const cache = openCache(synced, () => undefined);
  const { cursor } = readPosition(cache.read);
  cache.close();
  const hub = new Database(hubFile(data), { readonly: true });
  try {
    const names = columnsOf("cases").map((name) => `"${name}"`);
    return hub.prepare<[number], Row>(`SELECT ${names.join()} FROM cases WHERE rev > ? ORDER BY rev`).raw().all(cursor);
  } finally {
    hub.close();
  }
}

/**
 * ms from connecting until the line is live and the hub's newest commit is in the cache; and ms that a raw upsert of the
 * same rows takes, which lie in memory, into a copy of the same cache.
 */
export async function measureResume(
  folder: string,
  hub: { child: Child; url: string; data: string },
  synced: string,
  say: (line: string) => void,
): Promise<{ resumeMs: number; resumeRawMs: number }> {
  hub.child.say({ do: "bulk", ...AWAY });
  await hub.child.hear("bulkDone");
  const { headAt } = await stateOf(hub.child);
  const rows = missed(hub.data, synced);
  const batches = Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, i) =>
    rows.slice(i * BATCH, (i + 1) * BATCH),
  );
  const raw = await rawUpserts(synced, join(folder, "resume"), batches);
  const host = startChild("host-child.ts", [synced]);
  await host.hear("ready");
  host.say({ do: "connect", url: hub.url, headAt });
  const { liveMs, answeredMs } = await host.hear<{ liveMs: number; answeredMs: number }>("live");
  await host.end();
  say(
    `resume after ${AWAY.changes} changes: live at the head in ${liveMs.toFixed(0)} ms, answered ${answeredMs.toFixed(0)}; ` +
      `raw upsert of the ${rows.length} rows that came of them ${raw.toFixed(0)} ms`,
  );
  return { resumeMs: Math.round(liveMs), resumeRawMs: Math.round(raw) };
}

/** A host's start on a full cache, to the first answer of a window that asks at once. */
export async function measureCold(
  synced: string,
  rounds: number,
  say: (line: string) => void,
): Promise<{ coldFirstViewMs: number; hostRssMb: number }> {
  const starts: Ready[] = [];
  for (let round = 1; round <= rounds; round++) {
    const host = startChild("host-child.ts", [synced]);
    starts.push(await host.hear<Ready>("ready"));
    await host.end();
    const { firstMs, sinceStartMs, rss } = starts.at(-1) as Ready;
    say(
      `cold start ${round}: first answer ${firstMs.toFixed(0)} ms after openHost, ` +
        `${sinceStartMs.toFixed(0)} ms after the process began; ${rss} MB`,
    );
  }
  return {
    coldFirstViewMs: Math.round(middle(starts.map(({ firstMs }) => firstMs))),
    hostRssMb: Math.max(...starts.map(({ rss }) => rss)),
  };
}
