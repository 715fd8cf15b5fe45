/** Reporting an exceedance as a case: shows what will be sent and asks once; the same one again opens the case there is. */
import { useState } from "react";
import type { SensorLine } from "../../../shared/view.ts";
import { useAsk, useView } from "../../link/react.ts";
import { useWords } from "../../kit/words.ts";
import { useDesk } from "../desk.ts";
import { useAuthor } from "../evaluation/author.ts";
import { RequestForm, Signature } from "../evaluation/form.tsx";
import { classFor, draftOf, type ReportRequest } from "./draft.ts";
import { pollutantText } from "./state.tsx";

export interface DraftProps {
  readonly line: SensorLine;
  readonly value: SensorLine["values"][number];
}

/** The button, and the form once it is pressed; nothing where nothing was exceeded today. */
export function DraftCase({ line, value }: DraftProps) {
  const words = useWords();
  const desk = useDesk();
  const classes = useView({ view: "classes" }).value;
  const [asking, setAsking] = useState(false);
  /** Cases that were reported from here, by their occasion. */
  const [filed, setFiled] = useState<ReadonlyMap<string, number>>(new Map());
  if (value.last === null || classes === null) return null;
  const found = classFor(classes, line.sensor.platform, value.pollutant);
  if (found === undefined) {
    return (
      <p className="sensor-note">
        {words.text("sensors.draftNoClass", { pollutant: pollutantText(value.pollutant, words) })}
      </p>
    );
  }
  const request = draftOf(line, value, found, words);
  if (request === null) return null;
  const uid = filed.get(request.occasion);
  if (uid !== undefined) {
    const { lon, lat, unitGrid } = line.sensor;
    return (
      <button type="button" className="sensor-draft" onClick={() => desk.openCase({ uid, lon, lat, unitGrid })}>
        {words.text("sensors.draftOpen")}
      </button>
    );
  }
  if (!asking) {
    return (
      <button type="button" className="sensor-draft" onClick={() => setAsking(true)}>
        {words.text("sensors.draft")}
      </button>
    );
  }
  return (
    <DraftForm
      request={request}
      className={words.name(found)}
      onClose={() => setAsking(false)}
      onFiled={(caseUid) => {
        setAsking(false);
        setFiled((before) => new Map(before).set(request.occasion, caseUid));
      }}
    />
  );
}

interface FormProps {
  readonly request: ReportRequest;
  /** Name of the case's class. */
  readonly className: string;
  readonly onClose: () => void;
  readonly onFiled: (uid: number) => void;
}

function DraftForm({ request, className, onClose, onFiled }: FormProps) {
  const words = useWords();
  const { notify } = useDesk();
  const ask = useAsk();
  const { author, name, keep } = useAuthor();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const submit = async () => {
    if (pending) return;
    if (author.trim() === "") return setProblem(words.text("form.nameMissing"));
    setPending(true);
    setProblem(null);
    const answer = await ask(request, author.trim());
    setPending(false);
    switch (answer.answer) {
      case "done":
        keep();
        notify(words.text("sensors.draftDone"));
        return onFiled(answer.uid);
      case "queued":
        keep();
        notify(words.text("notice.queued"));
        return onClose();
      case "refused":
        return setProblem(words.refusal(answer.refused));
      case "trouble":
        return setProblem(words.trouble(answer.trouble));
    }
  };

  return (
    <RequestForm
      className="entry-form sensor-form"
      label={words.text("sensors.draft")}
      problem={problem}
      onSubmit={submit}
      onCancel={onClose}
    >
      <p>{words.text("sensors.draftAsk")}</p>
      <p className="sensor-note">{words.text("sensors.draftClass", { name: className })}</p>
      <blockquote className="sensor-quote">{request.report.description}</blockquote>
      <Signature author={author} onName={name} autoFocus />
      <p className="form-ends">
        <button type="submit" disabled={pending}>
          {words.text("sensors.draftSend")}
        </button>
        <button type="button" onClick={onClose}>
          {words.text("form.cancel")}
        </button>
      </p>
    </RequestForm>
  );
}
