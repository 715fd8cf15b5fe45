/**
 * Who is at other seats, as the hub last told it, and what the windows of this machine look at.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z5 A seat looks at what the window looks at that spoke last; a window that is closed looks at nothing.
 * - Z6 While the line is cut the last that was heard is shown as such; claims end at their time all the same.
 */
import type { SeatsValue } from "../../../shared/seat.ts";
import type { SeatsMessage } from "../../../shared/wire/hub.ts";

export interface Seats {
  /** Takes what the hub told; `now` is hub time, `pace` hub ms per real ms. */
  take(message: SeatsMessage, now: number, pace: number): void;
  /** Nobody is logged in here any more: what was heard is not theirs to see. */
  forget(): void;
  /** @param person uid of who is logged in here; null for nobody */
  value(current: boolean, person: number | null, now: number): SeatsValue;
  /** A window of this machine. */
  window(): SeatWindow;
  /** The case that is looked at here, 0 for none. */
  looks(): number;
  version(): number;
}

export interface SeatWindow {
  looks(caseUid: number): void;
  end(): void;
}

/** @param machine how this machine calls itself @param onLook another case is looked at here */
export function openSeats(machine: string, onLook: (caseUid: number) => void): Seats {
  let seats: SeatsMessage["seats"] = [];
  let claims: readonly (SeatsMessage["claims"][number] & { readonly until: number })[] = [];
  let version = 0;
  let told = 0;
  /** What windows look at, who spoke last last. */
  const looked = new Map<SeatWindow, number>();
  const looks = () => [...looked.values()].findLast((caseUid) => caseUid > 0) ?? 0;

  function spoken(): void {
    const now = looks();
    if (now === told) return;
    told = now;
    onLook(now);
  }

  return {
    take(message, now, pace) {
      seats = message.seats;
      claims = message.claims.map((claim) => ({ ...claim, until: Math.round(now + claim.leftMs * pace) }));
      version++;
    },
    forget() {
      if (seats.length === 0 && claims.length === 0) return;
      [seats, claims] = [[], []];
      version++;
    },
    value: (current, person, now) => ({
      current,
      seats: seats.map((seat) => ({ ...seat, own: seat.person === person && seat.machine === machine })),
      claims: claims
        .filter(({ until }) => until > now)
        .map(({ caseUid, person: holder, name, until }) => ({
          caseUid,
          person: holder,
          name,
          until,
          own: holder === person,
        })),
    }),
    window() {
      const window: SeatWindow = {
        looks(caseUid) {
          looked.delete(window);
          looked.set(window, caseUid);
          spoken();
        },
        end() {
          looked.delete(window);
          spoken();
        },
      };
      return window;
    },
    looks,
    version: () => version,
  };
}
