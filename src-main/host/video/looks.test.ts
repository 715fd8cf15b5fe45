import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openLooks, type Look } from "./looks.ts";

const asked = { camera: 1, use: "sub", why: "tile", caseUid: 0, program: "wall" } as const;

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** Hub time runs ten times as fast as this machine's. */
function open(): { told: Look[]; looks: ReturnType<typeof openLooks> } {
  const told: Look[] = [];
  const looks = openLooks(
    () => 10 * Date.now(),
    () => Date.now(),
    (look) => told.push(look),
  );
  return { told, looks };
}
const spans = (told: readonly Look[]) => told.map(({ fromAt, toAt }) => [fromAt, toAt]);

test("V68 a look that goes on is told in stretches that follow each other, in hub time", () => {
  const { told, looks } = open();
  const end = looks.begin(asked);
  vi.advanceTimersByTime(11 * 60_000);
  end();
  vi.advanceTimersByTime(60_000);
  expect(spans(told)).toEqual([
    [0, 3_000_000],
    [3_000_000, 6_000_000],
    [6_000_000, 6_600_000],
  ]);
  looks.close();
  expect(told).toHaveLength(3);
});

test("V68 lanes side by side and soon after each other are one look, later ones another, short ones none", () => {
  const { told, looks } = open();
  const [first, second] = [looks.begin(asked), looks.begin({ ...asked, use: "main" })];
  vi.advanceTimersByTime(10_000);
  first();
  first();
  vi.advanceTimersByTime(20_000);
  second();
  vi.advanceTimersByTime(10_000);
  looks.begin(asked)();
  vi.advanceTimersByTime(60_000);
  expect(spans(told)).toEqual([[0, 400_000]]);
  looks.begin({ ...asked, camera: 2 })();
  looks.begin({ ...asked, why: "case" });
  vi.advanceTimersByTime(3_000);
  looks.close();
  expect(told.slice(1).map(({ camera, why, fromAt, toAt }) => [camera, why, toAt - fromAt])).toEqual([
    [1, "case", 30_000],
  ]);
});
