/** What was asked of the hub's desk and waits, or was not done: entry by entry, with the case as it truly is. */
import { useState, type ReactNode } from "react";
import { stateOfCode } from "../../../shared/case/state.ts";
import type { OutboxEntry, OutboxState, SyncStatus } from "../../../shared/sync-status.ts";
import type { CaseLine } from "../../../shared/view.ts";
import { useWords } from "../../kit/words.ts";
import { actSentence } from "./acts.ts";
import { Card, SignMark, type Sign } from "./card.tsx";
import type { ActProps } from "./digest.tsx";
import { caseOf, discardOf, requestText } from "./requests.ts";
import { instantText } from "./words.ts";

/** More entries than this nobody reads; the rest is counted. */
export const ENTRIES_SHOWN = 100;

const SIGNS: Record<OutboxState, Sign> = {
  waiting: "waits",
  sent: "waits",
  done: "well",
  refused: "look",
  expired: "off",
};

export interface OutboxProps extends ActProps {
  /** Null while not told. */
  readonly entries: readonly OutboxEntry[] | null;
  readonly counts: SyncStatus["outbox"] | null;
  readonly now: number;
  /** The cases that are known here, by their uids. */
  readonly cases: ReadonlyMap<number, CaseLine>;
  /** Name of a department by its uid; "" for one that is not known here. */
  readonly department: (uid: number) => string;
  readonly onCase: (line: CaseLine) => void;
}

export function OutboxCard(props: OutboxProps) {
  const words = useWords();
  const { entries, counts } = props;
  const more = (entries?.length ?? 0) - ENTRIES_SHOWN;
  return (
    <Card
      name="outbox"
      title={words.text("sync.outbox.title")}
      tools={
        counts !== null &&
        counts.waiting + counts.conflicts > 0 && (
          <span
            className="panel-window"
            data-figure="sync.waiting"
            data-value={counts.waiting}
            data-conflicts={counts.conflicts}
          >
            {words.text("sync.outbox.count", { waiting: counts.waiting, conflicts: counts.conflicts })}
          </span>
        )
      }
      told={entries}
      empty={entries !== null && entries.length === 0 ? words.text("sync.outbox.empty") : null}
    >
      <ol className="sync-entries">
        {(entries ?? []).slice(0, ENTRIES_SHOWN).map((entry) => (
          <Entry key={entry.message.id} {...props} entry={entry} />
        ))}
      </ol>
      {more > 0 && <p className="sync-dim">{words.text("sync.outbox.more", { count: more })}</p>}
    </Card>
  );
}

function Entry({ entry, cases, department, now, onCase, act }: OutboxProps & { readonly entry: OutboxEntry }) {
  const words = useWords();
  const { message, state, refused, truth, settledAt } = entry;
  const line = cases.get(caseOf(entry) ?? -1);
  const moment = (at: number) => instantText(at, now, words);
  const keeper = truth === null ? "" : department(truth.department);
  return (
    <li className="sync-entry" data-entry={message.id} data-state={state}>
      <p className="sync-entry-head">
        <SignMark sign={SIGNS[state]} />
        <b>{requestText(message.request, department, words)}</b>
        {line !== undefined && (
          <button type="button" className="figure" data-case={line.uid} onClick={() => onCase(line)}>
            {line.caseNo}
          </button>
        )}
        <span className="sync-entry-state">{words.text(`sync.outbox.state.${state}`)}</span>
      </p>
      <p className="sync-dim sync-entry-foot">
        <span>{words.text("sync.outbox.by", { by: message.by, at: moment(entry.madeAt) })}</span>
        {state === "waiting" && message.notAfter !== undefined && (
          <span>{words.text("sync.outbox.notAfter", { at: moment(message.notAfter) })}</span>
        )}
        {settledAt !== null && <span>{words.text("sync.outbox.settled", { at: moment(settledAt) })}</span>}
        <Discard entry={entry} act={act} />
      </p>
      {refused !== null && <p className="sync-trouble">{words.refusal(refused)}</p>}
      {truth !== null && (
        <p className="sync-entry-truth">
          {words.text(keeper === "" ? "sync.outbox.truthAlone" : "sync.outbox.truth", {
            state: words.text(`state.${stateOfCode(truth.state)}`),
            department: keeper,
          })}
        </p>
      )}
    </li>
  );
}

/** The key to take an entry back or off the list; it asks once whether that is meant. */
function Discard({ entry, act }: { readonly entry: OutboxEntry } & ActProps): ReactNode {
  const words = useWords();
  const [asking, setAsking] = useState(false);
  /** The question was answered no: the keyboard goes back to the key. */
  const [kept, keep] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const how = discardOf(entry);
  if (how === null) return null;
  const discard = async () => {
    setAsking(false);
    setProblem(null);
    const result = await act({ do: "discard", id: entry.message.id });
    if (result.did === "not") setProblem(actSentence(result.trouble, words));
  };
  const no = () => {
    setAsking(false);
    keep(true);
  };
  return (
    <span
      className="sync-discard"
      onKeyDown={(event) => {
        if (!asking || event.key !== "Escape") return;
        event.stopPropagation();
        no();
      }}
    >
      {problem !== null && (
        <span className="sync-trouble" role="alert">
          {problem}
        </span>
      )}
      {asking ? (
        <>
          <span role="alert">{words.text(`sync.outbox.${how}Sure`)}</span>
          <button type="button" data-sure autoFocus onClick={() => void discard()}>
            {words.text("sync.outbox.sure")}
          </button>
          <button type="button" onClick={no}>
            {words.text("sync.outbox.keep")}
          </button>
        </>
      ) : (
        <button type="button" data-discard={how} autoFocus={kept} onClick={() => setAsking(true)}>
          {words.text(`sync.outbox.${how}`)}
        </button>
      )}
    </span>
  );
}
