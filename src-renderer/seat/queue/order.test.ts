import { describe, expect, test } from "vitest";
import { createQueueOrder, FIRST_QUESTION } from "./order.ts";

const of = (...uids: number[]) => Uint32Array.from(uids);

describe("the queue's order", () => {
  test("says what stands before and behind a case, and at which place it is", () => {
    const order = createQueueOrder();
    order.take(of(7, 3, 9));
    expect([order.previousOf(7), order.nextOf(7)]).toEqual([null, 3]);
    expect([order.previousOf(9), order.nextOf(9)]).toEqual([3, null]);
    expect(order.placeOf(3)).toEqual({ n: 2, of: 3 });
    expect(order.placeOf(4)).toBeNull();
  });

  test("Z10 the case after one that has left the queue is the one that stood behind it", () => {
    const order = createQueueOrder();
    order.take(of(1, 2, 3, 4, 5));
    expect(order.nextOf(3)).toBe(4);
    // It leaves together with the one behind it, and others come in between.
    order.take(of(8, 1, 2, 9, 5));
    expect([order.previousOf(3), order.nextOf(3)]).toEqual([2, 5]);
    expect(order.placeOf(3)).toBeNull();
    // What came in its place may leave too.
    order.take(of(8, 1, 2, 9));
    expect(order.nextOf(3)).toBeNull();
    order.take(of(8, 9));
    expect(order.previousOf(3)).toBe(8);
    // It came back.
    order.take(of(3, 8));
    expect(order.nextOf(3)).toBe(8);
  });

  test("a case that never stood in the queue is followed by the first of it, and another question forgets", () => {
    const order = createQueueOrder();
    order.take(of(5, 6));
    expect([order.previousOf(40), order.nextOf(40)]).toEqual([null, 5]);
    order.nextOf(5);
    order.take(of(6, 7));
    expect(order.latest()).toBe(5);
    order.ask({ ...FIRST_QUESTION, order: "newest" });
    expect(order.latest()).toBe(0);
    expect(order.nextOf(5)).toBe(6);
    expect(order.question().order).toBe("newest");
  });

  test("tells of every change, once of the same order", () => {
    const order = createQueueOrder();
    let told = 0;
    const end = order.subscribe(() => told++);
    const uids = of(1);
    order.take(uids);
    order.take(uids);
    expect(told).toBe(1);
    expect(order.version()).toBe(1);
    end();
    order.take(of());
    expect(told).toBe(1);
  });
});
