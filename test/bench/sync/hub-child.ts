/**
 * The bench's hub in a process of its own, with somebody who changes cases in it. Argument: the data folder.
 *
 * `changes` commits so many changes a second for so long; once a commit a case of `STAMPED` changes its longitude to the
 * number of the stamp, and when that was committed is told at the end. `bulk` commits many at once, as they came while a
 * host was away.
 */
import { openHub } from "../../../src-hub/hub.ts";
import type { Tx } from "../../../src-hub/store/store.ts";
import { chances } from "../../contract/random-cases.ts";
import { caseDraft } from "../../contract/drafts.ts";
import { moved, nextUid } from "./city.ts";
import { obey, rssMb, stamp, tell } from "./processes.ts";

/** Real ms between two commits. */
const COMMIT_MS = 25;
/** Cases whose place on the map is a stamp, the first so many. */
export const STAMPED = 1_000;
const lonOfStamp = (n: number): number => 100 + n / 1_000;
export const stampOfLon = (lon: number): number => Math.round((lon - 100) * 1_000);

if (process.send !== undefined && process.argv[2] !== undefined) await run(process.argv[2]);

async function run(dataDir: string): Promise<void> {
  const hub = await openHub({
    dataDir,
    port: 0,
    city: "none",
    pace: 1,
    language: "en",
    log: (line) => process.stderr.write(`${line}\n`),
  });
  const { store } = hub;
  const chance = chances(11);
  let last = store.count("cases");
  let mostRss = rssMb();
  setInterval(() => (mostRss = Math.max(mostRss, rssMb())), 100).unref();

  function change(tx: Tx, uid: number): void {
    if (uid === 0) {
      last = tx.put("cases", { ...caseDraft(`new-${++last}`), reportedAt: hub.now(), stageSince: hub.now() }).uid;
      return;
    }
    const record = store.get("cases", uid);
    if (record === null) throw new Error(`the hub has no case ${uid}`);
    tx.put("cases", moved(record, hub.now(), chance));
  }

  function commit(changes: number): void {
    store.transact(hub.now(), (tx) => {
      for (let i = 0; i < changes; i++) change(tx, nextUid(last, chance));
    });
  }

  obey(
    {
      async changes({ perSecond, seconds }: { perSecond: number; seconds: number }) {
        const [stamps, started] = [[] as number[], performance.now()];
        let done = 0;
        while (performance.now() - started < seconds * 1_000) {
          await new Promise((resolve) => setTimeout(resolve, COMMIT_MS));
          const due = Math.floor(((performance.now() - started) * perSecond) / 1_000) - done;
          if (due < 1) continue;
          store.transact(hub.now(), (tx) => {
            const record = store.get("cases", 1 + (stamps.length % STAMPED));
            if (record === null) throw new Error("a stamped case is missing");
            tx.put("cases", { ...record, lon: lonOfStamp(stamps.length), lat: 30 });
            for (let i = 1; i < due; i++) change(tx, nextUid(last, chance));
          });
          done += due;
          stamps.push(stamp());
        }
        tell({ is: "changed", stamps, changes: done, seconds: (performance.now() - started) / 1_000 });
      },
      bulk({ changes, perCommit }: { changes: number; perCommit: number }) {
        for (let done = 0; done < changes; done += perCommit) commit(perCommit);
        tell({ is: "bulkDone" });
      },
      state: () =>
        tell({
          is: "state",
          epoch: store.epoch,
          head: store.head(),
          headAt: store.headAt(),
          cases: store.count("cases"),
          rss: rssMb(),
          mostRss,
        }),
      rss() {
        mostRss = rssMb();
      },
    },
    () => hub.close(),
  );
  tell({ is: "open", url: hub.url });
}
