/** Keeps a map's canvas as large as its place, a moment after the place has changed. */
import type { Map as MapLibre } from "maplibre-gl";

/**
 * From the last change of the place until the canvas follows, ms. To make a canvas anew is dear; the frame in which a place
 * changes, that of a switch for one (rule X44), is not to wait for it.
 */
const FOLLOW_MS = 80;

/** Returns what ends it. */
export function fitCanvas(map: Pick<MapLibre, "getCanvas" | "resize" | "redraw">, place: HTMLElement): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new ResizeObserver(() => {
    clearTimeout(timer);
    const { clientWidth, clientHeight } = map.getCanvas();
    if (clientWidth === place.clientWidth && clientHeight === place.clientHeight) return;
    timer = setTimeout(() => {
      map.resize();
      // In the same task: a canvas is empty once it was made anew.
      map.redraw();
    }, FOLLOW_MS);
  });
  observer.observe(place);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
}
