/** What pages push with: the dialog while it is open, and the bars of what was pushed. */
import { lazy, Suspense, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from "react";
import type { Pushed } from "../../../shared/direction/wall.ts";
import { mayDirect } from "../../../shared/rights.ts";
import { doneText } from "../../board/direction/words.ts";
import { useDirect } from "../../board/direction/walls.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { useWords } from "../../kit/words.ts";
import { freshId } from "../../link/react.ts";
import { UNDO_MS, useSeat } from "../shell/desk.ts";
import type { PushChoice } from "./push-dialog.tsx";
import { PushContext, type PushBar, type Pushing } from "./push.ts";

const PushDialog = lazy(async () => ({ default: (await import("./push-dialog.tsx")).PushDialog }));

/** More bars than these would hide the work. */
const MOST = 3;

export function PushProvider({ children }: { readonly children: ReactNode }) {
  const words = useWords();
  const { role, notify } = useSeat();
  const { clock } = useContext(ClockContext);
  const direct = useDirect();
  const [asked, setAsked] = useState<Pushed | null>(null);
  const [bars, setBars] = useState<readonly PushBar[]>([]);
  const latest = useRef(bars);
  latest.current = bars;
  const change = useCallback((id: string, part: Partial<PushBar>) => {
    setBars((now) => now.map((bar) => (bar.id === id ? { ...bar, ...part } : bar)));
  }, []);

  const send = useCallback(
    async (what: Pushed, { wall, region, seconds, name }: PushChoice): Promise<string | null> => {
      const act = { do: "push", wall, id: freshId(), region, what, seconds } as const;
      const answer = await direct(act);
      if (answer.done === "no") return words.trouble(answer.trouble);
      const said = doneText(act, answer.waiting, words) ?? "";
      const bar: PushBar = { id: act.id, wall, name, said, until: clock() + UNDO_MS, state: "done" };
      setBars((now) => [...now, bar].slice(-MOST));
      setAsked(null);
      return null;
    },
    [direct, words, clock],
  );
  const takeBack = useCallback(
    (id: string) => {
      const bar = latest.current.find((each) => each.id === id);
      if (bar === undefined || bar.state !== "done") return;
      change(id, { state: "taking" });
      void direct({ do: "unpush", wall: bar.wall, id }).then((answer) => {
        change(id, { state: answer.done === "yes" ? "taken" : "failed", until: clock() + UNDO_MS / 2 });
        if (answer.done === "no") notify(words.trouble(answer.trouble), "error");
      });
    },
    [change, direct, clock, notify, words],
  );
  const cannot = mayDirect(role, "push") ? null : words.text("hall.cannot.role", { role: words.text(`role.${role}`) });
  const pushing = useMemo<Pushing>(() => ({ cannot, ask: setAsked, bars, takeBack }), [cannot, bars, takeBack]);
  return (
    <PushContext value={pushing}>
      {children}
      {asked !== null && (
        <Suspense fallback={null}>
          <PushDialog what={asked} onSend={(choice) => send(asked, choice)} onClose={() => setAsked(null)} />
        </Suspense>
      )}
    </PushContext>
  );
}
