/** The tallies that a cache should hold, counted in the plainest way from its rows, and those that it holds. */
import { BASES_OF, DIMENSIONS, keyIn } from "../../shared/evaluation/tally.ts";
import { monthOf } from "../../shared/evaluation/period-key.ts";
import { TERMS, addTerms, instantOfBasis, type CaseFigures } from "../../shared/evaluation/terms.ts";
import { recordOf, type Row } from "../../shared/tables.ts";
import type { ReadHandle } from "../../src-main/host/cache/handles.ts";
import { allRows } from "../../src-main/host/cache/read.ts";
import { talliedMonths, tallyReader } from "../../src-main/host/cache/tally-reader.ts";

/** Counts that are not 0 by term, by "dimension/key/basis/month". */
type Recount = Record<string, Record<string, number>>;

/** The figures of a travelling row of a case. */
export function figuresOf(row: Row): CaseFigures {
  const record = recordOf("cases", row);
  const orNaN = (at: number | null) => at ?? Number.NaN;
  return {
    ...record,
    deadline: orNaN(record.deadline),
    acceptedAt: orNaN(record.acceptedAt),
    filedAt: orNaN(record.filedAt),
    dispatchedAt: orNaN(record.dispatchedAt),
    submittedAt: orNaN(record.submittedAt),
    closedAt: orNaN(record.closedAt),
    satisfaction: orNaN(record.satisfaction),
  };
}

export function recount(rows: readonly Row[], zone: string): Recount {
  const sums = new Map<string, Float64Array>();
  for (const row of rows) {
    const figures = figuresOf(row);
    for (const dimension of DIMENSIONS) {
      for (const basis of BASES_OF[dimension]) {
        const at = instantOfBasis(figures, basis);
        const key = keyIn(dimension, figures);
        if (Number.isNaN(at) || key === 0) continue;
        const name = `${dimension}/${key}/${basis}/${monthOf(at, zone)}`;
        const sum = sums.get(name) ?? new Float64Array(TERMS.length);
        addTerms(figures, sum, 1);
        sums.set(name, sum);
      }
    }
  }
  return Object.fromEntries([...sums].map(([name, sum]) => [name, named(sum)]));
}

/** The last month that a tally may be of. */
const LAST_MONTH = 9_999 * 12 + 11;

/** All tallies that the cache holds. One without a count would show as an empty record. */
export function keptTallies(handle: ReadHandle): Recount {
  const read = tallyReader(handle);
  const found: Recount = {};
  for (const dimension of DIMENSIONS) {
    for (const basis of BASES_OF[dimension]) {
      const { oldest, newest } = talliedMonths(handle, dimension, basis, LAST_MONTH);
      for (let month = oldest; month <= newest; month++) {
        for (const [key, sum] of read(dimension, basis, month)) {
          found[`${dimension}/${key}/${basis}/${month}`] = named(sum);
        }
      }
    }
  }
  return found;
}

/** What the cache's own rows come to. */
export function recountOf(handle: ReadHandle, zone: string): Recount {
  return recount(allRows(handle, "cases"), zone);
}

function named(sum: Float64Array): Record<string, number> {
  return Object.fromEntries(TERMS.flatMap((term, place) => (sum[place] === 0 ? [] : [[term, sum[place] as number]])));
}
