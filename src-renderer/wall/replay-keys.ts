/** The keys of the bar of replay, as data. While it is open they come before the wall's own. */
import { SPEEDS, type Player } from "../map/replay-player.ts";

const MINUTE = 60_000;

/** What a key does; null when it is not one of the bar's, or when it belongs to the field that has the focus. */
export function replayKey(
  event: Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">,
  focused: string,
): ((player: Player) => void) | null {
  if (event.ctrlKey || event.metaKey || event.altKey || focused === "SELECT") return null;
  const by = (ms: number) => (player: Player) => player.seek(player.played().at + ms);
  switch (event.key) {
    case " ":
      // A button that has the focus is pressed by it.
      return focused === "BUTTON" ? null : (player) => (player.played().playing ? player.pause() : player.play());
    case "ArrowLeft":
      return by(event.shiftKey ? -60 * MINUTE : -MINUTE);
    case "ArrowRight":
      return by(event.shiftKey ? 60 * MINUTE : MINUTE);
    case "ArrowUp":
      return faster(1);
    case "ArrowDown":
      return faster(-1);
    case "Home":
      return (player) => player.seek(player.value.from);
    case "End":
      return (player) => player.seek(player.value.to);
    case ",":
    case "，":
      return (player) => player.toPrevious();
    case ".":
    case "。":
      return (player) => player.toNext();
    default:
      return null;
  }
}

const faster = (steps: 1 | -1) => (player: Player) => {
  const next = SPEEDS[SPEEDS.indexOf(player.played().speed) + steps];
  if (next !== undefined) player.setSpeed(next);
};
