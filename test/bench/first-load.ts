/**
 * The first load of a large city: 341,299 council cases of New York from their file into the hub, and from the hub into
 * an empty cache, each in processes of its own; beside it the same rows by better-sqlite3 alone, as the measure of what
 * this machine can do.
 *
 * The measure is meant to be hard to come near: a file that the cache itself opened (the same settings, tables and
 * indexes, on the same disk), rows that lie in memory already, one prepared statement, and nothing else to do in the
 * process. Other work on the machine slows both sides, though not by the same share and not all the time alike; that is
 * why load and measure take turns, and the middle one of the rounds counts.
 */
import { fork } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { runToEnd, startHub } from "../e2e/program.ts";
import { realData } from "../run/root.ts";
import { rawInsert, rowsInCache, rowsOfHub } from "./sync/raw.ts";

const FILE = join(realData, "nyc311/nyc_council_cases_341299.csv.gz");
/** Rows in the file, as its README says. */
const ROWS = 341_299;
/** An odd number, so that one round is the middle one. */
const ROUNDS = 3;
/** Sends the hub's rows into an empty cache through a real host; seconds from connecting to live. */
async function firstSync(hub: string, dataDir: string): Promise<number> {
  const child = fork(join(import.meta.dirname, "host-child.ts"), [hub, dataDir], { stdio: "inherit" });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const { seconds } = await new Promise<{ seconds: number }>((resolve, reject) => {
    child.once("message", (message) => resolve(message as { seconds: number }));
    void ended.then((code) => reject(new Error(`the host ended with ${code}`)));
  });
  child.send("done");
  await ended;
  return seconds;
}

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] as number;

/** @throws when the real data is not there, or a step does not do what it should */
export async function measure(say: (line: string) => void): Promise<Record<string, number>> {
  if (!existsSync(FILE)) throw new Error("this bench needs ../shared/data/nyc311 beside the project");
  say(`${availableParallelism()} processors, ${loadavg()[0]?.toFixed(1)} programs running on average before the start`);
  const folder = mkdtempSync(join(tmpdir(), "citywall-bench-"));
  try {
    const hubData = join(folder, "hub-data");
    const started = performance.now();
    const imported = await runToEnd(["src-hub/ingest/import.ts", FILE, "--mapping", "nyc-council", "--data", hubData]);
    const importSeconds = (performance.now() - started) / 1000;
    if (imported.code !== 0) throw new Error(`the import failed:\n${imported.said}`);
    say(`import: ${ROWS} rows in ${importSeconds.toFixed(1)} s, process start and end included`);

    // A hub that opens its store publishes its rules; from then on nothing changes any more.
    await (await startHub(["--data", hubData, "--port", "0", "--city", "none"])).stop();
    const all = rowsOfHub(join(hubData, "hub/hub.db"));
    const rows = [...all.values()].reduce((sum, { length }) => sum + length, 0);
    const loads: number[] = [];
    const ratios: number[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const [synced, raw] = [join(folder, `synced-${round}`), join(folder, `raw-${round}`)];
      const hub = await startHub(["--data", hubData, "--port", "0", "--city", "none"]);
      const load = await firstSync(hub.url, synced);
      await hub.stop();
      const bare = rawInsert(all, raw);
      for (const dataDir of [synced, raw]) {
        const found = rowsInCache(dataDir);
        if (found !== rows) throw new Error(`${dataDir} holds ${found} rows, the hub ${rows}`);
        rmSync(dataDir, { recursive: true });
      }
      loads.push(load);
      ratios.push(load / bare);
      say(
        `round ${round}: first load of ${rows} rows ${load.toFixed(2)} s from connecting to live, ` +
          `raw insert ${bare.toFixed(2)} s, ${(load / bare).toFixed(2)} times`,
      );
    }
    return {
      importRowsPerSecond: Math.round(ROWS / importSeconds),
      firstLoadRowsPerSecond: Math.round(rows / middle(loads)),
      firstLoadOverRaw: Number(middle(ratios).toFixed(2)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
