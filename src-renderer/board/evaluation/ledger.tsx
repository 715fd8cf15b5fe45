/** The ledger of a standing: what people added to the figures, what it rests on, and what was taken back. */
import { useContext, useState } from "react";
import type { ShownStanding, ShownStandings } from "../../../shared/view.ts";
import type { Evidence } from "../../../shared/wire/desk.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { useDesk } from "../desk.ts";
import { useAuthor } from "./author.ts";
import { RequestForm, Signature } from "./form.tsx";
import { effectText, evidenceOf, itemTitle, type Entry } from "./entries.ts";
import { EntryForm } from "./entry-form.tsx";
import { periodText } from "./periods.ts";
import { useRequest } from "./request.ts";
import { shortHash } from "./choosers.tsx";

interface LedgerProps {
  readonly shown: ShownStandings;
  readonly standing: ShownStanding;
  readonly department: number;
}

export function Ledger({ shown, standing, department }: LedgerProps) {
  const words = useWords();
  const [entering, enter] = useState(false);
  const { value, trouble } = useView({ view: "ledger", scheme: shown.scheme.scheme, period: shown.period.key });
  const platform = useView({ view: "city" }).value?.platform?.platform ?? null;
  const entries = (value?.entries ?? [])
    .filter((entry) => entry.department === department)
    .toSorted((a, b) => b.enteredAt - a.enteredAt);
  const open = shown.frozen === null;
  return (
    <section className="explained-part" data-section="ledger">
      <h3>
        {words.text("ledger.title")}
        {open && platform !== null && !entering && (
          <button type="button" className="more" onClick={() => enter(true)}>
            {words.text("ledger.enter")}
          </button>
        )}
      </h3>
      {trouble !== null && (
        <p className="form-problem" role="alert">
          {words.trouble(trouble)}
        </p>
      )}
      {entering && platform !== null && (
        <EntryForm
          platform={platform}
          shown={shown}
          department={department}
          subject={standing}
          onDone={() => enter(false)}
        />
      )}
      {value !== null && entries.length === 0 && !entering && <p className="note">{words.text("ledger.empty")}</p>}
      <ol className="entries">
        {entries.map((entry) => (
          <EntryLine key={entry.uid} shown={shown} entry={entry} open={open} />
        ))}
      </ol>
    </section>
  );
}

interface LineProps {
  readonly shown: ShownStandings;
  readonly entry: Entry;
  /** It can still be withdrawn. */
  readonly open: boolean;
}

function EntryLine({ shown, entry, open }: LineProps) {
  const words = useWords();
  const { hubNow } = useContext(ClockContext);
  const [withdrawing, withdraw] = useState(false);
  const { withdrawnAt } = entry;
  const now = hubNow() ?? entry.enteredAt;
  const moment = (at: number) => momentText(at, now, words.timeZone, words.language);
  const grounds = evidenceOf(entry);
  const own: Evidence[] =
    entry.caseUid > 0 && !grounds.some((each) => each.kind === "case" && each.uid === entry.caseUid)
      ? [{ kind: "case", uid: entry.caseUid }]
      : [];
  return (
    <li className="entry" data-entry={entry.uid} data-withdrawn={withdrawnAt !== null}>
      <p className="entry-head">
        <b>{itemTitle(shown.scheme, entry, words)}</b>
        <span className="entry-effect">{effectText(shown.scheme, entry, words)}</span>
      </p>
      <p className="entry-text">{entry.text}</p>
      <p className="note">
        {words.text("ledger.by", { by: entry.author, at: moment(entry.enteredAt) })}
        {shown.period.kind !== "month" && ` · ${periodText(entry.month, words)}`}
        {[...own, ...grounds].map((each, i) => (
          <Ground key={i} ground={each} />
        ))}
        {withdrawnAt === null && open && !withdrawing && (
          <button type="button" className="more" onClick={() => withdraw(true)}>
            {words.text("ledger.withdraw")}
          </button>
        )}
      </p>
      {withdrawnAt !== null && (
        <p className="note entry-withdrawn">
          {words.text("ledger.withdrawn", {
            by: entry.withdrawnBy,
            at: moment(withdrawnAt),
            why: entry.withdrawnWhy,
          })}
        </p>
      )}
      {withdrawing && withdrawnAt === null && <WithdrawForm entry={entry} onDone={() => withdraw(false)} />}
    </li>
  );
}

/** What an entry rests on: a case that opens, an address, or a file by name and hash. */
function Ground({ ground }: { readonly ground: Evidence }) {
  const words = useWords();
  const desk = useDesk();
  switch (ground.kind) {
    case "case":
      return (
        <button
          type="button"
          className="more"
          data-case={ground.uid}
          onClick={() => desk.openCase({ uid: ground.uid, lon: null, lat: null, unitGrid: 0 })}
        >
          {words.text("ledger.case")}
        </button>
      );
    case "link":
      return /^https?:\/\//.test(ground.url) ? (
        <a className="more" href={ground.url} target="_blank" rel="noreferrer">
          {ground.url}
        </a>
      ) : (
        <span className="more">{ground.url}</span>
      );
    case "file":
      return (
        <span className="more" title={ground.sha256}>
          {words.text("ledger.file", { name: ground.name, hash: shortHash(ground.sha256) })}
        </span>
      );
  }
}

function WithdrawForm({ entry, onDone }: { readonly entry: Entry; readonly onDone: () => void }) {
  const words = useWords();
  const { author, name, keep } = useAuthor();
  const { pending, problem, send, setProblem } = useRequest();
  const [why, say] = useState("");
  const submit = async () => {
    if (why.trim() === "") return setProblem(words.text("ledger.whyMissing"));
    if (author.trim() === "") return setProblem(words.text("form.nameMissing"));
    if ((await send({ ask: "withdrawLedger", uid: entry.uid, why: why.trim() }, author.trim())) === null) return;
    keep();
    onDone();
  };
  return (
    <RequestForm className="entry-form" problem={problem} onSubmit={submit} onCancel={onDone}>
      <label>
        {words.text("ledger.why")}
        <input name="why" autoFocus value={why} maxLength={2_000} onChange={(event) => say(event.target.value)} />
      </label>
      <Signature author={author} onName={name} />
      <p className="form-ends">
        <button type="submit" disabled={pending}>
          {words.text("ledger.withdraw")}
        </button>
        <button type="button" onClick={onDone}>
          {words.text("form.cancel")}
        </button>
      </p>
    </RequestForm>
  );
}
