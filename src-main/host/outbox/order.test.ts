import { describe, expect, test } from "vitest";
import type { OutboxState } from "../../../shared/sync-status.ts";
import type { DeskRequest } from "../../../shared/wire/desk.ts";
import type { Kept } from "./ledger.ts";
import { MOST_UNDER_WAY, builtOn, expired, keyOf, nextToSend } from "./order.ts";

const kept = (id: string, uid: number, state: OutboxState = "waiting", notAfter = 1_000): Kept => ({
  message: { id, by: "李", request: { ask: "case", uid, command: { kind: "accept" } } },
  epoch: "e",
  madeAt: 0,
  notAfter,
  state,
  answer: null,
  settledAt: null,
  told: false,
});
const idsOf = (several: readonly Kept[]) => several.map(({ message }) => message.id);

describe("the order of requests", () => {
  test("O3 of each case the oldest, none of a case with one under way", () => {
    const all = [kept("a", 1, "done"), kept("b", 1), kept("c", 1), kept("d", 2, "sent"), kept("e", 3)];
    expect(idsOf(nextToSend(all, new Set()))).toEqual(["b", "d", "e"]);
    expect(idsOf(nextToSend(all, new Set(["case 1", "case 2"])))).toEqual(["e"]);
  });

  test("O3 what undoes something waits for what it undoes", () => {
    const of = (request: DeskRequest) => keyOf({ id: "request-1", by: "李", request });
    const target = { platform: "a", indicator: "x" };
    expect(of({ ask: "setTarget", ...target, value: 1 })).toBe(of({ ask: "clearTarget", ...target }));
    expect(of({ ask: "clearTarget", ...target })).not.toBe(of({ ask: "clearTarget", ...target, indicator: "y" }));
  });

  test("O3 so many cases at once and no more", () => {
    const all = Array.from({ length: 20 }, (_, n) => kept(`r${n}`, n));
    expect(nextToSend(all, new Set())).toHaveLength(MOST_UNDER_WAY);
    expect(nextToSend(all, new Set(["case 0", "case 1"]))).toHaveLength(MOST_UNDER_WAY - 2);
  });

  test("O3 cases that wait to be asked for again take nobody's place", () => {
    const all = Array.from({ length: 20 }, (_, n) => kept(`r${n}`, n));
    const resting = new Set(Array.from({ length: 10 }, (_, n) => `case ${n}`));
    expect(idsOf(nextToSend(all, new Set(), resting))).toEqual(idsOf(all.slice(10, 10 + MOST_UNDER_WAY)));
  });

  test("O4 what was never sent expires; what was sent is asked about until the hub says", () => {
    const all = [
      kept("a", 1, "waiting", 10),
      kept("b", 2, "sent", 10),
      kept("c", 3, "done", 10),
      kept("d", 4, "waiting", 20),
    ];
    expect(idsOf(expired(all, 10))).toEqual([]);
    expect(idsOf(expired(all, 11))).toEqual(["a"]);
  });

  test("O5 what was asked on top of a refused command: later, on the same case, not sent", () => {
    const refused = kept("b", 1, "refused");
    const all = [kept("a", 1), refused, kept("c", 1), kept("d", 2), kept("e", 1, "done")];
    expect(idsOf(builtOn(all, refused))).toEqual(["c"]);
    const target: Kept = {
      ...refused,
      message: { id: "t", by: "李", request: { ask: "clearTarget", platform: "a", indicator: "x" } },
    };
    expect(builtOn([target, kept("c", 1)], target)).toEqual([]);
  });
});
