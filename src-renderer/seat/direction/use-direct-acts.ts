/** Asking for a change of a wall from its card: one at a time of each kind, with what the hub says against it. */
import { useCallback, useState } from "react";
import type { DirectAct } from "../../../shared/direction/wall.ts";
import { useDirect } from "../../board/direction/walls.ts";
import { useWords } from "../../kit/words.ts";
import { useSeat } from "../shell/desk.ts";

type Kind = DirectAct["do"];

/** A DirectAct without the wall that the card stands for. */
export type CardAct = DirectAct extends infer Act ? (Act extends DirectAct ? Omit<Act, "wall"> : never) : never;

export interface DirectActs {
  /** What is on its way to the hub. */
  readonly busy: Kind | null;
  send(act: CardAct): void;
}

export function useDirectActs(wall: string): DirectActs {
  const words = useWords();
  const { notify } = useSeat();
  const direct = useDirect();
  const [busy, setBusy] = useState<Kind | null>(null);
  const send = useCallback(
    (act: CardAct) => {
      setBusy(act.do);
      void direct({ ...act, wall } as DirectAct).then((answer) => {
        setBusy(null);
        if (answer.done === "no") notify(words.trouble(answer.trouble), "error");
      });
    },
    [direct, wall, notify, words],
  );
  return { busy, send };
}
