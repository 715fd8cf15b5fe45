/**
 * What came before at a spot where the same thing happens again and again (蘑菇效应, 中方 2020): a report while the last
 * case is still open repeats it (重复), one after it was closed is filed anew with a word of it (再次立案).
 *
 * Asked in the order of reports, from what was known at the time of the report: history and live running agree.
 */
import type { Case } from "../../shared/case/case.ts";
import { spotOf } from "./demand.ts";
import { randomOf } from "./random.ts";

const DAY = 86_400_000;
const SHARES = { repeats: 0.45, refiled: 0.8 } as const;
/** A case from longer ago is nobody's reference. */
const LONGEST_DAYS = 90;

/** uids of the case that a report repeats, or that it is filed anew after; 0 none. */
export interface Relation {
  readonly repeats: number;
  readonly refiles: number;
}

/** A case as it goes on living. */
interface Known {
  readonly uid: number;
  readonly c: Case;
}

export interface Spots {
  relate(id: string, at: number): Relation;
  /** Remembers a case for those that come after it; one that repeats another is not remembered. */
  take(id: string, known: Known, relation: Relation): void;
}

const NONE: Relation = { repeats: 0, refiles: 0 };

export function spotsOf(seed: number): Spots {
  const lastAt = new Map<number, Known>();
  return {
    relate(id, at) {
      const spot = spotOf(id);
      const last = spot === null ? undefined : lastAt.get(spot);
      if (last === undefined) return NONE;
      const random = randomOf(seed, "spot", id);
      const { closedAt, reportedAt, state } = last.c;
      if (closedAt === null || closedAt > at) {
        return random() < SHARES.repeats ? { repeats: last.uid, refiles: 0 } : NONE;
      }
      const recent = state === "closed" && at - reportedAt < LONGEST_DAYS * DAY;
      return recent && random() < SHARES.refiled ? { repeats: 0, refiles: last.uid } : NONE;
    },
    take(id, known, { repeats }) {
      const spot = spotOf(id);
      if (spot !== null && repeats === 0) lastAt.set(spot, known);
    },
  };
}
