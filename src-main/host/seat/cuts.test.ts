import { beforeEach, describe, expect, test } from "vitest";
import type { TroubleCode } from "../../../shared/trouble.ts";
import type { LineReport } from "../../../shared/wire/port.ts";
import { openCuts, readCut, SAME_CUT_MS, type Cut, type Cuts } from "./cuts.ts";

let at: number;
let kept: Cut | null;
let cuts: Cuts;

const start = () =>
  (cuts = openCuts(
    kept,
    () => at,
    (next) => void (kept = next),
  ));
const look = (state: LineReport["state"], code: TroubleCode = "hubUnreachable") =>
  cuts.look({ state, trouble: state === "cut" ? { code, params: {} } : null, hubNow: 1_000_000 + at });
/** Looks each second for so long. */
function pass(ms: number, state: LineReport["state"], code?: TroubleCode): void {
  const until = at + ms;
  for (; at < until; at += 1_000) look(state, code);
  look(state, code);
}

beforeEach(() => {
  [at, kept] = [0, null];
  start();
});

describe("N33 cuts", () => {
  test("one of more than five seconds is told once it is over, until it was seen", () => {
    pass(3_000, "live");
    pass(10_000, "cut");
    expect(cuts.cut()).toBeNull();
    look("connecting");
    look("live");
    expect(cuts.cut()).toEqual({ from: 1_003_000, to: 1_013_000 });
    pass(60_000, "live");
    expect(cuts.cut()).toEqual({ from: 1_003_000, to: 1_013_000 });
    cuts.seen();
    expect(cuts.cut()).toBeNull();
    expect(kept).toBeNull();
  });

  test("a short one is none, and neither is what was never connected or not let in", () => {
    pass(20_000, "cut");
    pass(3_000, "live");
    pass(5_000, "cut");
    pass(3_000, "live");
    pass(60_000, "cut", "tokenMissing");
    pass(60_000, "snapshot");
    pass(3_000, "live");
    expect(cuts.cut()).toBeNull();
  });

  test("what was told is kept over a restart, and so is a cut that goes on meanwhile", () => {
    pass(1_000, "live");
    pass(20_000, "cut");
    start();
    pass(1_000, "cut");
    expect(cuts.cut()).toBeNull();
    look("live");
    expect(cuts.cut()).toEqual({ from: 1_001_000, to: 1_000_000 + at });
    start();
    expect(cuts.cut()?.from).toBe(1_001_000);
    cuts.seen();
    start();
    expect(cuts.cut()).toBeNull();
  });

  test("cuts that follow each other are one, later ones another", () => {
    pass(1_000, "live");
    pass(20_000, "cut");
    pass(60_000, "live");
    pass(20_000, "cut");
    look("live");
    expect(cuts.cut()?.from).toBe(1_001_000);
    const before = at;
    pass(SAME_CUT_MS + 1_000, "live");
    pass(20_000, "cut");
    look("live");
    expect(cuts.cut()?.from).toBeGreaterThan(1_000_000 + before + SAME_CUT_MS);
  });

  test("what is no such note is none", () => {
    for (const text of [null, "", "{", "[]", `{"from":1}`, `{"from":"1","to":2}`]) expect(readCut(text)).toBeNull();
    expect(readCut(`{"from":1,"to":null}`)).toEqual({ from: 1, to: null });
  });
});
