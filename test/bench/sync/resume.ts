/** A host that was away for ten minutes, and a host that starts on what it has. */
import { stateOf } from "./load.ts";
import { middle, startChild, type Child } from "./processes.ts";

/** Ten minutes at 200 changes a second, four commits a second. */
const AWAY = { changes: 120_000, perCommit: 50 };

interface Ready {
  readonly firstMs: number;
  readonly sinceStartMs: number;
  readonly rss: number;
}

/** ms from connecting until the line is live and the hub's newest commit is in the cache. */
export async function measureResume(
  hub: { child: Child; url: string },
  synced: string,
  say: (line: string) => void,
): Promise<{ resumeMs: number }> {
  hub.child.say({ do: "bulk", ...AWAY });
  await hub.child.hear("bulkDone");
  const { headAt } = await stateOf(hub.child);
  const host = startChild("host-child.ts", [synced]);
  await host.hear("ready");
  host.say({ do: "connect", url: hub.url, headAt });
  const { liveMs, answeredMs } = await host.hear<{ liveMs: number; answeredMs: number }>("live");
  await host.end();
  say(
    `resume after ${AWAY.changes} changes: live at the head in ${liveMs.toFixed(0)} ms, answered ${answeredMs.toFixed(0)}`,
  );
  return { resumeMs: Math.round(liveMs) };
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
