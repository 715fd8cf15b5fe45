/**
 * A host in a process of its own, with somebody at its window: `node host-child.ts <settings as JSON>`. It is told what to
 * do by whoever started it, and tells all the time what it shows. See child.ts.
 */
import { holdSize, shiftClock } from "./world.ts";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import Database from "better-sqlite3";
import { openHost } from "../../../src-main/host/host.ts";
import { openSeat } from "../seat.ts";
import type { HostCall, HostSettings } from "../child.ts";

const TELL_MS = 50;
const settings = JSON.parse(process.argv[2] as string) as HostSettings;
const events: unknown[] = [];
if (settings.clockOffMs !== undefined) shiftClock(settings.clockOffMs);
const tell = (message: object) => {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};
const host = await openHost({
  dataDir: settings.dataDir,
  language: null,
  basemap: null,
  token: settings.token,
  keepMonths: null,
  name: settings.name,
  log: (event) => {
    events.push(event);
    tell({ event });
  },
});
const seat = openSeat(host);
host.connect(settings.url);
setInterval(() => tell({ seen: seat.seen(), report: host.report() }), TELL_MS);

const CALLS: { readonly [C in HostCall["call"]]: (call: Extract<HostCall, { call: C }>) => unknown } = {
  ask: ({ message, holdMs }) => seat.ask(message, holdMs),
  act: ({ what }) => seat.act(what),
  watch: ({ uid }) => seat.watch(uid),
  clock: ({ offMs }) => shiftClock(offMs),
  hold: ({ names, held }) => holdSize(names, held),
  resize: ({ dir, size }) => void execFileSync("mount", ["-o", `remount,size=${size}`, dir]),
  /** The cache as it is now, in one file. */
  copy: ({ to }) => {
    const cache = new Database(join(settings.dataDir, "cache.db"), { readonly: true });
    cache.prepare("VACUUM INTO ?").run(join(to, "cache.db"));
    cache.close();
  },
  close: () => host.close(),
};

process.on("message", (message: { n: number; call: HostCall }) => {
  const { n, call } = message;
  void (async () => (CALLS[call.call] as (call: HostCall) => unknown)(call))().then(
    (value) => {
      tell({ n, value });
      if (call.call === "close") setTimeout(() => process.exit(), 100);
    },
    (error: unknown) => tell({ n, error: String(error) }),
  );
});
process.on("disconnect", () => process.exit());
tell({ ready: true });
