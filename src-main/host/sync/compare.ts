/** Holds the hub's digest against the cache's own sums (S20, G1–G6). */
import { BUCKET_UIDS, NO_ROWS, differingBuckets, sameSum, type TableSums } from "../../../shared/digest.ts";
import { TABLE_NAMES, type TableName } from "../../../shared/tables.ts";
import type { Digest } from "../../../shared/wire/hub.ts";
import type { Compared, Range } from "./line-types.ts";

/** @param of the cache's sums of a table, as they are now */
export function compareDigest({ epoch, at, totals, buckets }: Digest, of: (table: TableName) => TableSums): Compared {
  const tables = TABLE_NAMES.filter((table) => buckets[table] !== undefined);
  return {
    epoch,
    at,
    tables,
    differing: TABLE_NAMES.filter((table) => !sameSum(of(table).total(), totals[table] ?? NO_ROWS)),
    ranges: tables.flatMap((table) => rangesOf(table, differingBuckets(of(table), buckets[table] ?? []))),
  };
}

/** Ranges of uids that the buckets take up, neighbours in one; no uid is below 1. */
function rangesOf(table: TableName, buckets: readonly number[]): Range[] {
  const ranges: Range[] = [];
  for (const bucket of buckets) {
    const after = Math.max(0, bucket * BUCKET_UIDS - 1);
    const last = (bucket + 1) * BUCKET_UIDS - 1;
    const before = ranges.at(-1);
    if (before !== undefined && before.last === after) ranges[ranges.length - 1] = { ...before, last };
    else ranges.push({ table, after, last });
  }
  return ranges;
}
