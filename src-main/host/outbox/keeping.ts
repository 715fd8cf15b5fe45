/** How long a settled request still counts, and what is told of a case meanwhile. Pure, as the order of sending is. */
import { isConflict } from "./entries.ts";
import type { Kept } from "./ledger.ts";
import { isSettled } from "./order.ts";

/** Settled requests are kept so long (hub ms) and so many, conflicts until somebody has seen them. */
const KEPT_MS = 7 * 86_400_000;
const MOST_SETTLED = 500;

/** Where the cache stands: the hub's history that it is of, and the number of the commit that it has come to. */
export interface Place {
  readonly epoch: string | null;
  readonly cursor: number;
}

/** Done, but the cache has not come to it yet: the case is still shown as the command left it. */
export function isOverlaid({ answer, epoch }: Kept, place: Place): boolean {
  if (answer?.answer !== "done") return false;
  return epoch === place.epoch && answer.seq > place.cursor;
}

/** Commands on cases that may still be on their way, by the uid of the case, oldest first. */
export function byCase(kept: Iterable<Kept>, place: Place): ReadonlyMap<number, readonly Kept[]> {
  const cases = new Map<number, Kept[]>();
  for (const one of kept) {
    const { request } = one.message;
    if (request.ask !== "case" || (isSettled(one) && !isOverlaid(one, place))) continue;
    const known = cases.get(request.uid);
    if (known === undefined) cases.set(request.uid, [one]);
    else known.push(one);
  }
  return cases;
}

/**
 * Ids of the requests that nobody needs any more.
 * @param kept all requests in the order in which they were asked
 * @param now hub time, epoch ms
 */
export function outlived(kept: Iterable<Kept>, now: number, place: Place): string[] {
  const settled = [...kept].filter((one) => isSettled(one) && !isConflict(one));
  const old = settled.filter((one) => now - (one.settledAt ?? 0) > KEPT_MS);
  const many = settled.slice(0, Math.max(0, settled.length - MOST_SETTLED));
  return [...new Set([...old, ...many])].filter((one) => !isOverlaid(one, place)).map(({ message }) => message.id);
}
