/** Claiming a case, and telling others that one looks at it, as hooks. */
import { useEffect, useRef, useState } from "react";
import { useAct, useView } from "../../link/react.ts";
import { useSeat } from "../shell/desk.ts";
import { keepClaim, othersAt, type ClaimKeeper } from "./claim-keeper.ts";

/** Tells the other seats that this one looks at a case. */
export function useLookAt(uid: number): void {
  const act = useAct();
  useEffect(() => {
    void act({ do: "look", caseUid: uid });
    return () => void act({ do: "look", caseUid: 0 });
  }, [act, uid]);
}

/** Who else is at a case, and who has claimed it. */
export function useOthersAt(uid: number): ReturnType<typeof othersAt> {
  const seats = useView({ view: "seats" }).value;
  return othersAt(uid, seats?.seats ?? [], seats?.claims ?? []);
}

export interface Claiming {
  /** Who holds it, where it was asked for and refused; null otherwise. */
  readonly heldBy: string | null;
  /** Takes it over from who holds it. */
  steal(reason: string): void;
}

/** Claims a case while `wanted`, and lets go of it afterwards. */
export function useClaim(uid: number, wanted: boolean): Claiming {
  const { ask, may } = useSeat();
  const [heldBy, setHeldBy] = useState<string | null>(null);
  const keeper = useRef<ClaimKeeper | null>(null);
  const claims = wanted && may("claim");
  useEffect(() => {
    if (!claims) return;
    const kept = keepClaim(uid, ask, setHeldBy);
    keeper.current = kept;
    return () => {
      kept.end();
      keeper.current = null;
      setHeldBy(null);
    };
  }, [claims, ask, uid]);
  return { heldBy, steal: (reason) => keeper.current?.steal(reason) };
}
