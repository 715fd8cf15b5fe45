/**
 * 认领: a case is held while somebody writes about it, and let go of when they leave.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z30 A case is claimed for ninety seconds when a form is opened and kept while it is open; who holds it is named to
 *   others, who may take it over with a reason.
 */
import { useCallback, useEffect, useState } from "react";
import type { ClaimLine, SeatLine } from "../../../shared/seat.ts";
import type { DeskAnswer } from "../../../shared/wire/desk.ts";
import { useAct, useView } from "../../link/react.ts";
import { useSeat } from "../shell/desk.ts";

/** For how long a case is claimed, s; and after how long that is said again, ms. */
export const CLAIM_SECONDS = 90;
const AGAIN_MS = 60_000;

/** Tells the other seats that this one looks at a case. */
export function useLookAt(uid: number): void {
  const act = useAct();
  useEffect(() => {
    void act({ do: "look", caseUid: uid });
    return () => void act({ do: "look", caseUid: 0 });
  }, [act, uid]);
}

/** Who else is at a case, and who has claimed it; null for nobody. */
export function useOthersAt(uid: number): { readonly others: readonly SeatLine[]; readonly claim: ClaimLine | null } {
  const seats = useView({ view: "seats" }).value;
  return othersAt(uid, seats?.seats ?? [], seats?.claims ?? []);
}

export function othersAt(uid: number, seats: readonly SeatLine[], claims: readonly ClaimLine[]) {
  return {
    others: seats.filter(({ caseUid, own }) => caseUid === uid && !own),
    claim: claims.find(({ caseUid }) => caseUid === uid) ?? null,
  };
}

/** Who holds a case that was asked for, "" for nobody known; null where it was had, or could not be asked for now. */
export function heldByOf(answer: DeskAnswer): string | null {
  return answer.answer === "refused" && answer.refused === "caseHeld" ? (answer.by ?? "") : null;
}

export interface Claiming {
  /** Who holds it, where it was asked for and refused; null otherwise. */
  readonly heldBy: string | null;
  /** Takes it over from who holds it. */
  steal(reason: string): void;
}

/** Claims a case while `wanted`, and lets go of it afterwards. Without a line nothing is claimed and nothing is in the way. */
export function useClaim(uid: number, wanted: boolean): Claiming {
  const { ask, may } = useSeat();
  const [heldBy, setHeldBy] = useState<string | null>(null);
  const mayClaim = may("claim");
  const hear = useCallback((answer: DeskAnswer) => {
    setHeldBy(heldByOf(answer));
  }, []);
  useEffect(() => {
    if (!wanted || !mayClaim) return;
    const claim = () => void ask({ ask: "claim", uid, seconds: CLAIM_SECONDS }).answer.then(hear);
    claim();
    const timer = setInterval(claim, AGAIN_MS);
    return () => {
      clearInterval(timer);
      setHeldBy(null);
      void ask({ ask: "claim", uid, seconds: 0 }).answer;
    };
  }, [wanted, mayClaim, ask, uid, hear]);
  const steal = (reason: string) => {
    void ask({ ask: "claim", uid, seconds: CLAIM_SECONDS, reason }).answer.then(hear);
  };
  return { heldBy, steal };
}
