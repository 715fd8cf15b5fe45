/**
 * From the hub's commit to the window, with fifty hosts at one hub: 49 bare readers in two processes that verify everything,
 * one of them stalled, and one whole host with a window in a process of its own.
 */
import { hubFile } from "../../../src-hub/data-dir.ts";
import { STAMPED } from "./hub-child.ts";
import { stateOf } from "./load.ts";
import { quantile, startChild, type Child } from "./processes.ts";

export interface LagFigures {
  readonly lagP50Ms: number;
  readonly lagP95Ms: number;
  readonly lagP99Ms: number;
  readonly hubRssMb: number;
  readonly hubRssStartMb: number;
}

const PER_SECOND = 2_000;
/** Stamps of the first seconds are left out: everything runs for the first time then. */
const WARM_S = 3;
/** What is on its way when the changes end comes within this, ms, or has been lost. */
const REST_MS = 60_000;

interface Checked {
  readonly readers: number;
  readonly same: number;
  readonly deltas: number;
  readonly rows: number;
  readonly faults: readonly string[];
}

/** When each stamp came to the window, once all have come. */
async function arrived(host: Child, stamps: number): Promise<ReadonlyMap<number, number>> {
  for (let waited = 0; ; waited += 500) {
    host.say({ do: "seen" });
    const { seen } = await host.hear<{ seen: [number, number][] }>("seen");
    if (seen.length >= stamps || waited > REST_MS) return new Map(seen);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** @throws when a reader was told something wrong. */
export async function measureLag(
  hub: { child: Child; url: string; data: string },
  synced: string,
  seconds: number,
  say: (line: string) => void,
): Promise<LagFigures> {
  const readers = (howMany: number, stalled: number) =>
    startChild("readers-child.ts", [hub.url, hubFile(hub.data), String(howMany), String(stalled)]);
  const before = await stateOf(hub.child);
  const host = startChild("host-child.ts", [synced]);
  const groups = [readers(25, 1), readers(24, 0)];
  try {
    await host.hear("ready");
    host.say({ do: "connect", url: hub.url, headAt: before.headAt });
    await host.hear("live");
    host.say({ do: "watch", cases: STAMPED });
    for (const group of groups) await group.hear("tailing");
    // Everything is warm before somebody stops reading: a second of changes for all.
    hub.child.say({ do: "changes", perSecond: PER_SECOND, seconds: 1 });
    await hub.child.hear("changed");
    groups[0]?.say({ do: "stall" });
    await groups[0]?.hear("stalled");
    hub.child.say({ do: "rss" });
    const start = await stateOf(hub.child);

    hub.child.say({ do: "changes", perSecond: PER_SECOND, seconds });
    const changed = await hub.child.hear<{ stamps: number[]; changes: number; seconds: number }>("changed");
    const came = await arrived(host, changed.stamps.length);
    const first = changed.stamps[0] ?? 0;
    const counted = changed.stamps.flatMap((at, n) => (at - first < WARM_S * 1_000 ? [] : [[n, at] as const]));
    const lags = counted.flatMap(([n, at]) => (came.has(n) ? [(came.get(n) as number) - at] : []));
    if (lags.length < counted.length * 0.9) {
      throw new Error(`${lags.length} of ${counted.length} stamps came to the window`);
    }

    const end = await stateOf(hub.child);
    const checks: Checked[] = [];
    for (const group of groups) {
      group.say({ do: "check", head: end.head });
      checks.push(await group.hear<Checked>("checked"));
    }
    const wrong = checks.filter(({ readers: all, same, faults }) => same !== all || faults.length > 0);
    if (wrong.length > 0) throw new Error(`readers were told otherwise than the hub: ${JSON.stringify(wrong)}`);
    const sum = (of: (check: Checked) => number) => checks.reduce((all, check) => all + of(check), 0);
    say(
      `lag: ${changed.changes} changes in ${changed.seconds.toFixed(1)} s ` +
        `(${Math.round(changed.changes / changed.seconds)} a second) to 50 hosts; ${sum(({ same }) => same)} readers ` +
        `verified ${sum(({ deltas }) => deltas)} deltas with ${sum(({ rows }) => rows)} rows and have the hub's sums; ` +
        `${lags.length} of ${counted.length} stamps seen in the window`,
    );
    say(`the hub's memory: ${start.rss} MB at the start, ${end.mostRss} MB at most, with one reader stalled`);
    return {
      lagP50Ms: Math.round(quantile(lags, 0.5)),
      lagP95Ms: Math.round(quantile(lags, 0.95)),
      lagP99Ms: Math.round(quantile(lags, 0.99)),
      hubRssMb: end.mostRss,
      hubRssStartMb: start.rss,
    };
  } finally {
    for (const child of [...groups, host]) await child.end();
  }
}
