/**
 * Requests on their way to the desk: written down first, sent when the line stands, until the hub has answered.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - O1 A request is on the disk before anybody is told that it is kept.
 * - O2 A request has one effect, however often host, hub or line die: it goes out again under its own id.
 * - O3 Commands on one case are sent in the order in which they were given, each after the answer to the one before.
 * - O4 What was not sent in its time is not sent.
 * - O5 What was asked on top of a command that was refused is not sent.
 * - O6 Asked again under the same id, a request gives the same answer and is not kept twice.
 */
import { join } from "node:path";
import type { OutboxEntry, SyncStatus } from "../../../shared/sync-status.ts";
import { TroubleError, type Trouble } from "../../../shared/trouble.ts";
import type { DeskAnswer, DeskMessage, DeskRefusal } from "../../../shared/wire/desk.ts";
import type { SqliteDriver } from "../cache/driver.ts";
import { bytesOf } from "../cache/health.ts";
import { troubleOf } from "../cache/trouble.ts";
import { openOutboxFile, type Kept } from "./ledger.ts";
import { builtOn, expired, isSettled, keyOf, nextToSend } from "./order.ts";

/** The outbox's file could not be used; `kept` is where it was put. */
export type OutboxEvent =
  | { readonly event: "outboxSetAside"; readonly why: string; readonly kept: string }
  | { readonly event: "requestRefused"; readonly refused: DeskRefusal };

/** Hub ms for which a request may wait when it does not say: a shift. */
const SHIFT_MS = 12 * 3_600_000;
/** Real ms a window waits for the hub's own answer; then it hears that the request is kept. */
const PATIENCE_MS = 8_000;
/** Requests that wait at most. */
const MOST_WAITING = 10_000;
/** Settled requests are kept so long (hub ms) and so many, conflicts until somebody has seen them. */
const KEPT_MS = 7 * 86_400_000;
const MOST_SETTLED = 500;
const LOOK_MS = 1_000;
const LONGEST_BACK_OFF_MS = 30_000;

export interface OutboxOptions {
  readonly dataDir: string;
  readonly driver: SqliteDriver;
  /** Hub time, epoch ms. */
  readonly now: () => number;
  /** Monotonic real ms. */
  readonly real: () => number;
  /** Whether the line can carry a request now. */
  readonly live: () => boolean;
  /** Asks the hub; never rejects. Trouble `hubAway` when nothing was asked, any other when nobody knows. */
  readonly send: (message: DeskMessage) => Promise<DeskAnswer>;
  /** The hub's commit up to which the cache has everything. */
  readonly cursor: () => number;
  /** A case as the cache has it. */
  readonly truthOf: (caseUid: number) => OutboxEntry["truth"];
  readonly log: (event: OutboxEvent) => void;
  /** Something stands otherwise than before. */
  readonly onChange: () => void;
  readonly patienceMs?: number;
}

export interface Outbox {
  /** Takes a request; settles with the hub's answer, or with `queued` when that takes longer. */
  ask(message: DeskMessage): Promise<DeskAnswer>;
  /** The line is live now. */
  wake(): void;
  version(): number;
  entries(): readonly OutboxEntry[];
  /** Commands on a case that are not settled, or not yet seen in the cache; oldest first. */
  unsettled(caseUid: number): readonly OutboxEntry[];
  counts(): SyncStatus["outbox"];
  /** The outbox's files that are there. */
  files(): SyncStatus["cache"]["files"];
  /** Takes a request out that was never sent, or is settled; false for any other. */
  discard(id: string): boolean;
  close(): void;
}

/** @throws TroubleError `diskFull`, `dataReadOnly` when the file cannot be used. */
export function openOutbox(options: OutboxOptions): Outbox {
  const { now, real, live, log, onChange } = options;
  const file = guarded(() =>
    openOutboxFile(options.dataDir, options.driver, (why, kept) => log({ event: "outboxSetAside", why, kept })),
  );
  const kept = new Map<string, Kept>();
  for (const one of file.all()) kept.set(one.message.id, one);
  /** Keys with a request under way, and who waits for an answer. */
  const underWay = new Set<string>();
  const waiting = new Map<string, ((answer: DeskAnswer) => void)[]>();
  let version = 0;
  let byCase: { version: number; cases: ReadonlyMap<number, readonly Kept[]> } = { version: -1, cases: new Map() };
  let failures = 0;
  let notBefore = 0;
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
  function ofCases(): ReadonlyMap<number, readonly Kept[]> {
    if (byCase.version === version) return byCase.cases;
    const cases = new Map<number, Kept[]>();
    for (const one of kept.values()) {
      const { request } = one.message;
      if (request.ask !== "case" || (isSettled(one) && !isOverlaid(one))) continue;
      const known = cases.get(request.uid);
      if (known === undefined) cases.set(request.uid, [one]);
      else known.push(one);
    }
    byCase = { version, cases };
    return cases;
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
    told: (waiting.get(one.message.id)?.length ?? 0) > 0,
  });

  function tell(several: readonly Kept[]): void {
    for (const { message, answer } of several) {
      const listeners = waiting.get(message.id) ?? [];
      waiting.delete(message.id);
      for (const listener of listeners) listener(answer as DeskAnswer);
    }
  }

  function settleAs(one: Kept, answer: NonNullable<Kept["answer"]>): void {
    const settled: Kept[] =
      answer.answer === "done"
        ? [settle(one, "done", answer)]
        : [
            settle(one, answer.refused === "expired" ? "expired" : "refused", answer),
            ...builtOn(kept.values(), one).map((other) =>
              settle(other, "refused", { answer: "refused", refused: "afterConflict" }),
            ),
          ];
    // What the hub has done is done: when it cannot be written down, it is asked for again under the same id.
    if (!tryPut(settled)) return;
    for (const { answer: final, told } of settled) {
      if (final?.answer === "refused" && !told) log({ event: "requestRefused", refused: final.refused });
    }
    tell(settled);
    prune();
  }

  function prune(): void {
    const settled = [...kept.values()].filter((one) => isSettled(one) && !isConflict(one));
    const old = settled.filter((one) => now() - (one.settledAt ?? 0) > KEPT_MS);
    const many = settled.slice(0, Math.max(0, settled.length - MOST_SETTLED));
    const gone = [...new Set([...old, ...many])].filter((one) => !isOverlaid(one)).map(({ message }) => message.id);
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

  /** Done, but the cache has not come to it yet: the case is still shown as the command left it. */
  const isOverlaid = (one: Kept) => one.answer?.answer === "done" && one.answer.seq > options.cursor();

  function pump(): void {
    if (!open) return;
    const late = expired(kept.values(), now());
    for (const one of late) {
      if (kept.get(one.message.id)?.state === "waiting") settleAs(one, { answer: "refused", refused: "expired" });
    }
    if (!live() || real() < notBefore) return;
    for (const one of nextToSend(kept.values(), underWay)) void sendOne(one);
  }

  async function sendOne(one: Kept): Promise<void> {
    const key = keyOf(one.message);
    const before = one.state;
    // From here on nobody can say that it was not done: that is written down before it goes out.
    if (before === "waiting" && !tryPut([{ ...one, state: "sent" }])) return;
    underWay.add(key);
    const answer = await options.send({ ...one.message, notAfter: one.notAfter });
    underWay.delete(key);
    const current = kept.get(one.message.id);
    if (!open || current === undefined || isSettled(current)) return;
    if (answer.answer === "done" || answer.answer === "refused") {
      failures = 0;
      settleAs(current, answer);
      return pump();
    }
    const asked = answer.answer === "trouble" && answer.trouble.code !== "hubAway";
    if (!asked && before === "waiting") tryPut([{ ...current, state: "waiting" }]);
    failures++;
    notBefore = real() + Math.min(LONGEST_BACK_OFF_MS, 500 * 2 ** Math.min(failures, 10));
  }

  function keep(message: DeskMessage): Trouble | null {
    const waits = [...kept.values()].filter((one) => !isSettled(one)).length;
    if (waits >= MOST_WAITING) return { code: "outboxFull", params: { count: waits } };
    const madeAt = Math.round(now());
    const notAfter = message.notAfter ?? madeAt + SHIFT_MS;
    const one: Kept = { message, madeAt, notAfter, state: "waiting", answer: null, settledAt: null, told: false };
    try {
      file.add(one);
    } catch (error) {
      const trouble = troubleOf(error, options.dataDir);
      if (trouble instanceof TroubleError) return trouble.trouble;
      throw error;
    }
    kept.set(message.id, one);
    changed();
    return null;
  }

  /** The hub's own answer, when it comes soon enough. */
  function answered(id: string): Promise<DeskAnswer> {
    if (!live()) return Promise.resolve({ answer: "queued" });
    return new Promise((resolve) => {
      const give = (answer: DeskAnswer) => {
        clearTimeout(timer);
        waiting.set(
          id,
          (waiting.get(id) ?? []).filter((each) => each !== give),
        );
        resolve(answer);
      };
      const timer = setTimeout(() => give({ answer: "queued" }), options.patienceMs ?? PATIENCE_MS);
      waiting.set(id, [...(waiting.get(id) ?? []), give]);
      pump();
    });
  }

  const timer = setInterval(pump, LOOK_MS);

  return {
    async ask(message) {
      const known = kept.get(message.id);
      if (known !== undefined) return known.answer ?? answered(message.id);
      // A period is made final now or not at all, and whoever asks waits for it.
      if (message.request.ask === "freeze") return options.send(message);
      const trouble = keep(message);
      return trouble === null ? answered(message.id) : { answer: "trouble", trouble };
    },
    wake() {
      failures = 0;
      notBefore = 0;
      pump();
    },
    version: () => version,
    entries: () => entriesOf([...kept.values()], options.truthOf),
    unsettled(caseUid) {
      const found = ofCases().get(caseUid) ?? [];
      return found.filter((one) => !isSettled(one) || isOverlaid(one)).map((one) => entryOf(one, () => null));
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
      if (one === undefined || one.state === "sent" || isOverlaid(one)) return false;
      file.remove([id]);
      kept.delete(id);
      for (const give of waiting.get(id) ?? []) give({ answer: "queued" });
      changed();
      return true;
    },
    close() {
      open = false;
      clearInterval(timer);
      for (const id of [...waiting.keys()]) for (const give of waiting.get(id) ?? []) give({ answer: "queued" });
      file.close();
    },
  };
}

/** Refused after whoever asked had been told that it is kept: somebody has to look at it. */
const isConflict = ({ state, told }: Kept): boolean => (state === "refused" || state === "expired") && !told;

function entryOf({ message, madeAt, state, answer, settledAt }: Kept, truthOf: OutboxOptions["truthOf"]): OutboxEntry {
  const refused = answer?.answer === "refused" ? answer.refused : null;
  const { request } = message;
  return {
    message,
    madeAt,
    state,
    refused,
    settledAt,
    truth: refused !== null && request.ask === "case" ? truthOf(request.uid) : null,
  };
}

/** What waits first, oldest first; then what somebody should look at; then the rest, newest first. */
function entriesOf(all: readonly Kept[], truthOf: OutboxOptions["truthOf"]): OutboxEntry[] {
  const settled = all.filter(isSettled).toReversed();
  return [
    ...all.filter((one) => !isSettled(one)),
    ...settled.filter(isConflict),
    ...settled.filter((one) => !isConflict(one)),
  ].map((one) => entryOf(one, truthOf));
}
