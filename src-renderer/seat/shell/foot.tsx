/** The line at the foot: keys of what can be done right now on this page. */
import { memo, useContext, useSyncExternalStore } from "react";
import { useWords } from "../../kit/words.ts";
import { ActsContext, type Acts, type SeatAct } from "./acts.ts";
import { strokeText } from "./keys.ts";

const NONE: readonly SeatAct[] = [];
/** More than these are on the card of keys. */
const MOST = 14;

/** The acts of now, drawn again when they change. */
export function useActsNow(acts: Acts | null): readonly SeatAct[] {
  return useSyncExternalStore(acts?.subscribe ?? (() => () => {}), acts?.all ?? (() => NONE));
}

/** Acts of the page, then the two keys that show all the others. */
export const Foot = memo(function Foot() {
  const words = useWords();
  const acts = useActsNow(useContext(ActsContext));
  const shown = acts.filter(
    ({ group, key, cannot }) => key !== undefined && cannot === undefined && group !== "go" && group !== "window",
  );
  return (
    <footer className="seat-foot" aria-label={words.text("seat.hints")}>
      {shown.slice(0, MOST).map((act) => (
        <button key={act.id} type="button" tabIndex={-1} onClick={() => act.run()}>
          <kbd>{strokeText(act.key ?? "")}</kbd> {act.title}
        </button>
      ))}
      <span>
        <kbd>Ctrl+K</kbd> {words.text("seat.palette.title")}
      </span>
      <span>
        <kbd>?</kbd> {words.text("seat.keys.title")}
      </span>
    </footer>
  );
});
