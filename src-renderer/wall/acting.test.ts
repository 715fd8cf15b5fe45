import { afterEach, expect, test, vi } from "vitest";
import { focusCamera, focusedCamera } from "../camera/video-desk.ts";
import { perform, type Acting } from "./acting.ts";

afterEach(() => focusCamera(null));

/** A wall with a map on which nothing is open, but for what is said. */
function wall(part: Partial<Acting> = {}) {
  const [snap, setOverlay, openThing, back] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()];
  const acting = {
    desk: { openThing },
    features: { overlay: null, setOverlay, replayOpen: false },
    pages: { help: false, sync: false },
    mapShown: true,
    openedCamera: null,
    snap,
    back,
    ...part,
  } as unknown as Acting;
  return { acting, snap, setOverlay, openThing, back };
}

test("V38 S filters, and with a camera before one's eyes it is the shutter", () => {
  const plain = wall();
  perform({ do: "filter" }, plain.acting);
  expect(plain.setOverlay).toHaveBeenCalledWith("filter");
  expect(plain.snap).not.toHaveBeenCalled();
  const opened = wall({ openedCamera: 7 });
  perform({ do: "filter" }, opened.acting);
  expect(opened.snap).toHaveBeenCalledWith(7);
  expect(opened.setOverlay).not.toHaveBeenCalled();
  focusCamera(9);
  perform({ do: "filter" }, opened.acting);
  expect(opened.snap).toHaveBeenLastCalledWith(9);
});

test("Esc gives back the picture that is looked at alone before it closes the drawer; I opens its card", () => {
  focusCamera(9);
  const { acting, openThing, back } = wall();
  perform({ do: "card" }, acting);
  expect(openThing).toHaveBeenCalledWith({ kind: "camera", uid: 9 });
  perform({ do: "escape" }, acting);
  expect(focusedCamera()).toBeNull();
  expect(back).not.toHaveBeenCalled();
  perform({ do: "escape" }, acting);
  expect(back).toHaveBeenCalled();
});
