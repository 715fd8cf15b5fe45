/** The state of the line, the cache and the clock in words. Instants are hub time, epoch ms. */
import type { Scope } from "../../../shared/scope.ts";
import type { SyncNote, SyncStatus } from "../../../shared/sync-status.ts";
import { TABLE_NAMES, type TableName } from "../../../shared/tables.ts";
import { DESK_REFUSALS, type DeskRefusal } from "../../../shared/wire/desk.ts";
import type { LineState } from "../../../shared/sync-status.ts";
import { clockText, dayText, durationText, fullDateText, momentText } from "../../kit/time.ts";
import type { Words } from "../../kit/text.ts";

/** From here on the clock of this machine is said to be wrong, ms. */
export const CLOCK_OFF_MS = 5_000;

/** With seconds on the same day, with the date and without seconds on another. */
export function instantText(at: number, now: number, words: Words): string {
  const { timeZone, language } = words;
  const sameDay = fullDateText(at, timeZone, language) === fullDateText(now, timeZone, language);
  return sameDay ? clockText(at, timeZone) : momentText(at, now, timeZone, language);
}

/** "本机时钟快 1小时"; under a second it agrees. */
export function clockSentence(offMs: number | null, words: Words): string {
  if (offMs === null) return words.text("sync.clock.unknown");
  if (Math.abs(offMs) < 1_000) return words.text("sync.clock.right");
  const span = spanText(offMs, words);
  return words.text(offMs > 0 ? "sync.clock.fast" : "sync.clock.slow", { span });
}

/** A span without its sign, to the nearest second. */
const spanText = (ms: number, words: Words) => durationText(Math.round(Math.abs(ms) / 1000) * 1000, words.language);

/** "向前 1小时", "back by 12 s". */
export function jumpText(byMs: number, words: Words): string {
  return words.text(byMs > 0 ? "sync.clock.forward" : "sync.clock.backward", { span: spanText(byMs, words) });
}

/** "12 KB", "1.4 GB". */
export function bytesText(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let n = bytes;
  let unit = 0;
  while (n >= 1024 && unit < units.length - 1) {
    n /= 1024;
    unit++;
  }
  return `${unit === 0 || n >= 100 ? Math.round(n) : n.toFixed(1)} ${units[unit]}`;
}

/** The name of a file without its folder, whichever way its system writes it. */
export const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** How far the cache is behind the hub, in words. */
export function positionSentence(
  { cursor, head }: Pick<SyncStatus["position"], "cursor" | "head">,
  words: Words,
): string {
  if (head === null) return words.text("sync.position.unheard");
  const behind = Math.max(0, head - cursor);
  return behind === 0 ? words.text("sync.position.same") : words.text("sync.position.behind", { count: behind });
}

/** Names of tables, one after the other. Another text than a table's name stays as it is. */
export function tablesText(tables: readonly string[], words: Words): string {
  const name = (table: string) =>
    (TABLE_NAMES as readonly string[]).includes(table) ? words.text(`sync.table.${table as TableName}`) : table;
  return tables.map(name).join(words.language === "en" ? ", " : "、");
}

const STATES: readonly LineState[] = ["starting", "connecting", "snapshot", "live", "cut"];

/** Something worth telling, as a sentence. A name in it that nobody knows stays as it is. */
export function noteSentence({ what, params }: SyncNote, words: Words): string {
  const text = (name: string) => String(params[name] ?? "");
  switch (what) {
    case "lineMoved": {
      const state = STATES.find((each) => each === params["state"]);
      return words.text("sync.note.lineMoved", {
        state: state === undefined ? text("state") : words.text(`sync.state.${state}`),
      });
    }
    case "differs":
      return words.text("sync.note.differs", { tables: tablesText(text("tables").split(/[\s,、]+/), words) });
    case "repaired":
      return words.text("sync.note.repaired", { ...params, table: tablesText([text("table")], words) });
    case "clockJumped":
      return words.text("sync.note.clockJumped", { jump: jumpText(Number(params["seconds"]) * 1000, words) });
    case "cacheSetAside":
      return words.text("sync.note.cacheSetAside", { why: text("why"), kept: fileName(text("kept")) });
    case "commandRefused": {
      const refused = (DESK_REFUSALS as readonly string[]).includes(text("refused"));
      return words.text("sync.note.commandRefused", {
        refused: refused ? words.refusal(text("refused") as DeskRefusal) : text("refused"),
      });
    }
    default:
      return words.text(`sync.note.${what}`, params);
  }
}

/** What the names in a scope are called. */
export interface ScopeNames {
  /** A platform by its id, a department by its uid; "" for one that is not known here. */
  readonly platform: (id: string) => string;
  readonly department: (uid: number) => string;
}

export const SCOPE_PARTS = ["platforms", "departments", "unitGrids", "months", "personal"] as const;

const NAMED = 3;

/** One part of a scope in words. */
export function scopeText(
  scope: Scope,
  part: (typeof SCOPE_PARTS)[number],
  names: ScopeNames,
  now: number,
  words: Words,
): string {
  const all = words.text("sync.scope.all");
  const list = (texts: readonly string[]) => texts.join(words.language === "en" ? ", " : "、");
  const day = (at: number) => dayText(at, now, words.timeZone, words.language);
  switch (part) {
    case "platforms":
      return scope.platforms === null ? all : list(scope.platforms.map((id) => names.platform(id) || id));
    case "departments": {
      if (scope.departments === null) return all;
      const called = scope.departments.slice(0, NAMED).map((uid) => names.department(uid) || String(uid));
      return scope.departments.length <= NAMED
        ? list(called)
        : words.text("sync.scope.departmentsMore", { names: list(called), count: scope.departments.length });
    }
    case "unitGrids":
      return scope.unitGrids === null ? all : words.text("sync.scope.grids", { count: scope.unitGrids.length });
    case "months": {
      const { since, textsSince } = scope;
      const parts = [
        ...(since === null ? [] : [words.text("sync.scope.since", { date: day(since) })]),
        ...(textsSince === null || (since !== null && textsSince <= since)
          ? []
          : [words.text("sync.scope.textsSince", { date: day(textsSince) })]),
      ];
      return parts.length === 0 ? all : parts.join(words.language === "en" ? "; " : "；");
    }
    case "personal":
      return words.text(scope.personal ? "sync.scope.personalYes" : "sync.scope.personalNo");
  }
}

/** A scope that shows nothing at all: the hub does not know who this is. */
export const isNothing = ({ platforms }: Scope): boolean => platforms !== null && platforms.length === 0;
