/**
 * Who acts in the demonstration city: patrollers on their duty grids, and a hall of acceptors, dispatchers and shift
 * leaders in four teams that take turns of eight hours, day and night (资阳 2020: 24 hours on duty).
 */
import names from "../../resources/city/names.json" with { type: "json" };
import { pick, randomOf } from "./random.ts";
import type { Mover } from "./people.ts";

const HOUR = 3_600_000;
const DAY = 86_400_000;
const TEAMS = 4;
/** People of each post in a team, and inspectors who go by day. */
const IN_TEAM = { acceptor: 3, dispatcher: 2, shiftLeader: 1 } as const;
const INSPECTORS = 3;

export type HallPost = keyof typeof IN_TEAM;

export interface Staff {
  /** Who walks a duty grid at a time. */
  patroller(duty: number, at: number): string;
  /** One of those who sit at a post at a time; `chance` in [0, 1) chooses among them. */
  inHall(post: HallPost, at: number, chance: number): string;
  /** Who checks departments and writes letters (督查考核). */
  inspector(chance: number): string;
}

export function staffOf(options: {
  readonly seed: number;
  readonly movers: readonly Mover[];
  /** Offset of local time from UTC, ms. */
  readonly localOffset: number;
}): Staff {
  const { seed, movers, localOffset } = options;
  const walkers = new Map<number, { day: string[]; night: string[] }>();
  for (const { kind, duty, name, night } of movers) {
    if (kind !== "patroller" || duty === null) continue;
    const turns = walkers.get(duty) ?? { day: [], night: [] };
    (night ? turns.night : turns.day).push(name);
    walkers.set(duty, turns);
  }
  const taken = new Set(movers.map(({ name }) => name));
  const random = randomOf(seed, "staff");
  const person = (): string => {
    for (;;) {
      const name = `${(pick(random, names.surnames) as string[])[0]}${(pick(random, names.givenNames) as string[])[0]}`;
      if (taken.has(name)) continue;
      taken.add(name);
      return name;
    }
  };
  const people = (count: number) => Array.from({ length: count }, person);
  const teams = Array.from({ length: TEAMS }, () => ({
    acceptor: people(IN_TEAM.acceptor),
    dispatcher: people(IN_TEAM.dispatcher),
    shiftLeader: people(IN_TEAM.shiftLeader),
  }));
  const inspectors = people(INSPECTORS);
  const dayOf = (at: number) => Math.floor((at + localOffset) / DAY);
  const hourOf = (at: number) => Math.floor((at + localOffset - dayOf(at) * DAY) / HOUR);

  return {
    patroller(duty, at) {
      const turns = walkers.get(duty);
      if (turns === undefined) throw new Error(`nobody walks duty grid ${duty}`);
      const hour = hourOf(at);
      const wanted = hour >= 19 || hour < 7 ? turns.night : turns.day;
      const list = wanted.length > 0 ? wanted : [...turns.day, ...turns.night];
      return list[dayOf(at) % list.length] as string;
    },
    inHall(post, at, chance) {
      const team = teams[(dayOf(at) * 3 + Math.floor(hourOf(at) / 8)) % TEAMS] as (typeof teams)[number];
      const list = team[post];
      return list[Math.floor(chance * list.length)] as string;
    },
    inspector: (chance) => inspectors[Math.floor(chance * INSPECTORS)] as string,
  };
}
