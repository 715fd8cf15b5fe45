/** Whether a contact can be relied upon: by shape and word before colour. */
import { useWords } from "../../kit/words.ts";
import type { ConfirmedState } from "./confirmed.ts";

const SHAPES: Readonly<Record<ConfirmedState, string>> = {
  fresh: "M8 3a5 5 0 1 0 .01 0Z",
  overdue: "M8 2 14.5 13.5H1.5Z",
  never: "M3 3h10v10H3Z",
};

export function ConfirmedMark({ state }: { readonly state: ConfirmedState }) {
  const words = useWords();
  return (
    <span className={`confirmed confirmed-${state}`} data-confirmed={state}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={SHAPES[state]} />
      </svg>
      {words.text(`contacts.state.${state}`)}
    </span>
  );
}
