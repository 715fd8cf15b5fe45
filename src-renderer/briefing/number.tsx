/** A number of a briefing. Where it counted cases a click or Enter opens exactly those. */
import type { ReactNode } from "react";
import type { FrozenCount } from "../../shared/briefing.ts";
import { countText } from "../kit/number.ts";
import { useWords } from "../kit/words.ts";
import { useBriefing, useOpenCount } from "./context.ts";

export interface NumberProps {
  /** Its name in the house, e.g. "funnel.closed". */
  readonly name: string;
  readonly count: FrozenCount;
  /** What it counts, in words: the title of the list it opens. */
  readonly what: string;
  readonly className?: string;
  /** What is shown, when it is not the plain number. */
  readonly children?: ReactNode;
}

export function Num({ name, count, what, className = "", children }: NumberProps) {
  const words = useWords();
  const { small } = useBriefing();
  const open = useOpenCount();
  const text = countText(count.n, words.language);
  if (count.set === null) {
    return (
      <span className={`briefing-number ${className}`} data-figure={name} data-value={count.n}>
        {children ?? text}
      </span>
    );
  }
  return (
    <button
      type="button"
      className={`briefing-number figure ${className}`}
      data-figure={name}
      data-value={count.n}
      tabIndex={small ? -1 : 0}
      aria-label={words.text("figure.open", { count: text, what })}
      onClick={() => open(count, what)}
    >
      {children ?? text}
    </button>
  );
}

/** "n / d", each opening its own cases. */
export function Counts({
  name,
  n,
  d,
  what,
}: {
  readonly name: string;
  readonly n: FrozenCount;
  readonly d: FrozenCount | null;
  readonly what: string;
}) {
  const words = useWords();
  return (
    <>
      <Num name={`${name}.n`} count={n} what={words.text("briefing.numerator", { what })} />
      {d !== null && (
        <>
          {" / "}
          <Num name={`${name}.d`} count={d} what={words.text("briefing.denominator", { what })} />
        </>
      )}
    </>
  );
}
