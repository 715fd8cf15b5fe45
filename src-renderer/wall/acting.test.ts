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
    pages: { help: false, sync: false, ops: "closed" },
    mapShown: true,
    openedCamera: null,
    directing: { hold: vi.fn(), restore: vi.fn(), leave: () => false },
    testCard: false,
    setTestCard: vi.fn(),
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

test("X49 Esc leaves what is open at this window first, and then what the wall was given", () => {
  const leave = vi.fn(() => true);
  const setTestCard = vi.fn();
  const directing = { hold: vi.fn(), restore: vi.fn(), leave };
  const carded = wall({ directing, testCard: true, setTestCard });
  perform({ do: "escape" }, carded.acting);
  expect(setTestCard).toHaveBeenCalledWith(false);
  const drawer = wall({ directing, opened: true });
  perform({ do: "escape" }, drawer.acting);
  expect(drawer.back).toHaveBeenCalled();
  expect(leave).not.toHaveBeenCalled();
  const bare = wall({ directing });
  perform({ do: "escape" }, bare.acting);
  expect(leave).toHaveBeenCalled();
  expect(bare.back).not.toHaveBeenCalled();
  perform({ do: "hold" }, bare.acting);
  perform({ do: "restore" }, bare.acting);
  expect([directing.hold.mock.calls.length, directing.restore.mock.calls.length]).toEqual([1, 1]);
});
