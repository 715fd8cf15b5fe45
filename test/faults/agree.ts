/** What must hold once it is quiet: a cache has what the hub's store shows of itself, to the row, the sum and the tally. */
import { join } from "node:path";
import { scopeText, viewOfScope, type Scope } from "../../shared/scope.ts";
import { TABLE_NAMES, columnsOf, type Row, type TableName } from "../../shared/tables.ts";
import type { DeskAnswer, DeskMessage } from "../../shared/wire/desk.ts";
import { openDatabase } from "../../src-main/host/cache/driver.ts";
import type { ReadHandle } from "../../src-main/host/cache/handles.ts";
import { readPosition } from "../../src-main/host/cache/position.ts";
import { allRows } from "../../src-main/host/cache/read.ts";
import type { Store } from "../../src-hub/store/store.ts";
import { keptTallies, recountOf } from "../contract/recount.ts";
import type { Seat } from "./seat.ts";
import { effects } from "./town.ts";

const ZONE = "Asia/Shanghai";
/** Differences told at most: the first ones say enough. */
const TOLD = 5;
/** How long (ms) hosts may take to settle before it counts as never. */
export const PATIENCE_MS = 40_000;

/** Waits until `holds` gives null; what it gave last is the reason when it never does. */
export async function until(what: string, holds: () => string | null, patienceMs = PATIENCE_MS): Promise<void> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const why = holds();
    if (why === null) return;
    if (performance.now() > end) throw new Error(`${what}: ${why}`);
    await rest(20);
  }
}

export const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Rows of the store that a scope shows, by uid. */
export function shownRows(store: Store, table: TableName, scope: Scope): Map<number, Row> {
  const view = viewOfScope(scope);
  const shown = new Map<number, Row>();
  for (let after = 0; ;) {
    const rows = store.page(table, after, 5_000);
    for (const row of rows) {
      const seen = view.shown(table, row);
      if (seen !== null) shown.set(row[0] as number, seen);
    }
    if (rows.length < 5_000) return shown;
    after = rows.at(-1)?.[0] as number;
  }
}

/** Looks into a cache that a host may have open. */
export function withCache<T>(dataDir: string, look: (handle: ReadHandle) => T): T {
  const handle = openDatabase(join(dataDir, "cache.db"), { driver: "better-sqlite3", readonly: true });
  try {
    return look(handle as ReadHandle);
  } finally {
    handle.close();
  }
}

/** What is wrong with a cache, in a few words; empty when it is the store as the scope shows it. */
export function differences(store: Store, dataDir: string, scope: Scope): string[] {
  return withCache(dataDir, (handle) => {
    const position = readPosition(handle);
    const found: string[] = [];
    if (position.epoch !== store.epoch) found.push(`epoch ${position.epoch} is not ${store.epoch}`);
    if (position.cursor !== store.head()) found.push(`cursor ${position.cursor}, the head is ${store.head()}`);
    if (position.snapshot !== null) found.push("a copy is not whole");
    if (position.scope === null || scopeText(position.scope) !== scopeText(scope)) {
      found.push(`scope ${position.scope === null ? "none" : scopeText(position.scope)}`);
    }
    for (const table of TABLE_NAMES) {
      const hub = shownRows(store, table, scope);
      const rows = allRows(handle, table);
      for (const row of rows) {
        const uid = row[0] as number;
        const shown = hub.get(uid);
        hub.delete(uid);
        if (shown === undefined) found.push(`${table} ${uid} is too many`);
        else found.push(...cellsApart(table, row, shown));
      }
      for (const uid of hub.keys()) found.push(`${table} ${uid} is missing`);
    }
    const [kept, counted] = [keptTallies(handle), recountOf(handle, ZONE)];
    for (const name of new Set([...Object.keys(kept), ...Object.keys(counted)])) {
      const [one, other] = [kept[name] ?? {}, counted[name] ?? {}];
      const apart = Object.keys({ ...one, ...other }).filter((term) => one[term] !== other[term]);
      for (const term of apart) found.push(`the tally ${name} ${term} is ${one[term]}, not ${other[term]}`);
    }
    return found;
  });
}

function cellsApart(table: TableName, row: Row, shown: Row): string[] {
  const at = row.findIndex((cell, i) => cell !== shown[i]);
  if (at < 0) return [];
  const told = (cell: unknown) => JSON.stringify(cell).slice(-80);
  return [`${table} ${String(row[0])}: ${columnsOf(table)[at]} is ${told(row[at])}, not ${told(shown[at])}`];
}

/** Throws unless the cache is the store as the scope shows it. The host has had the time it needs. */
export function mustAgree(who: string, store: Store, dataDir: string, scope: Scope): void {
  const found = differences(store, dataDir, scope);
  if (found.length === 0) return;
  throw new Error(`${who}: ${found.length} differences\n${found.slice(0, TOLD).join("\n")}`);
}

/** Waits until a host is live and has every commit of the store in its cache. */
export async function caughtUp(who: string, seat: Seat, store: Store, dataDir: string, patienceMs = PATIENCE_MS) {
  await until(
    `${who} does not come to rest`,
    () => {
      const { line } = seat.seen();
      if (line?.state !== "live") return `the line is ${line?.state} ${JSON.stringify(line?.trouble)}`;
      if (line.readOnly !== null) return `read-only: ${JSON.stringify(line.readOnly)}`;
      const { cursor, epoch } = withCache(dataDir, readPosition);
      if (epoch !== store.epoch) return "another epoch";
      return cursor === store.head() ? null : `cursor ${cursor} of ${store.head()}`;
    },
    patienceMs,
  );
}

/** Has the host hold its cache against the hub, its own rows counted anew first; throws unless nothing differs. */
export async function mustCompare(who: string, seat: Seat, store: Store, patienceMs = PATIENCE_MS): Promise<void> {
  const before = seat.seen().sync?.digest.comparisons ?? 0;
  const result = await seat.act({ do: "check", deep: true });
  if (result.did !== "checking") throw new Error(`${who} does not check: ${JSON.stringify(result)}`);
  await until(
    `${who} is not compared`,
    () => {
      const digest = seat.seen().sync?.digest;
      if (digest === undefined || digest.comparisons <= before || digest.last === null) {
        const { line, sync, failed } = seat.seen();
        return `no comparison after ${before}: ${JSON.stringify([failed, line, sync?.line, sync?.position, digest?.last, sync?.notes])}`;
      }
      if (digest.last.cursor !== store.head()) return `compared at ${digest.last.cursor}, the head is ${store.head()}`;
      return digest.last.outcome === "same" ? null : `it ${digest.last.outcome}: ${digest.last.differing.join()}`;
    },
    patienceMs,
  );
}

/** A request and what became of it, as far as its asker heard. */
export interface Asked {
  readonly message: DeskMessage;
  answer: DeskAnswer | null;
  /** The host was killed or closed before it answered. */
  lost: boolean;
}

/** Asks and keeps the answer; `lost` is for whoever kills the host. */
export function askBy(seat: Seat, message: DeskMessage): Asked {
  const asked: Asked = { message, answer: null, lost: false };
  seat.ask(message).then(
    (answer) => {
      asked.answer = answer;
    },
    // The host is gone: whoever killed it knows.
    () => undefined,
  );
  return asked;
}

/**
 * Throws unless each request had exactly one effect, or was refused and had none. What nobody kept may have had none; so
 * may what a host kept and let go by itself: `unsent`.
 */
export function mustHaveOneEffect(
  store: Store,
  asked: readonly Asked[],
  unsent: ReadonlySet<string>,
  seats: readonly Seat[],
): void {
  const counts = effects(store);
  const wrong: string[] = [];
  for (const { message, answer, lost } of asked) {
    const mine = [...counts].filter(([name]) => name.startsWith(`${message.by}/`));
    if (mine.some(([, count]) => count > 1)) wrong.push(`${message.id} was done more than once: ${mine.join()}`);
    const text = store.answer(message.id);
    const decided = text === null ? null : (JSON.parse(text) as DeskAnswer);
    if (decided === null && mine.length > 0) wrong.push(`${message.id} was done and not answered`);
    if (decided?.answer === "done" && mine.length === 0) wrong.push(`${message.id} was answered as done and is not`);
    if (decided?.answer === "refused" && mine.length > 0) wrong.push(`${message.id} was refused and done`);
    const said = answer?.answer ?? (lost ? "lost" : "none");
    // Kept in an outbox, or answered: the hub must know of it, unless the host itself let it go and said so.
    const letGo = answer?.answer === "refused" && LET_GO.has(answer.refused);
    if (decided === null && said !== "lost" && said !== "trouble" && !letGo && !unsent.has(message.id)) {
      wrong.push(`${message.id} (${said}) is unknown to the hub; kept as ${keptAs(seats, message.id)}`);
    }
    if ((said === "done" || said === "refused") && decided !== null && decided.answer !== said) {
      wrong.push(`${message.id} was answered as ${said}, the hub decided ${decided.answer}`);
    }
  }
  if (wrong.length > 0) throw new Error(`${wrong.length} requests\n${wrong.slice(0, TOLD).join("\n")}`);
}

/** What the hosts' outboxes say of a request. */
function keptAs(seats: readonly Seat[], id: string): string {
  const found = seats.flatMap((seat) => seat.seen().outbox.filter(({ message }) => message.id === id));
  return found.length === 0 ? "nothing" : found.map(({ state, refused }) => `${state} ${refused}`).join();
}

/** Refusals by which a host itself lets a request go that was kept. What was asked before it had any row is of no history. */
const LET_GO: ReadonlySet<string> = new Set(["expired", "afterConflict", "otherHistory"]);

/** Requests that a host kept and then let go by itself, by its outbox. */
export function letGoBy(seat: Seat): string[] {
  const gone = seat.seen().outbox.filter(({ refused, state }) => state === "expired" || LET_GO.has(refused ?? ""));
  return gone.map(({ message }) => message.id);
}

/** Waits until nothing waits in a host's outbox. */
export async function settled(who: string, seat: Seat): Promise<void> {
  await until(`${who} has requests left`, () => {
    const { line, outbox } = seat.seen();
    if ((line?.outbox.waiting ?? 1) > 0) return `${line?.outbox.waiting} wait`;
    const open = outbox.filter(({ state }) => state === "waiting" || state === "sent");
    return open.length === 0 ? null : `${open.length} are ${open.map(({ state }) => state).join()}`;
  });
}

/** Throws with a sentence of what does not hold. */
export function must(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
