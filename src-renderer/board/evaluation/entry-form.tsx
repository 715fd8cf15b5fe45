/** The form for a ledger entry: a spot check, supervision, bonus, penalty, veto, or a case to be left out. */
import { useState } from "react";
import { monthOf, periodKeyOf, periodOf } from "../../../shared/evaluation/period-key.ts";
import type { ShownPeriod, ShownStanding, ShownStandings } from "../../../shared/view.ts";
import { useWords } from "../../kit/words.ts";
import { useLink } from "../../link/react.ts";
import { useAuthor } from "./author.ts";
import { RequestForm, Signature } from "./form.tsx";
import { CasePicker } from "./case-picker.tsx";
import { emptyDraft, hasPoints, isMarked, requestOf, type Draft } from "./draft.ts";
import { itemsOf, kindsOf } from "./entries.ts";
import { monthsOf, periodText } from "./periods.ts";
import { useRequest } from "./request.ts";
import { plainText } from "./score.ts";

interface FormProps {
  readonly platform: string;
  readonly shown: ShownStandings;
  readonly department: number;
  readonly subject: ShownStanding;
  readonly onDone: () => void;
}

/** The month an entry most likely is for: this one while the period runs, else the period's last. */
export function likelyMonth(period: Pick<ShownPeriod, "key">, now: number | null, timeZone: string): string {
  const months = monthsOf(period.key);
  const current = now === null ? null : periodKeyOf("month", monthOf(now, timeZone));
  return months.find((month) => month === current) ?? months.at(-1) ?? period.key;
}

export function EntryForm({ platform, shown, department, subject, onDone }: FormProps) {
  const words = useWords();
  const link = useLink();
  const { scheme, period } = shown;
  const kinds = kindsOf(scheme);
  const { author, name, keep } = useAuthor();
  const { pending, problem, send, setProblem } = useRequest();
  const [draft, setDraft] = useState<Draft>(() =>
    emptyDraft(scheme, kinds[0] ?? "exclusion", likelyMonth(period, link.hubNow(), words.timeZone)),
  );
  const items = itemsOf(scheme, draft.kind);
  const item = items.find((each) => each.item === draft.item);
  const months = monthsOf(period.key).filter((month) => {
    const now = link.hubNow();
    return now === null || (periodOf(month)?.first ?? 0) <= monthOf(now, words.timeZone);
  });
  const set = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }));

  const submit = async () => {
    const request = requestOf(draft, scheme, { platform, department });
    if ("fault" in request) return setProblem(words.text(`draft.${request.fault}`));
    if (author.trim() === "") return setProblem(words.text("form.nameMissing"));
    if ((await send(request, author.trim())) === null) return;
    keep();
    onDone();
  };

  return (
    <RequestForm
      className="entry-form"
      label={words.text("ledger.enter")}
      problem={problem}
      onSubmit={submit}
      onCancel={onDone}
    >
      <span className="switch" role="group" aria-label={words.text("draft.kind")}>
        {kinds.map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={kind === draft.kind}
            onClick={() => set({ kind, item: itemsOf(scheme, kind)[0]?.item ?? "" })}
          >
            {words.text(`ledger.kind.${kind}`)}
          </button>
        ))}
      </span>
      {items.length > 0 && (
        <label>
          {words.text("draft.itemLabel")}
          <select name="item" value={draft.item} onChange={(event) => set({ item: event.target.value })}>
            {items.map((each) => (
              <option key={each.item} value={each.item}>
                {each.title[words.language]}
              </option>
            ))}
          </select>
        </label>
      )}
      {months.length > 1 && (
        <label>
          {words.text("draft.month")}
          <select name="month" value={draft.month} onChange={(event) => set({ month: event.target.value })}>
            {months.map((month) => (
              <option key={month} value={month}>
                {periodText(month, words)}
              </option>
            ))}
          </select>
        </label>
      )}
      {hasPoints(draft.kind) && (
        <label>
          {words.text(isMarked(draft.kind) ? "draft.markLabel" : "draft.pointsLabel")}
          <input
            name="points"
            inputMode="decimal"
            value={draft.points}
            placeholder={item?.points == null ? "" : plainText(Math.abs(item.points))}
            onChange={(event) => set({ points: event.target.value })}
          />
        </label>
      )}
      <label>
        {words.text("draft.textLabel")}
        <textarea
          name="text"
          rows={2}
          maxLength={2_000}
          value={draft.text}
          onChange={(event) => set({ text: event.target.value })}
        />
      </label>
      <CasePicker
        shown={shown}
        subject={subject}
        label={words.text(draft.kind === "exclusion" ? "draft.caseLabel" : "draft.caseOptional")}
        picked={draft.caseUid}
        onPick={(caseUid) => set({ caseUid })}
      />
      <label>
        {words.text("draft.linkLabel")}
        <input
          name="link"
          value={draft.link}
          maxLength={500}
          placeholder="https://"
          onChange={(event) => set({ link: event.target.value })}
        />
      </label>
      <Signature author={author} onName={name} />
      <p className="form-ends">
        <button type="submit" disabled={pending}>
          {words.text("ledger.save")}
        </button>
        <button type="button" onClick={onDone}>
          {words.text("form.cancel")}
        </button>
      </p>
    </RequestForm>
  );
}
