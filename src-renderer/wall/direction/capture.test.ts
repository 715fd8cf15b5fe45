import { expect, test } from "vitest";
import { ECHO_SIDE, MOST_ECHO_BYTES } from "../../../shared/direction/wall.ts";
import { echoSize, openCapture, type OpenShots, type Screenshots } from "./capture.ts";

test.each([
  [1920, 1080, ECHO_SIDE, 270],
  [7680, 2160, ECHO_SIDE, 135],
  [1080, 1920, 270, ECHO_SIDE],
  [320, 200, 320, 200],
])("X56 the picture of a window of %d × %d is %d × %d", (width, height, wide, high) => {
  expect(echoSize(width, height)).toEqual([wide, high]);
});

/** A browser whose pictures have so many bytes at full quality. */
function browser(bytes: number) {
  let opened = 0;
  let ended = false;
  let refuses: string | null = null;
  const shots: Screenshots = {
    async open(): Promise<OpenShots> {
      opened++;
      if (refuses !== null) throw new DOMException("no", refuses);
      ended = false;
      return {
        shot: async (quality) => new Uint8Array(Math.round(bytes * quality)),
        ended: () => ended,
        close: () => {},
      };
    },
  };
  return {
    shots,
    opened: () => opened,
    end: () => (ended = true),
    refuse: (name: string | null) => (refuses = name),
  };
}

test("X56 a picture that is too large is taken again with less of it, and one that stays too large is none", async () => {
  const fine = openCapture(browser(100_000).shots, () => 0);
  expect((await fine.picture())?.length).toBe(72_000);
  const large = openCapture(browser(600_000).shots, () => 0);
  expect((await large.picture())?.length).toBe(180_000);
  expect(await openCapture(browser(MOST_ECHO_BYTES * 4).shots, () => 0).picture()).toBeNull();
});

test("X56 a browser that gives no picture is asked again after a while, and why is told", async () => {
  let now = 0;
  const chromium = browser(1_000);
  chromium.refuse("NotAllowedError");
  const capture = openCapture(chromium.shots, () => now);
  expect([await capture.picture(), capture.why()]).toEqual([null, "NotAllowedError"]);
  now = 1_000;
  expect([await capture.picture(), chromium.opened()]).toEqual([null, 1]);
  chromium.refuse(null);
  now = 31_000;
  expect((await capture.picture())?.length).toBe(720);
  expect(capture.why()).toBe("");
});

test("X56 a capture that the browser ended is opened again at once", async () => {
  const chromium = browser(1_000);
  const capture = openCapture(chromium.shots, () => 0);
  await capture.picture();
  chromium.end();
  expect(await capture.picture()).not.toBeNull();
  expect(chromium.opened()).toBe(2);
});
