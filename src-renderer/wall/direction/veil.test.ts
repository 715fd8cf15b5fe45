import { expect, test } from "vitest";
import { store } from "../../link/store.ts";
import type { Link, ViewValue } from "../../link/connection.ts";
import { veilOver } from "./veil.ts";

/** A link whose every answer is this one source. */
function linkOf<T>(value: T) {
  const source = store<ViewValue<T>>({ value, trouble: null, rev: 1 });
  return { source, link: { whole: () => source, keyed: () => source } as unknown as Link };
}
const TICKER = { view: "ticker", limit: 3 } as const;

test("X52 what is drawn through the veil is masked while it is down, and as it was when it is lifted", () => {
  const { link: under } = linkOf([{ uid: 1, address: "南大街12号" }]);
  const veil = veilOver(under, false);
  const source = veil.link.keyed(TICKER);
  let told = 0;
  source.subscribe(() => told++);
  expect(source.get().value).toEqual([{ uid: 1, address: "南大街12号" }]);
  veil.set(true);
  expect(told).toBe(1);
  expect(source.get().value).toEqual([{ uid: 1, address: "南大街" }]);
  expect(source.get()).toBe(source.get());
  veil.set(true);
  expect(told).toBe(1);
  veil.set(false);
  expect([told, source.get()]).toEqual([2, under.keyed(TICKER).get()]);
});

test("X52 a window that is opened during a visit shows nothing unmasked first, nor what comes later", () => {
  const { source: under, link: open } = linkOf([{ uid: 1, address: "南大街12号" }]);
  const source = veilOver(open, true).link.keyed(TICKER);
  expect(source.get().value).toEqual([{ uid: 1, address: "南大街" }]);
  under.set({ value: [{ uid: 2, address: "王家村3号" }], trouble: null, rev: 2 });
  expect(source.get()).toEqual({ value: [{ uid: 2, address: "王家村" }], trouble: null, rev: 2 });
});

test("X52 one question has one source, so that a draw does not open it anew", () => {
  const veil = veilOver(linkOf([]).link, true);
  expect(veil.link.whole({ view: "units" })).toBe(veil.link.whole({ view: "units" }));
});
