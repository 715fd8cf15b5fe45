/**
 * Who is at which seat and what they look at, and who has claimed what. In memory only: it is true of this moment, and of
 * the hosts that are heard at this moment.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z1 Every host at which somebody is logged in is told who else is, and nobody else is told.
 * - Z2 Changes are told at once, and then together, at most five times a second.
 * - Z3 A seat that is not heard of for five seconds is gone, and is there again with its next word.
 */
import type { SeatsMessage } from "../../shared/wire/hub.ts";
import type { Asker } from "./grants.ts";

/** Real ms between two messages at least (Z2). */
export const SEATS_EVERY_MS = 200;
/** Real ms without a word after which a seat is gone (Z3). A host says something every two seconds. */
export const SEAT_SILENCE_MS = 4_500;
/** Real ms between two looks for those that have fallen silent. */
const LOOK_EVERY_MS = 400;

/** A case that somebody holds. */
export type ClaimWord = SeatsMessage["claims"][number];

export interface PresenceOptions {
  /** Claims as they are now. */
  readonly claims: () => readonly ClaimWord[];
  /** Tells hosts, by the ids of their connections. */
  readonly tell: (ids: readonly string[], message: SeatsMessage) => void;
  /** Hub time, epoch ms. */
  readonly now: () => number;
  /** Monotonic real ms. */
  readonly real: () => number;
}

export interface Presence {
  /** Who a connection belongs to now; null when it is no seat, or no longer. */
  seated(id: string, asker: Asker | null): void;
  /** A host said something. */
  heard(id: string): void;
  /** The case that a seat looks at, 0 for none. */
  looks(id: string, caseUid: number): void;
  /** Claims may be others now. */
  claimed(): void;
  close(): void;
}

interface Seat {
  readonly person: NonNullable<Asker["person"]>;
  readonly role: Asker["role"];
  readonly machine: string;
  caseUid: number;
  since: number;
  heardAt: number;
  silent: boolean;
}

export function openPresence({ claims, tell, now, real }: PresenceOptions): Presence {
  const seats = new Map<string, Seat>();
  let toldAt = -Infinity;
  let timer: NodeJS.Timeout | null = null;
  let lookedAt = real();

  const message = (): SeatsMessage => ({
    seats: [...seats.values()]
      .filter(({ silent }) => !silent)
      .map(({ person, role, machine, caseUid, since }) => ({
        person: person.uid,
        name: person.name,
        role,
        machine,
        caseUid,
        since,
      })),
    claims: [...claims()],
  });

  function say(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    toldAt = real();
    if (seats.size > 0) tell([...seats.keys()], message());
  }

  function changed(): void {
    if (timer !== null || seats.size === 0) return;
    // Never before the answer to the hello that led to it.
    timer = setTimeout(say, Math.max(0, toldAt + SEATS_EVERY_MS - real()));
  }

  /** A hub that was busy for long has not heard anybody: nobody is counted as silent for that. */
  function lookForSilent(): void {
    const at = real();
    const late = at - lookedAt > 4 * LOOK_EVERY_MS;
    lookedAt = at;
    if (late) for (const seat of seats.values()) seat.heardAt = Math.max(seat.heardAt, at - 2 * LOOK_EVERY_MS);
    for (const seat of seats.values()) {
      if (seat.silent || at - seat.heardAt <= SEAT_SILENCE_MS) continue;
      seat.silent = true;
      changed();
    }
  }

  const looking = setInterval(lookForSilent, LOOK_EVERY_MS);

  return {
    seated(id, asker) {
      const before = seats.get(id);
      if (asker?.person === undefined) {
        if (seats.delete(id)) changed();
        return;
      }
      const { person, role, host = "" } = asker;
      if (before?.person.uid === person.uid && before.person.name === person.name && before.role === role) return;
      // Whoever sits down anew looks at nothing yet.
      seats.set(id, {
        person,
        role,
        machine: host,
        caseUid: before?.person.uid === person.uid ? before.caseUid : 0,
        since: Math.round(now()),
        heardAt: real(),
        silent: false,
      });
      changed();
    },
    heard(id) {
      const seat = seats.get(id);
      if (seat === undefined) return;
      seat.heardAt = real();
      if (!seat.silent) return;
      seat.silent = false;
      changed();
    },
    looks(id, caseUid) {
      const seat = seats.get(id);
      if (seat === undefined || seat.caseUid === caseUid) return;
      seat.caseUid = caseUid;
      seat.since = Math.round(now());
      changed();
    },
    claimed: changed,
    close() {
      clearInterval(looking);
      if (timer !== null) clearTimeout(timer);
      timer = null;
      seats.clear();
    },
  };
}
