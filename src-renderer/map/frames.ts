/**
 * Frames for a loop that would ask the screen for sixty of them a second whether or not anything is to be drawn.
 *
 * Shaped as luma.gl's `AnimationFrameProvider` (experimental there), which deck.gl hands through to its loop.
 */

type Draw = (time: number) => void;

export interface Frames {
  readonly provider: {
    requestAnimationFrame(draw: Draw): number;
    cancelAnimationFrame(handle: number): void;
  };
  /** Grants one frame, at once when the loop waits for one and else as soon as it asks. */
  grant(): void;
}

/** Frames on demand; the first is granted. `screen` and `cancel` are the window's own two functions. */
export function framesOnDemand(
  screen: (draw: Draw) => number = (draw) => requestAnimationFrame(draw),
  cancel: (handle: number) => void = (handle) => cancelAnimationFrame(handle),
): Frames {
  let granted = true;
  let waiting: Draw | null = null;
  let asked: number | null = null;

  function go(): void {
    if (!granted || waiting === null || asked !== null) return;
    asked = screen((time) => {
      asked = null;
      const draw = waiting;
      waiting = null;
      granted = false;
      draw?.(time);
    });
  }

  return {
    provider: {
      requestAnimationFrame(draw) {
        waiting = draw;
        go();
        return 1; // one loop, one frame waiting
      },
      cancelAnimationFrame() {
        waiting = null;
        if (asked !== null) cancel(asked);
        asked = null;
      },
    },
    grant() {
      granted = true;
      go();
    },
  };
}
