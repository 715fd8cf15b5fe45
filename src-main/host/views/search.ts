/**
 * One box for everything that has a name, a number or an address, best first.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Q6 What is found is what the cache says now: a row that left it is not found, nor one by words that it no longer has.
 * - Q7 What has exactly this number comes first, then names, then texts with the newest first, then what only sounds so.
 */
import type { CaseLine, Found, WholeValues } from "../../../shared/view.ts";
import { recordReader } from "../cache/read.ts";
import { holds, numberOf, folded } from "../search/grams.ts";
import { RANK, type Hit } from "../search/lexicon.ts";
import { lineReader } from "./case-lines.ts";
import { findNamed, prepareNames } from "./search-names.ts";
import type { Source } from "./source.ts";

export interface SearchAsked {
  readonly text: string;
  readonly limit: number;
}

/** Of each kind at most this share of the answer, so that none hides the others. */
const KIND_SHARE = 1 / 5;
/** The index proposes so many times more than are shown, since some may not hold what was typed. */
const PROPOSED = 10;
/** Characters of a description shown around what was typed. */
const [BEFORE, AROUND] = [8, 36];

export function searchAnswer({ text, limit }: SearchAsked, source: Source): WholeValues["search"] {
  const indexing = source.beside.search.indexing();
  const typed = text.trim();
  if (typed === "" || limit === 0) {
    prepareNames(source);
    return { found: [], indexing };
  }
  const perKind = Math.max(1, Math.ceil(limit * KIND_SHARE));
  const hits = [
    ...findNamed(typed, perKind, source),
    ...casesOf(typed, perKind * 2, source),
    ...componentsOf(typed, perKind, source),
  ];
  const best = hits.toSorted((a, b) => a.rank - b.rank).slice(0, limit);
  return { found: best.map(({ thing }) => thing), indexing };
}

/** Cases that hold what was typed: with this number first, then those reported last. */
function casesOf(typed: string, limit: number, source: Source): Hit<Found>[] {
  const textsOf = recordReader(source.handle, "cases", ["caseNo", "address", "description", "reportedAt"]);
  const number = numberOf(typed);
  const holding = source.beside.search.find("cases", typed, limit * PROPOSED).flatMap((uid) => {
    const row = textsOf(uid);
    if (row === undefined || !holds(typed, row.caseNo, [row.address, row.description])) return [];
    return [{ uid, row, exact: number !== "" && numberOf(row.caseNo) === number }];
  });
  const best = holding
    .toSorted((a, b) => Number(b.exact) - Number(a.exact) || b.row.reportedAt - a.row.reportedAt)
    .slice(0, limit);
  const lineOf = lineReader(source);
  return best.flatMap(({ uid, row, exact }) => {
    const line = lineOf(uid);
    if (line === undefined) return [];
    return [{ thing: caseFound(line, around(row.description, typed)), rank: exact ? RANK.exact : RANK.texts }];
  });
}

function caseFound(line: CaseLine, words: string): Found {
  const { uid, caseNo, className, classNameEn, address, lon, lat } = line;
  const details = (name: string) =>
    [caseNo, address === "" ? "" : name, words].filter((part) => part !== "").join(" · ");
  return {
    kind: "case",
    uid,
    title: address || className || caseNo,
    titleEn: address || classNameEn || className || caseNo,
    detail: details(className),
    detailEn: details(classNameEn || className),
    lon,
    lat,
  };
}

/** The part of a description in which what was typed stands; "" when it does not stand in it. */
function around(description: string, typed: string): string {
  const [word = ""] = folded(typed).split(/\s+/);
  const at = word === "" ? -1 : description.toLowerCase().indexOf(word);
  if (at < 0) return "";
  const from = Math.max(0, at - BEFORE);
  const part = description.slice(from, from + AROUND);
  return `${from > 0 ? "…" : ""}${part}${from + AROUND < description.length ? "…" : ""}`;
}

/** Components by code or name. */
function componentsOf(typed: string, limit: number, source: Source): Hit<Found>[] {
  const rowOf = recordReader(source.handle, "components", ["uid", "code", "name", "note", "classUid", "lon", "lat"]);
  const number = numberOf(typed);
  return source.beside.search
    .find("components", typed, limit * PROPOSED)
    .flatMap((uid): Hit<Found>[] => {
      const row = rowOf(uid);
      if (row === undefined || !holds(typed, row.code, [row.name, row.note])) return [];
      const names = source.names.classOf(row.classUid);
      const thing: Found = {
        kind: "component",
        uid,
        title: row.name || names?.name || row.code,
        titleEn: names?.nameEn || row.name || row.code,
        detail: row.code,
        detailEn: row.code,
        lon: row.lon,
        lat: row.lat,
      };
      return [{ thing, rank: numberOf(row.code) === number ? RANK.exact : RANK.texts }];
    })
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, limit);
}
