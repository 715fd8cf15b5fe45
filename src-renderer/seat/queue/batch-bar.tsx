/** What can be done with all chosen cases at once: the commands that each of them allows, one form, and what came of it. */
import { Button } from "antd";
import { useEffect, useMemo, useState } from "react";
import type { QueueLine } from "../../../shared/seat.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import type { CaseCommandKind } from "../casework/commands.ts";
import { bothTitles } from "../casework/titles.ts";
import { useSeatActs } from "../shell/acts.ts";
import { useSeat } from "../shell/desk.ts";
import { BatchForm } from "./batch-form.tsx";
import { BatchResults } from "./batch-results.tsx";
import { commandsForAll } from "./batch.ts";
import { MOST_LINES } from "./line-blocks.ts";
import { MOST_CHOSEN, type Selection } from "./selection.ts";
import { useBatch } from "./use-batch.ts";

const NO_LINES: readonly never[] = [];

export interface BatchBarProps {
  readonly selection: Selection;
  readonly onClear: () => void;
  /** Chooses these cases and no others. */
  readonly onChoose: (uids: readonly number[]) => void;
  readonly onLeave: () => void;
}

export function BatchBar({ selection, onClear, onChoose, onLeave }: BatchBarProps) {
  const words = useWords();
  const seat = useSeat();
  const { lines, whole } = useChosenLines(selection.chosen);
  const [kind, setKind] = useState<CaseCommandKind | null>(null);
  const state = useBatch();
  const { batch, results, left } = state;
  const states = lines.map((line) => line.state);
  const offered = whole ? commandsForAll(states, (each) => seat.mayCommand(each)) : [];
  const shown = kind !== null && offered.includes(kind) ? kind : null;

  // What was refused stays chosen, so that it can be seen to at once.
  const refused = results.flatMap((each) => (each.result === "refused" ? [each.uid] : [])).join(" ");
  useEffect(() => {
    if (refused !== "") onChoose(refused.split(" ").map(Number));
  }, [refused, onChoose]);

  useSeatActs(
    left === 0
      ? []
      : [
          {
            ...{ id: "list.undoBatch", group: "list", key: "u" },
            title: words.text("queue.batch.takeBack"),
            titles: bothTitles("queue.batch.takeBack"),
            run: state.takeBack,
          },
        ],
  );

  if (selection.chosen.size === 0 && batch === null) return null;
  const sameClass = new Set(lines.map(({ className }) => className)).size <= 1;
  return (
    <section className="queue-batch" aria-label={words.text("queue.batch.title")}>
      {selection.chosen.size > 0 && (
        <div className="queue-batch-head">
          <b>{words.text("queue.batch.chosen", { count: selection.chosen.size })}</b>
          {selection.full && <span role="status">{words.text("queue.batch.full", { count: MOST_CHOSEN })}</span>}
          {!whole && <span role="status">{words.text("queue.loading")}</span>}
          {whole && offered.length === 0 && <span>{words.text("queue.batch.none")}</span>}
          {offered.map((each) => {
            const differs = each === "file" && !sameClass;
            return (
              <Button
                key={each}
                size="small"
                type={each === shown ? "primary" : "default"}
                disabled={differs}
                title={differs ? words.text("queue.batch.classesDiffer") : undefined}
                aria-pressed={each === shown}
                onClick={() => setKind(each === shown ? null : each)}
              >
                {words.text(`command.${each}`)}
              </Button>
            );
          })}
          <Button size="small" type="text" onClick={onClear}>
            {words.text("queue.batch.clear")} <kbd>Esc</kbd>
          </Button>
        </div>
      )}
      {shown !== null && (
        <BatchForm
          key={shown}
          kind={shown}
          lines={lines}
          onLeave={() => {
            setKind(null);
            onLeave();
          }}
          onSend={(command) => {
            setKind(null);
            onClear();
            state.send(command, lines);
            onLeave();
          }}
        />
      )}
      {batch !== null && <BatchResults batch={batch} state={state} />}
    </section>
  );
}

/** The lines of chosen cases, in three questions, as many as may be chosen; `whole` once all are there. */
function useChosenLines(chosen: ReadonlySet<number>): {
  readonly lines: readonly QueueLine[];
  readonly whole: boolean;
} {
  const uids = useMemo(() => [...chosen], [chosen]);
  const part = (n: number) => uids.slice(n * MOST_LINES, (n + 1) * MOST_LINES);
  const first = useView({ view: "queueLines", uids: part(0) }).value;
  const second = useView({ view: "queueLines", uids: part(1) }).value;
  const third = useView({ view: "queueLines", uids: part(2) }).value;
  const lines = useMemo(() => [first, second, third].flatMap((value) => value ?? NO_LINES), [first, second, third]);
  return { lines, whole: [first, second, third].every((value) => value !== null) && lines.length > 0 };
}
