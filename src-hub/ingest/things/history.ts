/**
 * How grids come to have new borders. A correction takes the place of what was wrong. A change from a day on keeps what was
 * before in `borders`, so that every earlier day can be looked at as it was.
 */
import type { RecordOf } from "../../../shared/tables.ts";
import { TroubleError } from "../../../shared/trouble.ts";
import type { Draft } from "../../store/store.ts";
import type { Sink } from "../sink.ts";

/** The geometry of a grid in a time before it was there: GeoJSON's way to say "no ground at all". */
const NO_GROUND = '{"type":"GeometryCollection","geometries":[]}';

/** From when on something is so. */
export interface Since {
  /** YYYY-MM-DD in the city's zone. */
  readonly day: string;
  /** Its first instant, epoch ms. */
  readonly at: number;
}

type Grid = RecordOf<"grids">;

/** One grid of a file against what the hub has. */
export interface GridChange {
  readonly draft: Draft<"grids">;
  readonly known: Grid | null;
}

export interface BorderHistory {
  /**
   * Throws trouble `sinceTooEarly` when one of these grids has changed at a later day already: the past is not rewritten
   * behind a change.
   */
  check(changes: readonly GridChange[], ended: readonly Grid[]): void;
  /** Keeps what was before; called with the uid once the grid is put. Says whether there was something to keep. */
  changed(change: GridChange, uid: number): boolean;
  /** Keeps a grid that is no more. */
  ended(grid: Grid): boolean;
}

/** @param dayOf the day an instant belongs to, for the sentence of a refusal. */
export function borderHistory(
  sink: Sink,
  platform: string,
  since: Since | null,
  dayOf: (at: number) => string,
): BorderHistory {
  const last = new Map<string, RecordOf<"borders">>();
  for (const border of sink.each("borders", platform)) {
    const key = `${border.level}/${border.code}`;
    if ((last.get(key)?.validTo ?? 0) <= border.validTo) last.set(key, border);
  }
  const lastOf = ({ level, code }: { level: string; code: string }) => last.get(`${level}/${code}`) ?? null;

  function keep(grid: Omit<Grid, "uid" | "id" | "lon" | "lat" | "platform">, uid: number): boolean {
    if (since === null) return false;
    const before = lastOf(grid);
    const { level, code, name, nameEn, dutyGrid, areaM2, geometry } = grid;
    if (before?.validTo === since.at) {
      // What was before this very day is kept already; the state since then is what is corrected.
      if (before.grid !== uid) sink.put("borders", { ...before, grid: uid });
      return false;
    }
    sink.put("borders", {
      platform,
      id: `${code}/${since.day}`,
      grid: uid,
      level,
      code,
      name,
      nameEn,
      dutyGrid,
      validFrom: before?.validTo ?? null,
      validTo: since.at,
      areaM2,
      geometry,
    });
    return true;
  }

  return {
    check(changes, ended) {
      if (since === null) return;
      const all = [...changes.filter(isChange).map(({ draft }) => draft), ...ended];
      for (const grid of all) {
        const before = lastOf(grid);
        if (before === null || before.validTo <= since.at) continue;
        throw new TroubleError("sinceTooEarly", { code: grid.code, since: since.day, last: dayOf(before.validTo) });
      }
    },
    changed(change, uid) {
      if (!isChange(change)) return false;
      const { draft, known } = change;
      return keep(known ?? { ...draft, areaM2: 0, geometry: NO_GROUND }, uid);
    },
    ended: (grid) => keep(grid, 0),
  };
}

/** Whether a file says something about a grid's ground that was not so before. A new name is no new border. */
export function isChange({ draft, known }: GridChange): boolean {
  return known === null || known.geometry !== draft.geometry || known.dutyGrid !== draft.dutyGrid;
}
