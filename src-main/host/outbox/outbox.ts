/**
 * Requests on their way to the desk: written down first, sent when the line stands, until the hub has answered.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - O1 A request is on the disk before anybody is told that it is kept.
 * - O2 A request has one effect, however often host, hub or line die: it goes out again under its own id.
 * - O3 Commands on one case are sent in the order in which they were given, each after the answer to the one before.
 * - O4 What was not sent in its time is not sent.
 * - O5 What was asked on top of a command that was refused is not sent.
 * - O9 What names rows of another history of the hub is not sent: their numbers mean other rows now.
 * - O6 Asked again under the same id, a request gives the same answer and is not kept twice.
 * - O10 A request that is held is on the disk and shown as done, can be taken back, and leaves when its time is over; a host
 *   that starts again holds nothing.
 * - O11 What somebody asked who was logged in is sent in their own session only: until then it waits, and is shown so.
 */
import { join } from "node:path";
import { TroubleError, type Trouble } from "../../../shared/trouble.ts";
import type { DeskAnswer, DeskMessage, DeskRefusal } from "../../../shared/wire/desk.ts";
import { bytesOf } from "../cache/health.ts";
import { troubleOf } from "../cache/trouble.ts";
import { entriesOf, entryOf, isConflict } from "./entries.ts";
import { openHolding } from "./holding.ts";
import { byCase, isOverlaid, outlived } from "./keeping.ts";
import { openOutboxFile, type Kept } from "./ledger.ts";
import { builtOn, expired, isSettled, keyOf, namesRows, nextToSend } from "./order.ts";
import type { Outbox, OutboxEvent, OutboxOptions } from "./outbox-types.ts";
import { patience } from "./patience.ts";
import { QUEUED, openWaiters } from "./waiters.ts";

export type { Outbox, OutboxEvent, OutboxOptions };

/** Hub ms for which a request may wait when it does not say: a shift. */
const SHIFT_MS = 12 * 3_600_000;
/** Real ms a window waits for the hub's own answer; then it hears that the request is kept. */
const PATIENCE_MS = 8_000;
/** Requests that wait at most. */
const MOST_WAITING = 10_000;
const LOOK_MS = 1_000;
/** A period is made final, a camera or a case taken, now or not at all, and whoever asks waits for it. */
const NOW_OR_NEVER: ReadonlySet<DeskMessage["request"]["ask"]> = new Set(["freeze", "holdCamera", "claim"]);

/** @throws TroubleError `diskFull`, `dataReadOnly` when the file cannot be used. */
export function openOutbox(options: OutboxOptions): Outbox {
  const { now, real, live, log, onChange } = options;
  const file = guarded(() =>
    openOutboxFile(options.dataDir, options.driver, (why, kept) => log({ event: "outboxSetAside", why, kept })),
  );
  const kept = new Map<string, Kept>();
  for (const one of file.all()) kept.set(one.message.id, one);
  /** Keys with a request under way. */
  const underWay = new Set<string>();
  const holding = openHolding(options.seat, pump);
  const waiters = openWaiters(options.patienceMs ?? PATIENCE_MS);
  let version = 0;
  let cases: { version: number; of: ReturnType<typeof byCase> } = { version: -1, of: new Map() };
  const backOff = patience();
  /** The hub's time is known: before that this machine's clock may be anything, and nothing expires by it. */
  let heard = false;
  let open = true;

  function guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw troubleOf(error, options.dataDir);
    }
  }

  function changed(): void {
    version++;
    onChange();
  }

  /** What may still be on its way, by case: lists ask for it line by line. */
  function ofCases(): ReturnType<typeof byCase> {
    if (cases.version !== version) cases = { version, of: byCase(kept.values(), options.place()) };
    return cases.of;
  }

  /** Writes how requests stand; memory follows the file. */
  function put(several: readonly Kept[]): void {
    file.setAll(several);
    for (const one of several) kept.set(one.message.id, one);
    changed();
  }

  /** Writes what can be written; what cannot stays as it was and is tried again. */
  function tryPut(several: readonly Kept[]): boolean {
    try {
      put(several);
      return true;
    } catch (error) {
      if (troubleOf(error, options.dataDir) instanceof TroubleError) return false;
      throw error;
    }
  }

  const settle = (one: Kept, state: "done" | "refused" | "expired", answer: NonNullable<Kept["answer"]>): Kept => ({
    ...one,
    state,
    answer,
    settledAt: Math.round(now()),
    told: waiters.any(one.message.id),
  });

  function tell(several: readonly Kept[]): void {
    for (const { message, answer } of several) waiters.give(message.id, answer as DeskAnswer);
  }

  /** False when it could not be written down: then it is asked for again under the same id. */
  function settleAs(one: Kept, answer: NonNullable<Kept["answer"]>): boolean {
    const settled: Kept[] =
      answer.answer === "done"
        ? [settle(one, "done", answer)]
        : [
            settle(one, answer.refused === "expired" ? "expired" : "refused", answer),
            ...builtOn(kept.values(), one).map((other) =>
              settle(other, "refused", { answer: "refused", refused: "afterConflict" }),
            ),
          ];
    if (!tryPut(settled)) {
      // The answer is final all the same.
      tell([{ ...one, answer }]);
      return false;
    }
    for (const { answer: final, told } of settled) {
      if (final?.answer === "refused" && !told) log({ event: "requestRefused", refused: final.refused });
    }
    tell(settled);
    prune();
    return true;
  }

  function prune(): void {
    const gone = outlived(kept.values(), now(), options.place());
    if (gone.length === 0) return;
    try {
      file.remove(gone);
    } catch (error) {
      // Without room they stay a little longer.
      if (troubleOf(error, options.dataDir) instanceof TroubleError) return;
      throw error;
    }
    for (const id of gone) kept.delete(id);
  }

  function pump(): void {
    if (!open) return;
    if (live() && !heard) {
      heard = true;
      const unbounded = [...kept.values()].filter(
        (one) => !isSettled(one) && one.notAfter === Number.POSITIVE_INFINITY,
      );
      tryPut(unbounded.map((one) => ({ ...one, notAfter: Math.round(now()) + SHIFT_MS })));
    }
    if (heard) for (const one of expired(kept.values(), now())) refuseUnsent(one, "expired");
    if (!live()) return;
    const { epoch } = options.place();
    for (const one of [...kept.values()]) {
      if (one.state === "waiting" && namesRows(one.message) && one.epoch !== epoch) refuseUnsent(one, "otherHistory");
    }
    for (const one of nextToSend(kept.values(), underWay, backOff.waiting(real()), holding.standing)) void sendOne(one);
  }

  function refuseUnsent({ message }: Kept, refused: DeskRefusal): void {
    // An earlier one of its case may have settled it meanwhile.
    const one = kept.get(message.id);
    if (one?.state === "waiting") settleAs(one, { answer: "refused", refused });
  }

  async function sendOne(one: Kept): Promise<void> {
    const key = keyOf(one.message);
    const before = one.state;
    // A sent one of another history is not asked about: the hub there was never asked, and its rows are others.
    if (namesRows(one.message) && one.epoch !== options.place().epoch) {
      settleAs(one, { answer: "refused", refused: "otherHistory" });
      return;
    }
    // From here on nobody can say that it was not done: that is written down before it goes out.
    if (before === "waiting" && !tryPut([{ ...one, state: "sent" }])) return;
    underWay.add(key);
    const { notAfter } = one;
    const answer = await options.send(Number.isFinite(notAfter) ? { ...one.message, notAfter } : one.message);
    underWay.delete(key);
    const current = kept.get(one.message.id);
    if (!open || current === undefined || isSettled(current)) return;
    if (answer.answer === "refused" && answer.refused === "otherPerson") {
      // Somebody else sat down while it was on its way: it is asked again in the right session.
      backOff.failed(key, real());
      if (before === "waiting") tryPut([{ ...current, state: "waiting" }]);
      return waiters.give(one.message.id, QUEUED);
    }
    if (answer.answer === "done" || answer.answer === "refused") {
      if (!settleAs(current, answer)) return backOff.failed(key, real());
      backOff.succeeded(key);
      return pump();
    }
    backOff.failed(key, real());
    const asked = answer.answer === "trouble" && answer.trouble.code !== "hubAway";
    if (asked) return;
    if (before === "waiting") tryPut([{ ...current, state: "waiting" }]);
    waiters.give(one.message.id, QUEUED);
  }

  function keep(message: DeskMessage, holdMs: number): Trouble | null {
    const waits = [...kept.values()].filter((one) => !isSettled(one)).length;
    if (waits >= (options.mostWaiting ?? MOST_WAITING)) return { code: "outboxFull", params: { count: waits } };
    const madeAt = Math.round(now());
    const notAfter = message.notAfter ?? (heard ? madeAt + SHIFT_MS : Number.POSITIVE_INFINITY);
    const { epoch } = options.place();
    const one: Kept = {
      message,
      epoch,
      madeAt,
      notAfter,
      state: "waiting",
      answer: null,
      settledAt: null,
      told: false,
    };
    try {
      file.add(one);
    } catch (error) {
      const trouble = troubleOf(error, options.dataDir);
      if (trouble instanceof TroubleError) return trouble.trouble;
      throw error;
    }
    kept.set(message.id, one);
    if (holdMs > 0) holding.hold(message.id, holdMs);
    changed();
    return null;
  }

  /** The hub's own answer, when it comes soon enough. */
  function answered(id: string): Promise<DeskAnswer> {
    const one = kept.get(id);
    if (!live() || (one !== undefined && holding.standing(one) !== "goes")) return Promise.resolve(QUEUED);
    const answer = waiters.wait(id);
    pump();
    return answer;
  }

  const timer = setInterval(pump, LOOK_MS);

  return {
    async ask(message, holdMs = 0) {
      const known = kept.get(message.id);
      if (known !== undefined) return known.answer ?? answered(message.id);
      if (NOW_OR_NEVER.has(message.request.ask)) return options.send(message);
      const trouble = keep(message, holdMs);
      return trouble === null ? answered(message.id) : { answer: "trouble", trouble };
    },
    wake() {
      backOff.forget();
      pump();
    },
    seated() {
      changed();
      pump();
    },
    version: () => version,
    entries: () => entriesOf([...kept.values()], options.truthOf, holding.waitsForPerson),
    unsettled(caseUid) {
      const found = ofCases().get(caseUid) ?? [];
      const place = options.place();
      // What waits for somebody who is not here is not about to happen.
      const shown = found.filter((one) =>
        isSettled(one) ? isOverlaid(one, place) : holding.standing(one) !== "rests",
      );
      return shown.map((one) => entryOf(one, () => null, holding.waitsForPerson(one)));
    },
    counts() {
      const all = [...kept.values()];
      const waits = all.filter((one) => !isSettled(one));
      return { waiting: waits.length, conflicts: all.filter(isConflict).length, oldestAt: waits[0]?.madeAt ?? null };
    },
    files: () =>
      ["outbox.db", "outbox.db-wal"]
        .map((name) => ({ name, bytes: bytesOf(join(options.dataDir, name)) }))
        .filter(({ bytes }) => bytes > 0),
    discard(id) {
      const one = kept.get(id);
      if (one === undefined || one.state === "sent" || isOverlaid(one, options.place())) return false;
      guarded(() => file.remove([id]));
      kept.delete(id);
      holding.letGo(id);
      waiters.give(id, QUEUED);
      changed();
      return true;
    },
    close() {
      open = false;
      clearInterval(timer);
      holding.close();
      waiters.close();
      file.close();
    },
  };
}
