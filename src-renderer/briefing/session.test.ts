import { describe, expect, test } from "vitest";
import type { FrozenBriefing } from "../../shared/briefing.ts";
import type { LineReport } from "../../shared/wire/port.ts";
import type { Channel, Word } from "./channel.ts";
import { cutAtOf, mayTake, openSession } from "./session.ts";

/** Windows of one browser: what one tells, the others hear. */
function hall(): () => Channel & { readonly told: Word[] } {
  const all = new Set<{ hear: (word: Word) => void }>();
  return () => {
    const listeners = new Set<(word: Word) => void>();
    const told: Word[] = [];
    const own = { hear: (word: Word) => listeners.forEach((each) => each(structuredClone(word))) };
    all.add(own);
    return {
      told,
      tell(word) {
        told.push(word);
        for (const other of all) if (other !== own) other.hear(word);
      },
      hear(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      close: () => all.delete(own),
    };
  };
}

const frozen = (taken: number, at: number) => ({ taken, at, lines: [] }) as unknown as FrozenBriefing;
const report = (more: Partial<LineReport> = {}) =>
  ({ state: "live", silentMs: 100, hubNow: 50_000, pace: 1, dataAt: 40_000, progress: null, ...more }) as LineReport;

describe("X96 figures of a session", () => {
  test("are the first answer to an asking; what comes later moves nothing", () => {
    const session = openSession(hall()(), 8);
    session.ask(7);
    session.take(frozen(7, 1), report());
    // The host started anew and answers once more, with what is now.
    session.take(frozen(7, 2), report());
    session.take(frozen(8, 3), report());
    expect(session.get().taking?.frozen.at).toBe(1);
  });

  test("are others only when they are asked for anew", () => {
    const session = openSession(hall()(), 8);
    session.ask(7);
    session.take(frozen(7, 1), report());
    session.act({ do: "to", step: 3 });
    session.ask(9);
    expect(session.get().taking?.frozen.at).toBe(1);
    session.take(frozen(9, 5), report());
    expect(session.get()).toMatchObject({ taking: { frozen: { at: 5 } }, shown: { step: 3 }, asking: null });
  });

  test("say since when the hub was away when they were taken", () => {
    expect(cutAtOf(report())).toBeNull();
    expect(cutAtOf(report({ state: "connecting", silentMs: 2_000, pace: 10 }))).toBe(30_000);
    expect(cutAtOf(report({ state: "connecting", silentMs: null }))).toBe(40_000);
  });
});

describe("X103 figures", () => {
  test("are taken from a whole copy of the city only", () => {
    expect(mayTake(null)).toBe(false);
    expect(mayTake(report())).toBe(true);
    expect(mayTake(report({ state: "connecting" }))).toBe(true);
    expect(mayTake(report({ state: "snapshot" }))).toBe(false);
    expect(mayTake(report({ progress: { done: 1, total: 2, rowsPerSecond: 1 } }))).toBe(false);
    expect(mayTake(report({ dataAt: null }))).toBe(false);
  });

  test("go to a window that opens beside, with the step, and both go on together", () => {
    const open = hall();
    const wall = openSession(open(), 8);
    wall.ask(7);
    wall.take(frozen(7, 1), report());
    wall.act({ do: "to", step: 2 });
    const speaker = openSession(open(), 8);
    expect(speaker.get()).toMatchObject({ taking: { frozen: { at: 1 } }, shown: { step: 2 } });
    speaker.act({ do: "by", steps: 1 });
    expect(wall.get().shown.step).toBe(3);
    wall.act({ do: "black" });
    expect(speaker.get().shown.black).toBe(true);
    speaker.ask(8);
    speaker.take(frozen(8, 4), report());
    expect(wall.get().taking?.frozen.at).toBe(4);
  });

  test("are not asked for by a window that has heard another's", () => {
    const open = hall();
    const first = openSession(open(), 8);
    first.ask(1);
    const second = openSession(open(), 8);
    second.ask(2);
    first.take(frozen(1, 1), report());
    expect(second.get()).toMatchObject({ asking: null, taking: { frozen: { at: 1 } } });
    // Its own answer comes too late.
    second.take(frozen(2, 2), report());
    expect(second.get().taking?.frozen.at).toBe(1);
    expect(first.get().taking?.frozen.at).toBe(1);
  });
});

test("X104 nothing that is told between windows is a note", () => {
  const channel = hall()();
  const session = openSession(channel, 8);
  session.ask(1);
  session.take(frozen(1, 1), report());
  session.act({ do: "dial", name: "typical", value: 2 });
  expect(channel.told.map(({ say }) => say)).toEqual(["hello", "all", "shown"]);
  expect(JSON.stringify(channel.told)).not.toContain("note");
});
