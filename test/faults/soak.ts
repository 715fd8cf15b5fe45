/** The fault suites for as long as wanted, each round by a seed of its own, told in one line each. */
import { clockRound } from "./clock.ts";
import { DAMAGES, damageRound } from "./damage.ts";
import { diskFullRound, meansOfFilling } from "./disk-full.ts";
import { killRounds } from "./kills.ts";
import { networkRound } from "./network.ts";
import { rightsRound } from "./rights.ts";
import { seeded } from "./seeded.ts";
import { stalledRound } from "./stalled.ts";

export interface SyncSoak {
  /** Null: until so many hosts and hubs have been killed as the rule asks. */
  readonly minutes: number | null;
  /** Of the first round; the next ones count on. */
  readonly seed: number;
  /** One suite alone, "" for all. */
  readonly only: string;
  readonly tell: (line: string) => void;
}

const KILLS = 200;
const KILLS_AT_ONCE = 20;
/** How long (s) a client does not read: once as long as the rule asks, where there is time for it, else shortly. */
const LONG_STALL = 600;
const SHORT_STALL = 20;

/** Runs rounds; false at the first one that fails, which is told with its seed. */
export async function soakSync({ minutes, seed, only, tell }: SyncSoak): Promise<boolean> {
  const end = minutes === null ? Number.POSITIVE_INFINITY : performance.now() + minutes * 60_000;
  const begun = performance.now();
  const ways = meansOfFilling();
  let [pass, kills] = [0, 0];
  const suites: Readonly<Record<string, (seed: number) => Promise<string>>> = {
    network: (by) => networkRound({ seed: by, seconds: 25, rows: 8_000, longestPartition: 8 }),
    kills: async (by) => {
      const told = await killRounds({ seed: by, rounds: KILLS_AT_ONCE, rows: 6_500, until: end, tell });
      kills += KILLS_AT_ONCE;
      return told;
    },
    damage: (by) => damageRound({ seed: by, damages: DAMAGES }),
    rights: async (by) => (await rightsRound({ seed: by, rows: 5_000 })).replaceAll("\n", "; "),
    clock: clockRound,
    "disk-full": (by) => diskFullRound({ seed: by, by: ways[pass % ways.length] ?? "pages" }),
    stalled: (by) => {
      const long = pass === 0 && end - performance.now() > LONG_STALL * 2_000;
      return stalledRound({ seed: by, seconds: long ? LONG_STALL : SHORT_STALL, everyMs: 20 });
    },
  };
  const names = Object.keys(suites).filter((name) => only === "" || name === only);
  if (names.length === 0) throw new Error(`there is no suite ${only}; there are ${Object.keys(suites).join(", ")}`);
  const wanted = () => performance.now() < end && (minutes !== null || only !== "" || kills < KILLS);
  // By one seed alone a round is run once.
  for (; pass === 0 || (wanted() && only === ""); pass++) {
    for (const name of names) {
      if (pass > 0 && !wanted()) break;
      const now = seed + pass;
      try {
        const told = await seeded(name, now, () => (suites[name] as (by: number) => Promise<string>)(now));
        tell(`${clockOf(performance.now() - begun)} ${name} (seed ${now}): ${told}`);
      } catch (error) {
        tell(`${clockOf(performance.now() - begun)} ${name} (seed ${now}) failed`);
        tell(textOf(error));
        return false;
      }
    }
  }
  return true;
}

function clockOf(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return `${String(Math.floor(seconds / 60)).padStart(3)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** An error with everything that caused it. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? (error.stack ?? error.message) : `${error.message}\n${textOf(error.cause)}`;
}
