/** Asking at the door: one thing at a time, and what came of it. */
import { useCallback, useContext, useState } from "react";
import type { DoorRefusal } from "../../../shared/wire/door.ts";
import type { HostAct } from "../../../shared/wire/port.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { useAct } from "../../link/react.ts";

export type DoorAct = Extract<HostAct, { do: "login" | "nameFirst" | "logout" | "password" }>;

/** Why nobody was let in. `until`: no try counts before then, by the window's own clock. */
export type DoorProblem =
  | {
      readonly kind: "refused";
      readonly why: DoorRefusal;
      readonly left: number | null;
      readonly until: number | null;
    }
  | { readonly kind: "trouble"; readonly trouble: Trouble };

export interface Door {
  readonly busy: boolean;
  readonly problem: DoorProblem | null;
  /** True when it went well. */
  ask(what: DoorAct): Promise<boolean>;
  /** Something else is typed now. */
  clear(): void;
}

export function useDoor(): Door {
  const act = useAct();
  const { clock } = useContext(ClockContext);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<DoorProblem | null>(null);
  const ask = useCallback(
    async (what: DoorAct) => {
      setBusy(true);
      const result = await act(what);
      setBusy(false);
      if (result.did === "not") {
        setProblem({ kind: "trouble", trouble: result.trouble });
        return false;
      }
      if (result.did !== "door") return false;
      const { result: came } = result;
      if (came.well) {
        setProblem(null);
        return true;
      }
      const until = came.retryMs === null ? null : clock() + came.retryMs;
      setProblem({ kind: "refused", why: came.why, left: came.left, until });
      return false;
    },
    [act, clock],
  );
  const clear = useCallback(() => setProblem(null), []);
  return { busy, problem, ask, clear };
}
