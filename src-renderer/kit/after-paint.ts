/** What may come a frame later, so that what somebody waits for comes a frame earlier. */
import { useState, useSyncExternalStore } from "react";

/** Whether a part has been painted once: false in its first frame, true from the next on. Where nothing is painted, true. */
export function useAfterPaint(): boolean {
  const [{ subscribe, get }] = useState(paintedOnce);
  return useSyncExternalStore(subscribe, get, () => true);
}

function paintedOnce() {
  let painted = false;
  return {
    get: () => painted,
    subscribe(notify: () => void): () => void {
      if (painted) return () => {};
      let timer: ReturnType<typeof setTimeout> | undefined;
      const frame = requestAnimationFrame(() => {
        timer = setTimeout(() => {
          painted = true;
          notify();
        }, 0);
      });
      return () => {
        cancelAnimationFrame(frame);
        clearTimeout(timer);
      };
    },
  };
}
