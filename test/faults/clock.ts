/** Clocks are set while hub and host run, and are wrong when they start: nothing that is shown moves. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hubFile } from "../../src-hub/data-dir.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import { caughtUp, must, mustCompare, rest, until } from "./agree.ts";
import { startHost, startHub, type HostChild } from "./child.ts";

const HOUR = 3_600_000;
/** How far (ms) two readings of one clock in two processes may lie apart, on a busy machine. */
const NEAR = 3_000;

/** Sets the host's clock to and fro by an hour, then the hub's, with and without a restart. Gives what was noted. */
export async function clockRound(seed: number): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), "citywall-clock-"));
  const hostDir = join(dir, "host");
  const hubSettings = { dataDir: dir, port: 0, seed, grants: [], town: { rows: 300, asked: 4 } };
  let hub = await startHub(hubSettings);
  const { port } = hub;
  const store = openSqliteStore(hubFile(dir), { readonly: true });
  let host: HostChild | null = null;
  try {
    const uid = hub.town.asked[0] as number;
    // A machine that starts with a clock an hour ahead.
    host = await startHost({
      dataDir: hostDir,
      url: `http://127.0.0.1:${port}`,
      token: "",
      name: "host",
      clockOffMs: HOUR,
    });
    const at = host;
    await caughtUp("the host", at, store, hostDir);
    // Filed and dispatched now: its deadline is four days away, by the hub's clock.
    for (const command of [
      { kind: "file", limit: { value: 4, type: "naturalDay" } },
      { kind: "dispatch", department: hub.town.departments[0] as number },
    ] as const) {
      const answer = await at.ask({
        id: `${command.kind}-the-case`,
        by: "派遣员",
        request: { ask: "case", uid, command },
      });
      must(answer.answer === "done" || answer.answer === "queued", JSON.stringify(answer));
    }
    at.watch(uid);
    await until("the case is not shown", () =>
      at.seen().watched?.clocks.remainingMinutes != null && at.seen().watched?.pending.length === 0
        ? null
        : JSON.stringify(at.seen().watched?.clocks),
    );
    const due = store.get("cases", uid)?.deadline ?? 0;
    const cuts = at.seen().sync?.line.cuts;
    await steady(HOUR, "at the start");

    for (const offMs of [0, -HOUR, HOUR]) {
      const jumps = at.seen().sync?.clock.jumps.length ?? 0;
      await at.call({ call: "clock", offMs });
      await until("the jump is not noted", () => {
        const noted = at.seen().sync?.clock.jumps ?? [];
        return noted.length > jumps ? null : JSON.stringify([noted, at.seen().failed, at.seen().line]);
      });
      await steady(offMs, `after a jump to ${offMs}`);
    }
    const { jumps } = (at.seen().sync as NonNullable<ReturnType<HostChild["seen"]>["sync"]>).clock;
    const by = jumps.map(({ byMs }) => Math.round(byMs / HOUR)).toReversed();
    must(by.join() === "-1,-1,2", `the jumps were noted as ${by.join()}`);
    must(at.seen().sync?.notes.some(({ what }) => what === "clockJumped") === true, "no note of a jump");

    // The hub's machine is set: its time goes on as it was.
    for (const offMs of [HOUR, -HOUR]) {
      await hub.call({ call: "clock", offMs });
      await steady(HOUR, `after the hub's machine was set by ${offMs}`);
    }
    must(at.seen().sync?.line.cuts === cuts, "a clock that was set cut the line");

    // It is started again on a machine that is behind: its time never runs behind what it has committed.
    await hub.kill();
    hub = await startHub({ ...hubSettings, port });
    await caughtUp("the host", at, store, hostDir);
    await steady(HOUR, "after the hub came back");
    await mustCompare("the host", at, store);
    return `jumps by ${by.join(", ")} hours noted`;

    /** What is shown is hub time: its now, its deadlines, and how far this machine's clock is off it. */
    async function steady(offMs: number, when: string): Promise<void> {
      await until(when, () => {
        const { line } = at.seen();
        if (line === null || line.state !== "live") return `the line is ${line?.state}`;
        const off = line.clockOffMs ?? Number.NaN;
        return Math.abs(off - offMs) < NEAR ? null : `the clock is said to be off by ${off}, it is by ${offMs}`;
      });
      // Long enough for anything that goes by the wrong clock to be shown.
      await rest(600);
      const now = await hubNow(port);
      const { line, watched } = at.seen();
      must(line !== null && watched !== null, "nothing is shown");
      must(Math.abs(line.hubNow - now) < NEAR, `${when} it is ${line.hubNow} there and ${now} at the hub`);
      const minutes = watched.clocks.remainingMinutes ?? Number.NaN;
      // The view of a case is worked out again every few seconds.
      must(Math.abs(minutes - (due - now) / 60_000) < 2, `${when} ${minutes} minutes remain until ${due}, at ${now}`);
      must(
        line.silentMs !== null && line.silentMs < 5_000,
        `${when} the hub is said to be silent for ${line.silentMs}`,
      );
    }
  } catch (error) {
    throw new Error(`${host?.complaints()}\n${hub.complaints()}`, { cause: error });
  } finally {
    store.close();
    await host?.kill();
    await hub.kill();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function hubNow(port: number): Promise<number> {
  const health = (await (await fetch(`http://127.0.0.1:${port}/health`)).json()) as { now: number };
  return health.now;
}
