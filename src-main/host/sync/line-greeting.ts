/**
 * What the line does with the hub's answer to its hello, and while its cache is brought to another scope (S4, S7, S12, S16
 * to S18, S21).
 */
import { NOTHING, isWithin, scopeText, type Scope } from "../../../shared/scope.ts";
import { TABLE_NAMES, type TableName } from "../../../shared/tables.ts";
import { HUB_WIRE_BEFORE, HUB_WIRE_VERSION } from "../../../shared/wire/version.ts";
import type { TokenRefusal, Welcome } from "../../../shared/wire/hub.ts";
import type { Position } from "../cache/position.ts";
import { askPage, commonOf, connect, cut, greet, greetAgain, live, stay, unreachable } from "./line-steps.ts";
import type { Around, Common, In, Line, LineAction, Of, Step, Why } from "./line-types.ts";

type Welcomed = Extract<Welcome, { answer: "welcome" }>;

export function welcomed(line: In<"greeting">, { welcome }: Of<"welcome">, around: Around, chance: number): Step {
  if (welcome.answer === "refused") return refused(line, welcome.why, welcome.epoch, around, chance);
  if (welcome.answer === "wireVersion" || welcome.wire !== line.wire) {
    const hub = welcome.answer === "wireVersion" ? welcome.hub : welcome.wire;
    if (hub === HUB_WIRE_BEFORE && line.wire === HUB_WIRE_VERSION) return greet(line, around, line.anew, hub);
    return cut(line, { why: "wireVersion", hub, host: HUB_WIRE_VERSION }, around, chance);
  }
  const { position } = line;
  const standing = { ...commonOf(line), attempt: 0, why: null, spoken: { wire: welcome.wire, role: welcome.role } };
  const next = placeAfter(position, welcome, line.anew);
  if (welcome.epoch === position.epoch && !shows(welcome.scope, position.scope)) {
    return sweep(standing, welcome.scope, next, null);
  }
  return goOn(standing, next, next === position ? [] : [{ do: "note", position: next }]);
}

/** Whether every row taken by `taken` is in `scope` as it is: then no row has to go or to change. */
const shows = (scope: Scope, taken: Scope | null) => taken !== null && isWithin(taken, scope);

/** Where the cache stands once it has the welcome's scope: where it stood, if that is enough, or before a full copy. */
function placeAfter(position: Position, welcome: Welcomed, anew: boolean): Position {
  const { scope } = welcome;
  const taken = position.scope;
  const enough = taken !== null && isWithin(scope, taken);
  if (!anew && welcome.epoch === position.epoch && welcome.mode !== "snapshot" && enough) {
    if (scopeText(scope) === scopeText(taken)) return position;
    // Half a copy has no cursor to tail from, and its pages were taken by the other scope.
    if (position.snapshot === null) return { ...position, scope };
  }
  const first = TABLE_NAMES[0] as TableName;
  const snapshot = { at: welcome.head, table: first, after: 0, asOf: welcome.time.now };
  return { epoch: welcome.epoch, cursor: 0, committedAt: position.committedAt, snapshot, scope };
}

/** What we are in the middle of decides, whatever name the hub gives it. */
function goOn(line: Common, position: Position, before: readonly LineAction[]): Step {
  const { snapshot } = position;
  if (snapshot === null) {
    return { line: live(line, position), actions: [...before, { do: "tail", cursor: position.cursor }] };
  }
  return { line: { ...commonOf(line), at: "snapshot", position }, actions: [...before, askPage(snapshot)] };
}

/** The hub of this history says that we have no right to it (any more): its rows go (S17). */
function refused(line: In<"greeting">, code: TokenRefusal, epoch: string, around: Around, chance: number): Step {
  const { position } = line;
  const why: Why = { why: "refused", code };
  // A copy that was begun and not finished still has rows of before beside it.
  const { scope, snapshot } = position;
  const clean = snapshot === null && scope !== null && scopeText(scope) === scopeText(NOTHING);
  if (epoch !== position.epoch || clean) return cut(line, why, around, chance);
  return sweep({ ...commonOf(line), why }, NOTHING, { ...position, snapshot: null, scope: NOTHING }, why);
}

/** Meanwhile the cache is of no scope, so that one whose sweep was not finished takes a full copy. */
function sweep(line: Common, scope: Scope, goal: Position, why: Why | null): Step {
  const from: Position = { ...line.position, scope: null };
  return {
    line: { ...line, at: "sweeping", position: from, goal, cut: why, again: false },
    actions: [{ do: "sweep", scope, from, goal }],
  };
}

export function swept(line: In<"sweeping">, around: Around, chance: number): Step {
  const { goal, cut: why, again } = line;
  const clean = { ...commonOf(line), position: goal };
  // Whoever has come meanwhile need not wait for who was refused.
  if (why !== null) return again ? connect(clean) : cut(clean, why, around, chance);
  if (again) return greetAgain(clean, around, false);
  return goOn(clean, goal, []);
}

/** A line that broke is tried again when the sweep is done. */
export function brokeWhileSweeping(line: In<"sweeping">, why: Why): Step {
  if (line.cut !== null) return stay(line);
  return { line: { ...line, cut: why, why }, actions: [{ do: "disconnect" }] };
}

export function beatWhileSweeping(line: In<"sweeping">, { silentMs }: Of<"beat">, { silenceMs }: Around): Step {
  if (silentMs > silenceMs) return brokeWhileSweeping(line, unreachable("ETIMEDOUT"));
  return { line, actions: [{ do: "askTime" }] };
}

/** Another token while the hub still looks at the one before: that answer is not waited for. */
export const anewWhileGreeting = (line: In<"greeting">, _event: Of<"anew">, around: Around): Step =>
  greet(line, around, line.anew, line.wire);

export const rescopedWhileSweeping = (line: In<"sweeping">): Step => stay({ ...line, again: true } as Line);
