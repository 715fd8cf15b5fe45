/** What the line does with pages of a full copy, and while it is live (S1 to S6, S8, S9, S19, S20). */
import { TABLE_NAMES, type TableName } from "../../../shared/tables.ts";
import { PAGE_ROWS } from "../../../shared/wire/hub.ts";
import { HUB_WIRE_VERSION } from "../../../shared/wire/version.ts";
import type { Position } from "../cache/position.ts";
import { askPage, greetAgain, live, silent, stay } from "./line-steps.ts";
import type { Around, Check, In, LineAction, Of, Range, Step } from "./line-types.ts";

/** Pulses that find the hub ahead without a delta between them, until the tail is asked for again (S19). */
const PULSES = 2;

export function paged(line: In<"snapshot">, { page }: Of<"page">): Step {
  const { position } = line;
  const { snapshot } = position;
  if (snapshot === null) throw new Error("a snapshot without progress");
  if (page.table !== snapshot.table || page.after !== snapshot.after) return stay(line);
  const table = page.done ? TABLE_NAMES[TABLE_NAMES.indexOf(page.table) + 1] : page.table;
  if (table === undefined) {
    const done: Position = { ...position, cursor: snapshot.at, committedAt: snapshot.asOf, snapshot: null };
    return {
      line: live(line, done),
      actions: [
        { do: "applyPage", page, position: done },
        { do: "tail", cursor: done.cursor },
      ],
    };
  }
  const progress = { ...snapshot, table, after: page.done ? 0 : page.last };
  const next: Position = { ...position, snapshot: progress };
  return {
    line: { ...line, position: next },
    actions: [askPage(progress), { do: "applyPage", page, position: next }],
  };
}

export const pageLate = (line: In<"snapshot">): Step => ({
  line,
  actions: line.position.snapshot === null ? [] : [askPage(line.position.snapshot)],
});

export function tailed(line: In<"live">, { delta }: Of<"delta">, around: Around): Step {
  const { position } = line;
  if (delta.epoch !== position.epoch) return greetAgain(line, around, false);
  if (delta.to <= position.cursor) return { line, actions: [{ do: "credit", to: delta.to }] };
  if (delta.from > position.cursor) {
    if (line.gap) return stay(line);
    return {
      line: { ...line, gap: true },
      actions: [
        { do: "tail", cursor: position.cursor },
        { do: "tell", news: { news: "gap", from: position.cursor, to: delta.from } },
      ],
    };
  }
  const next: Position = { ...position, cursor: delta.to, committedAt: delta.at };
  return {
    line: { ...line, position: next, gap: false, waited: 0 },
    actions: [
      { do: "applyDelta", delta, position: next },
      { do: "credit", to: delta.to },
    ],
  };
}

/** A hub that stays ahead of us and sends nothing has lost sight of us: a delta or a credit went astray (S19). */
export function pulsed(line: In<"live">, { head }: Of<"pulse">): Step {
  if (head <= line.position.cursor || line.gap) return stay({ ...line, waited: 0 });
  const waited = line.waited + 1;
  if (waited < PULSES) return stay({ ...line, waited });
  return { line: { ...line, waited: 0 }, actions: [{ do: "tail", cursor: line.position.cursor }] };
}

export function beatWhileLive(line: In<"live">, event: Of<"beat">, around: Around, chance: number): Step {
  const next = silent(line, event, around, chance);
  if (next.line.at !== "live") return next;
  const actions: LineAction[] = [...next.actions];
  if (line.gap) actions.push({ do: "tail", cursor: line.position.cursor });
  const { check } = line;
  if (check?.step !== "asked" || !check.again) return { line, actions };
  return { line: { ...line, check: { ...check, again: false } }, actions: [...actions, askDigest(check.tables)] };
}

const askDigest = (tables: readonly TableName[]): LineAction => ({ do: "askDigest", tables });
const asked = (tables: readonly TableName[], repaired: boolean): Check => ({
  step: "asked",
  tables,
  repaired,
  again: false,
});

/** Asks for the hub's sums; where they have been asked for and not come, once more. */
export function checking(line: In<"live">): Step {
  const { check } = line;
  if (line.spoken?.wire !== HUB_WIRE_VERSION || check?.step === "repair") return stay(line);
  if (check !== null) return { line, actions: [askDigest(check.tables)] };
  return { line: { ...line, check: asked([], false) }, actions: [askDigest([])] };
}

/** Sums say something only at the place where the cache stands (S20). */
export function compared(line: In<"live">, { digest }: Of<"digest">): Step {
  const { check, position } = line;
  if (check?.step !== "asked" || digest.epoch !== position.epoch) return stay(line);
  if (!check.tables.every((table) => digest.tables.includes(table))) return stay(line);
  if (digest.at !== position.cursor) return stay({ ...line, check: { ...check, again: true } });
  const { differing, ranges, at } = digest;
  if (check.tables.length > 0 && ranges.length > 0) return fetchNext(line, ranges, []);
  if (check.tables.length === 0 && differing.length > 0 && !check.repaired) {
    return {
      line: { ...line, check: asked(differing, false) },
      actions: [{ do: "tell", news: { news: "differs", tables: differing } }, askDigest(differing)],
    };
  }
  const outcome = differing.length > 0 ? "differs" : check.repaired ? "repaired" : "same";
  return {
    line: { ...line, check: null },
    actions: [{ do: "tell", news: { news: "compared", at, outcome, differing } }],
  };
}

const askRange = ({ table, last }: Range, after: number): LineAction => ({
  do: "askPage",
  request: { table, after, last, limit: PAGE_ROWS },
});

/** Asks for the first page of the first range; without any left, for the sums again. */
function fetchNext(line: In<"live">, ranges: readonly Range[], before: readonly LineAction[]): Step {
  const [range] = ranges;
  if (range === undefined) return { line: { ...line, check: asked([], true) }, actions: [...before, askDigest([])] };
  return {
    line: { ...line, check: { step: "repair", ranges, after: range.after } },
    actions: [...before, askRange(range, range.after)],
  };
}

/** A page of a range that differed; the tail goes on beside it. */
export function repaired(line: In<"live">, { page }: Of<"page">): Step {
  const { check } = line;
  if (check?.step !== "repair") return stay(line);
  const [range, ...later] = check.ranges;
  if (range === undefined || page.table !== range.table || page.after !== check.after) return stay(line);
  const apply: LineAction = { do: "applyRange", page, last: page.done ? range.last : page.last };
  if (page.done) return fetchNext(line, later, [apply]);
  return {
    line: { ...line, check: { ...check, after: page.last } },
    actions: [apply, askRange(range, page.last)],
  };
}

export function repairLate(line: In<"live">): Step {
  const { check } = line;
  const range = check?.step === "repair" ? check.ranges[0] : undefined;
  return check?.step !== "repair" || range === undefined
    ? stay(line)
    : { line, actions: [askRange(range, check.after)] };
}
