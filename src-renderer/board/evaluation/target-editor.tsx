/** The small form in which a target is set, and the way back for a few seconds after. */
import { useEffect, useRef, useState } from "react";
import type { Indicator } from "../../../shared/evaluation/indicators.ts";
import type { IndicatorLine } from "../../../shared/view.ts";
import { useWords } from "../../kit/words.ts";
import { useAuthor } from "./author.ts";
import { RequestForm, Signature } from "./form.tsx";
import { useRequest } from "./request.ts";
import { targetText, targetTyped, typedOf } from "./target.ts";

/** A target that was changed here; null stands for none. */
export interface TargetChange {
  /** Tells one change from the next. */
  readonly id: number;
  readonly indicator: string;
  readonly before: number | null;
  readonly after: number | null;
}

/** How long a change can be taken back. */
const UNDO_MS = 8_000;

let changes = 0;

interface EditorProps {
  readonly platform: string;
  readonly indicator: Indicator;
  readonly target: IndicatorLine["target"];
  /** The change that was made, null when it was left. */
  readonly onDone: (change: TargetChange | null) => void;
}

export function TargetEditor({ platform, indicator, target, onDone }: EditorProps) {
  const words = useWords();
  const { author, name, keep } = useAuthor();
  const { pending, problem, send, setProblem } = useRequest();
  const [typed, type] = useState(target === null ? "" : typedOf(target.value, indicator.unit));
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);

  const change = async (after: number | null) => {
    if (author.trim() === "") return setProblem(words.text("form.nameMissing"));
    const before = target?.value ?? null;
    const asked = { platform, indicator: indicator.id };
    const done = await send(
      after === null ? { ask: "clearTarget", ...asked } : { ask: "setTarget", ...asked, value: after },
      author.trim(),
    );
    if (done === null) return;
    keep();
    // What only waits is no change yet: there is nothing to take back here.
    if (done === "queued") return onDone(null);
    onDone({ id: ++changes, indicator: indicator.id, before, after });
  };
  const save = () => {
    const value = targetTyped(typed, indicator.unit);
    if (value === null) return setProblem(words.text(`indicators.typed.${indicator.unit}`));
    return change(value);
  };
  return (
    <RequestForm className="target-editor" problem={problem} onSubmit={save} onCancel={() => onDone(null)}>
      <label>
        {words.text(indicator.better === "up" ? "indicators.least" : "indicators.most")}
        <input
          ref={field}
          name="target"
          inputMode="decimal"
          value={typed}
          size={6}
          aria-invalid={problem !== null}
          onChange={(event) => type(event.target.value)}
        />
        {words.text(`indicators.suffix.${indicator.unit}`)}
      </label>
      <Signature author={author} onName={name} size={8} />
      <button type="submit" disabled={pending}>
        {words.text("form.save")}
      </button>
      {target !== null && (
        <button type="button" disabled={pending} onClick={() => void change(null)}>
          {words.text("indicators.clear")}
        </button>
      )}
      <button type="button" onClick={() => onDone(null)}>
        {words.text("form.cancel")}
      </button>
    </RequestForm>
  );
}

interface UndoProps {
  readonly platform: string;
  readonly indicator: Indicator;
  readonly change: TargetChange;
  readonly onOver: () => void;
}

/** Sets the old value again, while it stands. A refusal is told and gives the time anew. */
export function TargetUndo({ platform, indicator, change, onOver }: UndoProps) {
  const words = useWords();
  const { author } = useAuthor();
  const { pending, problem, send } = useRequest();
  const over = useRef(onOver);
  useEffect(() => {
    over.current = onOver;
  });
  useEffect(() => {
    if (pending) return;
    const timer = setTimeout(() => over.current(), UNDO_MS);
    return () => clearTimeout(timer);
  }, [pending]);
  const asText = (value: number | null) =>
    value === null ? words.text("indicators.noTarget") : targetText(value, indicator.unit, words);
  const undo = async () => {
    const asked = { platform, indicator: indicator.id };
    const done = await send(
      change.before === null ? { ask: "clearTarget", ...asked } : { ask: "setTarget", ...asked, value: change.before },
      author.trim(),
    );
    if (done !== null) onOver();
  };
  return (
    <p className="target-undo" role="status">
      {words.text("indicators.changed", { before: asText(change.before), after: asText(change.after) })}
      <button type="button" disabled={pending} onClick={() => void undo()}>
        {words.text("form.undo")}
      </button>
      {problem !== null && (
        <span className="form-problem" role="alert">
          {problem}
        </span>
      )}
    </p>
  );
}
