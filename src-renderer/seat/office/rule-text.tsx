/** A rule's text with the numbers of its lines; the line of a fault is marked. */
import { useMemo, useRef, type Ref } from "react";
import { useWords } from "../../kit/words.ts";

export interface RuleTextProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Line of the fault, 0 for none. */
  readonly fault: number;
  /** Id of the sentence about the fault. */
  readonly describedBy: string;
  readonly field: Ref<HTMLTextAreaElement>;
}

export function RuleText({ text, onText, fault, describedBy, field }: RuleTextProps) {
  const words = useWords();
  const gutter = useRef<HTMLPreElement>(null);
  const numbers = useMemo(() => {
    const count = text.split("\n").length;
    return Array.from({ length: count }, (_, i) => (i + 1 === fault ? `▲ ${i + 1}` : String(i + 1))).join("\n");
  }, [text, fault]);
  return (
    <div className="rule-text">
      <pre ref={gutter} aria-hidden="true">
        {numbers}
      </pre>
      <textarea
        ref={field}
        value={text}
        wrap="off"
        spellCheck={false}
        aria-label={words.text("office.rules.text")}
        aria-invalid={fault > 0}
        aria-describedby={describedBy}
        onChange={(event) => onText(event.target.value)}
        onScroll={(event) => {
          if (gutter.current !== null) gutter.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}

/** Puts the cursor at the beginning of a line, and shows it. @param line from 1 */
export function goToLine(field: HTMLTextAreaElement, line: number): void {
  const lines = field.value.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  field.focus();
  field.setSelectionRange(before, before + (lines[line - 1]?.length ?? 0));
  const height = field.scrollHeight / Math.max(1, lines.length);
  field.scrollTop = Math.max(0, (line - 1) * height - field.clientHeight / 2);
}
