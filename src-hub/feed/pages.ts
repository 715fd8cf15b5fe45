/** Reads pages for full copies and for repairs: rows by uid, as far as a scope shows them. */
import type { ScopeView } from "../../shared/scope.ts";
import type { Row } from "../../shared/tables.ts";
import { PAGE_ROWS, type Page, type PageRequest } from "../../shared/wire/hub.ts";
import type { Store } from "../store/store.ts";

/**
 * One page. It always gets on: `last` is where the look at the table ended, whether or not the row there may be seen, so
 * that a page of hidden rows is empty and not the end (F9).
 */
export function readPage(store: Pick<Store, "page">, view: ScopeView, request: PageRequest): Page {
  const { table, after } = request;
  const end = request.last ?? Infinity;
  const asked = Math.min(Math.max(request.limit, 1), PAGE_ROWS, Math.max(end - after, 0));
  const found = asked === 0 ? [] : store.page(table, after, asked);
  const fit = found.findIndex((row) => uidOf(row) > end);
  const read = fit === -1 ? found : found.slice(0, fit);
  const furthest = read.length === 0 ? after : uidOf(read[read.length - 1]!);
  const done = fit !== -1 || found.length < asked || furthest >= end || asked === 0;
  const rows = view.everything ? read : read.map((row) => view.shown(table, row)).filter((row) => row !== null);
  return { table, after, last: done && request.last !== null ? Math.max(request.last, after) : furthest, done, rows };
}

function uidOf(row: Row): number {
  return row[0] as number;
}
