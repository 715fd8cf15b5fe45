/**
 * The last picture of a window, which its page begins behind after a fall (rule X81): taken away once the wall has drawn
 * something by itself, and after some seconds in any case, for it is not the present.
 */

/** Real ms for which it is shown at most. */
const LONGEST_MS = 6_000;

/** Takes the picture away with the next frame but one: what is behind it has been painted by then. */
export function dropLastFrame(): void {
  const frame = document.querySelector("#last-frame");
  if (frame === null) return;
  requestAnimationFrame(() => requestAnimationFrame(() => frame.remove()));
}

/** Call it when the page begins. */
export function boundLastFrame(): void {
  if (document.querySelector("#last-frame") !== null) setTimeout(dropLastFrame, LONGEST_MS);
}
