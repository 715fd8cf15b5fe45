import { renderToStaticMarkup } from "react-dom/server";
import { createElement } from "react";
import { describe, expect, test } from "vitest";
import { CONFIRM_DAYS, CONFIRMED_STATES, confirmedState, daysSince } from "./confirmed.ts";
import { ConfirmedMark } from "./confirmed-mark.tsx";
import { openFirst } from "./open-first.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 20);

describe("when a contact was last confirmed", () => {
  test("Z75 after ninety days it is to be confirmed again, and one that never was is told as such", () => {
    expect(confirmedState(NOW - CONFIRM_DAYS * DAY, NOW)).toBe("fresh");
    expect(confirmedState(NOW - CONFIRM_DAYS * DAY - 1, NOW)).toBe("overdue");
    expect(confirmedState(null, NOW)).toBe("never");
  });

  test("Z75 is told by shape and word before colour", () => {
    const drawn = CONFIRMED_STATES.map((state) => renderToStaticMarkup(createElement(ConfirmedMark, { state })));
    expect(new Set(drawn.map((html) => / d="([^"]+)"/.exec(html)?.[1])).size).toBe(3);
    expect(drawn.map((html) => html.replaceAll(/<[^>]+>/g, ""))).toEqual(["已核实", "逾期未核", "从未核实"]);
  });

  test("days are whole and never negative: a clock may be ahead", () => {
    expect(daysSince(NOW - 2.9 * DAY, NOW)).toBe(2);
    expect(daysSince(NOW + DAY, NOW)).toBe(0);
  });
});

test("the cases of a spot: open before closed, each the newest first", () => {
  const line = (uid: number, state: number, reportedAt: number) => ({ uid, state, reportedAt });
  const lines = [line(1, 11, 5), line(2, 0, 1), line(3, 0, 3), line(4, 11, 9)];
  expect(openFirst(lines).map(({ uid }) => uid)).toEqual([3, 2, 4, 1]);
});
