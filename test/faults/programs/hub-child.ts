/**
 * A hub in a process of its own, with a town that lives: `node hub-child.ts <settings as JSON>`. See child.ts.
 */
import { shiftClock } from "./world.ts";
import { openHub } from "../../../src-hub/hub.ts";
import { chances } from "../../contract/random-cases.ts";
import { grantOf, liveOn, town } from "../town.ts";
import type { HubCall, HubSettings } from "../child.ts";

const settings = JSON.parse(process.argv[2] as string) as HubSettings;
const tell = (message: object) => {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};
const hub = await openHub({
  dataDir: settings.dataDir,
  port: settings.port,
  city: "none",
  pace: 1,
  language: "en",
  log: (line) => tell({ event: line }),
});
const chance = chances(settings.seed);
for (const { name, token, more } of settings.grants) hub.store.putGrant(grantOf(name, token, more));
const places = town(hub.store, hub.now, chance, settings.town);
let life: NodeJS.Timeout | undefined;
/** Commits left to live for; null for as long as it pleases. */
let left: number | null = null;

function beat(): void {
  liveOn(hub.store, hub.now, places, chance);
  if (left === null) return;
  left -= 1;
  // The commit is in the file, and nobody has been told of it yet.
  if (left <= 0) process.kill(process.pid, "SIGKILL");
}

const CALLS: { readonly [C in HubCall["call"]]: (call: Extract<HubCall, { call: C }>) => unknown } = {
  live: ({ everyMs }) => {
    clearInterval(life);
    if (everyMs !== null) life = setInterval(beat, everyMs);
  },
  dieAfter: ({ commits }) => {
    left = commits;
  },
  clock: ({ offMs }) => shiftClock(offMs),
  close: () => hub.close(),
};

process.on("message", (message: { n: number; call: HubCall }) => {
  const { n, call } = message;
  void (async () => (CALLS[call.call] as (call: HubCall) => unknown)(call))().then(
    (value) => {
      tell({ n, value });
      if (call.call === "close") setTimeout(() => process.exit(), 100);
    },
    (error: unknown) => tell({ n, error: String(error) }),
  );
});
process.on("disconnect", () => process.exit());
tell({ ready: true, port: hub.port, town: places });
