/**
 * Who had eyes on what: lets the recorder hear the positions, has it write every few seconds, and lets go of what is old.
 * A demonstration city has no devices that remember, so its past days are walked once, so that a new wall is not empty.
 */
import { coverageRulesOf } from "../shared/coverage/rules.ts";
import { dayAfter, dayAt } from "../shared/coverage/shifts.ts";
import type { TracksMessage } from "../shared/wire/hub.ts";
import { openRecorder } from "./coverage/recorder.ts";
import type { Rules } from "./rules/rules.ts";
import type { Store } from "./store/store.ts";

/** Real ms between two writings, two looks at what there is, and two looks for what is too old. */
const WRITE_EVERY_MS = 5_000;
const REREAD_EVERY_MS = 60_000;
const FORGET_EVERY_MS = 600_000;
/** The past of a demonstration city: days, the ms between two positions, steps between two rests, and their length. */
const PAST = { days: 8, stepMs: 15_000, steps: 25, restMs: 4 };
/** A gap shorter than this is not worth walking, ms. */
const GAP_MS = 120_000;
const NOTE = "visits-up-to";

export interface Visits {
  take(message: Pick<TracksMessage, "rows">): void;
  /**
   * Walks what is not written of the last days, up to when this was opened.
   * @param past where everyone was, every so many ms of a stretch
   * @param ended asked now and then: true ends the walk, to be taken up where it began
   */
  walkPast(
    past: (from: number, to: number, stepMs: number) => Iterable<TracksMessage["rows"]>,
    timeZone: string,
    ended: () => boolean,
  ): Promise<void>;
  close(): void;
}

export interface VisitsOptions {
  readonly store: Store;
  readonly rules: Rules;
  /** Hub time, epoch ms. */
  now(): number;
  readonly onFailed: (error: unknown) => void;
}

export function openVisits({ store, rules, now, onFailed }: VisitsOptions): Visits {
  const opened = now();
  const recorder = openRecorder({ store, now, rulesOf: (platform) => coverageRulesOf(rules.rulesOf(platform).policy) });
  let over = false;
  let walked = false;

  const every = (ms: number, work: () => void) =>
    setInterval(() => {
      try {
        work();
      } catch (error) {
        stop();
        onFailed(error);
      }
    }, ms);
  const timers = [
    every(WRITE_EVERY_MS, () => recorder.flush()),
    every(REREAD_EVERY_MS, () => {
      recorder.reread();
      if (walked) store.setNote(NOTE, String(now()));
    }),
    every(FORGET_EVERY_MS, () => recorder.forget()),
  ];

  function stop(): void {
    over = true;
    for (const timer of timers) clearInterval(timer);
  }

  return {
    take({ rows }) {
      if (!over) recorder.take(rows);
    },
    async walkPast(past, timeZone, ended) {
      recorder.reread();
      const first = dayAfter(dayAt(opened, timeZone), -PAST.days, timeZone).from;
      const from = Math.max(first, Number(store.note(NOTE) ?? 0));
      let steps = 0;
      const rest = async () => {
        if (++steps % PAST.steps === 0) await new Promise((resolve) => setTimeout(resolve, PAST.restMs));
      };
      const stopped = () => over || ended();
      if (opened - from > GAP_MS) await recorder.fill(past(from, opened, PAST.stepMs), rest, stopped);
      if (stopped()) return;
      walked = true;
      store.setNote(NOTE, String(now()));
    },
    close() {
      if (over) return;
      stop();
      recorder.close();
      if (walked) store.setNote(NOTE, String(now()));
    },
  };
}
