/** A number that opens its cases. */
import type { ReactNode } from "react";
import { useWords } from "../kit/words.ts";
import { countText } from "../kit/number.ts";
import { useDesk, type Drill } from "./desk.ts";
import { sentenceOf } from "./query.ts";

export interface FigureProps {
  /** Its name in the house, e.g. "funnel.closed". */
  readonly name: string;
  readonly value: number;
  readonly drill: Drill;
  readonly className?: string;
  /** What is shown, when it is not the plain number. */
  readonly children?: ReactNode;
}

export function Figure({ name, value, drill, className, children }: FigureProps) {
  const words = useWords();
  const desk = useDesk();
  const shown = countText(value, words.language);
  return (
    <button
      type="button"
      className={className === undefined ? "figure" : `figure ${className}`}
      data-figure={name}
      data-value={value}
      aria-label={words.text("figure.open", { count: shown, what: sentenceOf(drill, words) })}
      onClick={() => desk.open(drill)}
    >
      {children ?? shown}
    </button>
  );
}
