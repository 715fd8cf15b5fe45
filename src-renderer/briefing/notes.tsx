/**
 * What the speaker means to say at a step: the file's words until somebody writes their own, which are kept for them on this
 * machine.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - X104 Notes are drawn by the speaker's window only, and are never told to another.
 */
import { useEffect, useRef, useState } from "react";
import type { BriefingFile, BriefingStep } from "../../shared/rules/briefings.ts";
import type { Trouble } from "../../shared/trouble.ts";
import { useWords } from "../kit/words.ts";
import { useAct, useView } from "../link/react.ts";

/** A pause of typing after which a note is kept, ms. */
const PAUSE_MS = 500;

export interface NotesProps {
  readonly file: BriefingFile;
  readonly step: BriefingStep;
}

/** Give it the step as its key. */
export function Notes({ file, step }: NotesProps) {
  const words = useWords();
  const act = useAct();
  const prefix = `briefing/${file.briefing}/`;
  const kept = useView({ view: "kept", prefix }).value;
  const key = `${prefix}${step.step}`;
  const known = kept?.find((note) => note.key === key)?.value;
  const [typed, setTyped] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const latest = useRef<string | null>(null);
  const text = typed ?? known ?? step.note[words.language];

  useEffect(() => {
    latest.current = typed;
    if (typed === null) return;
    const timer = setTimeout(keep, PAUSE_MS);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- each pause of typing is its own
  }, [typed]);
  // What was typed last is kept when the step changes.
  useEffect(() => keep, []); // oxlint-disable-line react-hooks/exhaustive-deps -- at the end only

  function keep(): void {
    const value = latest.current;
    if (value === null) return;
    latest.current = null;
    // The file's own words again are nobody's note.
    void act({ do: "keep", key, value: value === step.note[words.language] ? null : value }).then((result) => {
      setTrouble(result.did === "not" ? result.trouble : null);
    });
  }

  return (
    <label className="briefing-notes">
      <span>{words.text("briefing.notes")}</span>
      <textarea
        data-notes={step.step}
        value={text}
        maxLength={20_000}
        onChange={(event) => setTyped(event.target.value)}
      />
      {trouble !== null && <small role="alert">{words.trouble(trouble)}</small>}
    </label>
  );
}
