/** What keeps requests here that could be sent otherwise: time to take them back, and who has to be logged in (O10, O11). */
import type { Kept } from "./ledger.ts";
import { isSettled, standingOf, type AtSeat, type Standing } from "./order.ts";

export interface Holding {
  /** The request does not leave before so many real ms have passed. */
  hold(id: string, ms: number): void;
  /** Nothing holds the request any more, e.g. because it is gone. */
  letGo(id: string): void;
  standing(one: Kept): Standing;
  /** It goes only when somebody else is logged in than now. */
  waitsForPerson(one: Kept): boolean;
  close(): void;
}

const NOBODY: AtSeat = { person: null, sends: false };

/** @param onLeave a request's time here is over */
export function openHolding(seat: (() => AtSeat) | undefined, onLeave: () => void): Holding {
  const held = new Map<string, NodeJS.Timeout>();
  const at = seat ?? (() => NOBODY);

  function letGo(id: string): void {
    clearTimeout(held.get(id));
    held.delete(id);
  }

  return {
    hold(id, ms) {
      const leaves = () => {
        held.delete(id);
        onLeave();
      };
      held.set(id, setTimeout(leaves, ms));
    },
    letGo,
    standing: ({ message }) => standingOf(message, held.has(message.id), at()),
    waitsForPerson: (one) => !isSettled(one) && standingOf(one.message, false, at()) !== "goes",
    close() {
      for (const id of [...held.keys()]) letGo(id);
    },
  };
}
