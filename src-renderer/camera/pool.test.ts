import { expect, test } from "vitest";
import { createVideoPool } from "./pool.ts";

/** What the pool does to an element, in order. */
function fakeVideo(did: string[]): HTMLVideoElement {
  return {
    muted: false,
    playsInline: false,
    pause: () => did.push("pause"),
    removeAttribute: (name: string) => did.push(`without ${name}`),
    load: () => did.push("load"),
    remove: () => did.push("remove"),
    set srcObject(_value: null) {
      did.push("no srcObject");
    },
  } as unknown as HTMLVideoElement;
}

test("V22 elements are emptied and used again, and there are never more than so many", () => {
  const did: string[] = [];
  const pool = createVideoPool(() => fakeVideo(did), 2);
  const [a, b] = [pool.take()!, pool.take()!];
  expect(a.muted).toBe(true);
  expect(pool.take()).toBeNull();
  pool.give(a);
  expect(did).toEqual(["pause", "no srcObject", "without src", "load", "remove"]);
  expect(pool.take()).toBe(a);
  for (let i = 0; i < 100; i++) {
    pool.give(b);
    pool.take();
  }
  expect(pool.made).toBe(2);
});

test("an element that is given back twice is there once", () => {
  const pool = createVideoPool(() => fakeVideo([]), 2);
  const a = pool.take()!;
  pool.give(a);
  pool.give(a);
  pool.take();
  expect(pool.take()).not.toBe(a);
});
