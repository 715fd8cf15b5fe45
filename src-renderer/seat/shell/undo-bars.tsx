/** The bars at the foot: each command that can still be taken back, and what came of it. */
import { Button } from "antd";
import { memo, useContext, type ReactNode } from "react";
import type { OutboxEntry } from "../../../shared/sync-status.ts";
import { useView } from "../../link/react.ts";
import { ClockContext, FreshnessContext } from "../../kit/panel.tsx";
import { useBeat } from "../../kit/tick.ts";
import { useWords } from "../../kit/words.ts";
import type { Undo } from "./undo-state.ts";
import { phaseOf, type UndoBar, type UndoPhase } from "./undo.ts";

interface UndoBarsProps {
  readonly undo: Undo;
  /** Bars of what is taken back in another way. */
  readonly children?: ReactNode;
}

export const UndoBars = memo(function UndoBars({ undo, children }: UndoBarsProps) {
  return (
    <div className="undo-bars" role="status" aria-live="polite">
      {undo.bars.length > 0 && <Bars undo={undo} />}
      {children}
    </div>
  );
});

/** Asks for the outbox only while there is a bar. */
function Bars({ undo }: { readonly undo: Undo }) {
  const entries = useView({ view: "outbox" }).value?.entries;
  return undo.bars.map((bar) => (
    <Bar key={bar.id} bar={bar} undo={undo} entry={entries?.find(({ message }) => message.id === bar.id)} />
  ));
}

interface BarProps {
  readonly bar: UndoBar;
  readonly entry: OutboxEntry | undefined;
  readonly undo: Undo;
}

function Bar({ bar, entry, undo }: BarProps) {
  const words = useWords();
  const { clock } = useContext(ClockContext);
  const live = useContext(FreshnessContext).state === "live";
  const phase = useBeat(() => phaseOf(bar, entry, live, clock()).phase);
  const now = phaseOf(bar, entry, live, clock());
  const left = useBeat(() => (phase === "held" ? Math.ceil((bar.until - clock()) / 1_000) : 0));
  if (phase === "gone") return null;
  const failed = now.phase === "refused";
  return (
    <div className="undo-bar" data-undo={phase} data-request={bar.id} role={failed ? "alert" : undefined}>
      <p>
        <b>{bar.what}</b>
        <span>{sentence(now, left)}</span>
      </p>
      {phase === "held" && (
        <Button size="small" onClick={() => undo.takeBack(bar.id)}>
          {words.text("seat.undo.back")} <kbd>U</kbd>
        </Button>
      )}
      {failed && (
        <Button size="small" onClick={() => undo.putAway(bar.id)}>
          {words.text("seat.undo.seen")}
        </Button>
      )}
      {phase === "held" && <i className="undo-time" aria-hidden="true" />}
    </div>
  );

  function sentence(of: UndoPhase, seconds: number): string {
    switch (of.phase) {
      case "held":
        return words.text("seat.undo.held", { seconds });
      case "taking":
        return words.text("seat.undo.taking");
      case "taken":
        return words.text("seat.undo.taken");
      case "leaving":
        return bar.back === "late" ? words.text("seat.undo.late") : words.text("seat.undo.leaving");
      case "kept":
        return words.text("seat.undo.kept");
      case "done":
        return bar.back === "late" ? words.text("seat.undo.lateDone") : words.text("seat.undo.done");
      case "refused":
        return of.refused !== null
          ? words.text("seat.undo.refused", { why: words.refusal(of.refused) })
          : of.trouble !== null
            ? words.trouble(of.trouble)
            : "";
      case "gone":
        return "";
    }
  }
}
