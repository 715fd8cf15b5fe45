/**
 * 认领: a case is held while somebody writes about it, and let go of when they leave.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z30 A case is claimed for ninety seconds when a form is opened and kept while it is open; who holds it is named to
 *   others, who may take it over with a reason.
 */
import type { ClaimLine, SeatLine } from "../../../shared/seat.ts";
import type { DeskAnswer, DeskRequest } from "../../../shared/wire/desk.ts";

/** For how long a case is claimed, s; and after how long that is said again, ms. */
export const CLAIM_SECONDS = 90;
const AGAIN_MS = 60_000;

type Ask = (request: DeskRequest) => { readonly answer: Promise<DeskAnswer> };

export interface ClaimKeeper {
  /** Takes it over from who holds it. */
  steal(reason: string): void;
  /** Lets go of it. */
  end(): void;
}

/**
 * Claims a case and keeps it until its end. Without a line nothing is claimed and nothing is in the way.
 * @param tell hears who holds it after each answer; null where it was had
 */
export function keepClaim(uid: number, ask: Ask, tell: (heldBy: string | null) => void): ClaimKeeper {
  let ended = false;
  const claim = (reason?: string) => {
    const request = { ask: "claim", uid, seconds: CLAIM_SECONDS, ...(reason === undefined ? {} : { reason }) } as const;
    void ask(request).answer.then((answer) => {
      if (!ended) tell(heldByOf(answer));
    });
  };
  claim();
  const timer = setInterval(() => claim(), AGAIN_MS);
  return {
    steal: claim,
    end() {
      ended = true;
      clearInterval(timer);
      void ask({ ask: "claim", uid, seconds: 0 }).answer;
    },
  };
}

/** Who holds a case that was asked for, "" for nobody known; null where it was had, or could not be asked for now. */
export function heldByOf(answer: DeskAnswer): string | null {
  return answer.answer === "refused" && answer.refused === "caseHeld" ? (answer.by ?? "") : null;
}

/** Who else is at a case, and who has claimed it; null for nobody. */
export function othersAt(uid: number, seats: readonly SeatLine[], claims: readonly ClaimLine[]) {
  return {
    others: seats.filter(({ caseUid, own }) => caseUid === uid && !own),
    claim: claims.find(({ caseUid }) => caseUid === uid) ?? null,
  };
}
