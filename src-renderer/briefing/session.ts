/**
 * A briefing as this window holds it: figures taken once, and what is shown of them, the same in all its windows.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - X96 Every figure of a briefing is of one instant; none moves while the city goes on, the host restarts or a right changes.
 * - X103 Figures are taken from a whole copy of the city only; a window that opens beside another takes that one's figures.
 */
import type { LineReport } from "../../shared/wire/port.ts";
import type { FrozenBriefing } from "../../shared/briefing.ts";
import type { Channel, Taking, Word } from "./channel.ts";
import { after, FIRST, type Act, type Shown } from "./shown.ts";

export interface SessionValue {
  /** Null until there are any. */
  readonly taking: Taking | null;
  readonly shown: Shown;
  /** Under which number the host is being asked for figures; null while it is not. */
  readonly asking: number | null;
}

export interface Session {
  get(): SessionValue;
  subscribe(listener: () => void): () => void;
  act(act: Act): void;
  /** Nobody else has figures: ask the host, unless there are some by now. */
  ask(taken: number): void;
  /** Takes the host's answer, the first to this asking and no other. */
  take(frozen: FrozenBriefing, report: LineReport | null): void;
}

/** Whether figures may be taken: the copy is whole, and there is something in it. */
export function mayTake(report: LineReport | null): boolean {
  return report !== null && report.progress === null && report.state !== "snapshot" && report.dataAt !== null;
}

/** Since when the hub had not been heard, hub time; null while the line stands. */
export function cutAtOf(report: LineReport | null): number | null {
  if (report === null || report.state === "live") return null;
  return report.silentMs === null ? report.dataAt : report.hubNow - report.silentMs * report.pace;
}

/** @param steps how many there are */
export function openSession(channel: Channel, steps: number): Session & { close(): void } {
  let value: SessionValue = { taking: null, shown: FIRST, asking: null };
  const listeners = new Set<() => void>();
  const set = (next: SessionValue) => {
    value = next;
    for (const listener of [...listeners]) listener();
  };
  const hears = (word: Word) => {
    const { taking, shown } = value;
    switch (word.say) {
      case "hello":
        if (taking !== null) channel.tell({ say: "all", taking, shown });
        return;
      case "all":
        return set({ taking: word.taking, shown: word.shown, asking: null });
      case "shown":
        return set({ ...value, shown: word.shown });
      case "ink":
        return;
    }
  };
  const stop = channel.hear(hears);
  channel.tell({ say: "hello" });
  return {
    get: () => value,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    act(act) {
      const shown = after(value.shown, act, steps);
      if (shown === value.shown) return;
      set({ ...value, shown });
      channel.tell({ say: "shown", shown });
    },
    ask(taken) {
      if (value.asking === null) set({ ...value, asking: taken });
    },
    take(frozen, report) {
      if (value.asking !== frozen.taken) return;
      const taking = { frozen, cutAt: cutAtOf(report) };
      const { shown } = value;
      set({ taking, shown, asking: null });
      channel.tell({ say: "all", taking, shown });
    },
    close: stop,
  };
}
