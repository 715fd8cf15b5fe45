import { expect, test } from "vitest";
import { MOST_ECHO_BYTES } from "../../../shared/direction/wall.ts";
import { shellPictures, type Hearing } from "./shell-pictures.ts";

/** A window that says messages to itself, or hears them from another one. */
function windowDouble() {
  const target = new EventTarget();
  const say = (data: unknown, source: unknown = target) =>
    target.dispatchEvent(Object.assign(new Event("message"), { data, source }));
  return { target: target as unknown as Hearing, say };
}
const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 7);
const base64 = btoa(String.fromCharCode(...jpeg));

test("X56 the newest picture that the shell took is there until another one comes", () => {
  const { target, say } = windowDouble();
  const pictures = shellPictures(target);
  expect(pictures.newest()).toBeNull();
  say({ citywall: "picture", base64 });
  expect(pictures.newest()).toEqual(jpeg);
  const next = Uint8Array.of(0xff, 0xd8, 9);
  say({ citywall: "picture", jpeg: next });
  expect(pictures.newest()).toBe(next);
  pictures.close();
  say({ citywall: "picture", base64 });
  expect(pictures.newest()).toBe(next);
});

test("X56 what is no picture, too large, or from another window is none", () => {
  const { target, say } = windowDouble();
  const pictures = shellPictures(target);
  say({ citywall: "picture", base64 }, {});
  say({ citywall: "port" });
  say(null);
  say({ citywall: "picture", base64: "<svg>" });
  say({ citywall: "picture", jpeg: Uint8Array.of(1, 2, 3) });
  say({ citywall: "picture", jpeg: new Uint8Array(MOST_ECHO_BYTES + 1).fill(0xff, 0, 1).fill(0xd8, 1, 2) });
  expect(pictures.newest()).toBeNull();
});
