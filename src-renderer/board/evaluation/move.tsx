/** The way from an earlier period, told by shape and word. */
import { useWords } from "../../kit/words.ts";
import { signedText, type Move } from "./score.ts";

/** Up, down or as before: by shape and word, with the points gained beneath. */
export function MoveMark({ move, against }: { readonly move: Move | null; readonly against: string }) {
  const words = useWords();
  if (move === null) {
    return (
      <span className="move" data-way="none" title={words.text("standings.moveNone", { against })}>
        —
      </span>
    );
  }
  return (
    <span className="move" data-way={move.way}>
      <span>
        <i aria-hidden="true" />
        {words.text(`standings.move.${move.way}`, { by: move.by })}
      </span>
      <small>{signedText(move.gained)}</small>
    </span>
  );
}
