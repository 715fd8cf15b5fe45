import { describe, expect, test } from "vitest";
import type { OutboxEntry, OutboxState } from "../../../shared/sync-status.ts";
import { UNDO_MS } from "./desk.ts";
import { newestHeld, phaseOf, TOLD_MS, type UndoBar } from "./undo.ts";

const bar: UndoBar = {
  id: "a",
  what: "派遣",
  from: 1_000,
  until: 1_000 + UNDO_MS,
  back: null,
  backAt: 0,
  answer: null,
  answeredAt: 0,
};
const entry = (state: OutboxState): OutboxEntry => ({
  message: { id: "a", by: "", request: { ask: "claim", uid: 1, seconds: 90 } },
  madeAt: 0,
  state,
  refused: state === "refused" ? "caseHeld" : null,
  settledAt: null,
  truth: null,
});
const LATER = bar.until + 500;

describe("undo", () => {
  test("Z87 a command can be taken back for eight seconds and not a moment longer", () => {
    expect(phaseOf(bar, entry("waiting"), true, bar.from + 1_000)).toEqual({ phase: "held", left: UNDO_MS - 1_000 });
    expect(phaseOf(bar, entry("waiting"), true, bar.until).phase).toBe("leaving");
    expect(phaseOf({ ...bar, answer: { answer: "queued" } }, entry("waiting"), true, bar.from).phase).toBe("held");
    expect(phaseOf(bar, entry("sent"), true, LATER).phase).toBe("leaving");
  });

  test("Z87 what came of it is told: done, kept through a cut, refused with the reason", () => {
    expect(phaseOf(bar, entry("done"), true, LATER).phase).toBe("done");
    expect(phaseOf(bar, entry("done"), true, bar.until + TOLD_MS + 1).phase).toBe("gone");
    expect(phaseOf(bar, entry("waiting"), false, LATER).phase).toBe("kept");
    expect(phaseOf(bar, entry("refused"), true, LATER + 600_000)).toEqual({
      phase: "refused",
      refused: "caseHeld",
      trouble: null,
    });
    const full = { answer: "trouble", trouble: { code: "diskFull", params: { dir: "/" } } } as const;
    expect(phaseOf({ ...bar, answer: full, answeredAt: LATER }, undefined, true, LATER).phase).toBe("refused");
  });

  test("Z87 taken back is said so; one that had left meanwhile is not", () => {
    const taken = { ...bar, back: "taken", backAt: 3_000 } as const;
    expect(phaseOf(taken, undefined, true, 3_100).phase).toBe("taken");
    expect(phaseOf(taken, undefined, true, 3_000 + TOLD_MS + 1).phase).toBe("gone");
    expect(phaseOf({ ...bar, back: "late", backAt: LATER }, entry("sent"), true, LATER).phase).toBe("leaving");
  });

  test("Z87 the key takes back the newest that still can be", () => {
    const other = { ...bar, id: "b", from: 5_000, until: 13_000 };
    expect(newestHeld([bar, other], 6_000)?.id).toBe("b");
    expect(newestHeld([bar, { ...other, back: "asked" }], 6_000)?.id).toBe("a");
    expect(newestHeld([bar, other], 20_000)).toBeNull();
  });
});
