/**
 * What queues need of open cases beside their columns: the texts that are searched, and what departments have asked for.
 * Kept in memory only once somebody asked for a queue, and read little by little, so that no window waits for it.
 */
import type { CaseRequest } from "../../../shared/case/case.ts";
import { caseOfRecord } from "../../../shared/case/record.ts";
import { columnIndex, type Row } from "../../../shared/tables.ts";
import type { TableChange } from "../cache/changes.ts";
import type { ReadHandle } from "../cache/handles.ts";
import { recordReader } from "../cache/read.ts";
import { folded, numberOf } from "../search/grams.ts";
import type { CaseColumnStore } from "./case-columns.ts";
import { TextBlocks } from "./text-blocks.ts";

const [CASE_NO, ADDRESS, DESCRIPTION, FACTS] = (["caseNo", "address", "description", "facts"] as const).map((name) =>
  columnIndex("cases", name),
) as [number, number, number, number];

/** What is known of an open case. */
export interface OpenCase {
  /** Its number without what divides it. */
  readonly number: string;
  /** Address, description and `number`, folded, apart by a line's end. */
  readonly text: string;
  /** What its department has asked for and nobody has decided. */
  readonly asks: CaseRequest["asks"] | null;
}

type Texts = Parameters<typeof caseOfRecord>[0] & {
  readonly caseNo: string;
  readonly address: string;
  readonly description: string;
};

/** What the department of a case has asked for and nobody has decided. A case that never asked is not folded from its facts. */
export function requestIn(row: Pick<Texts, "facts">): CaseRequest["asks"] | null {
  return row.facts.includes('Requested"') ? (caseOfRecord(row).request?.asks ?? null) : null;
}

function openCaseOf(row: Texts): OpenCase {
  const number = numberOf(row.caseNo);
  return { number, text: `${folded(row.address)}\n${folded(row.description)}\n${number}`, asks: requestIn(row) };
}

export class OpenCases {
  private readonly cases: CaseColumnStore;
  private readonly read: (uid: number) => Texts | undefined;
  private readonly known = new Map<number, OpenCase>();
  private readonly asking = new Map<number, CaseRequest["asks"]>();
  private readonly texts = new TextBlocks();
  /** Cases still to be read; null before anybody asked. */
  private left: number[] | null = null;
  private rises = 0;

  constructor(handle: ReadHandle, cases: CaseColumnStore) {
    this.cases = cases;
    this.read = recordReader(handle, "cases", ["caseNo", "address", "description", "facts"]);
  }

  /** Rises while cases are being read: whoever answers by `requests` answers again then. */
  version(): number {
    return this.rises;
  }

  /**
   * Reads on, for so many real ms at most; begins with it when it was never asked.
   * @param clock real ms, monotonic
   */
  readOn(budgetMs: number, clock: () => number): void {
    this.left ??= Array.from(this.cases.open, (i) => this.cases.uid[i] as number);
    if (this.left.length === 0) return;
    const until = clock() + budgetMs;
    for (let n = 1; this.left.length > 0; n++) {
      const uid = this.left.pop() as number;
      const i = this.cases.indexOf(uid);
      if (i !== undefined && this.cases.open.has(i)) this.of(uid);
      // A look at the clock costs as much as a tenth of a row.
      if (n % 32 === 0 && clock() >= until) break;
    }
    this.rises++;
  }

  /** What is known of a case; it is read when it was not yet. Undefined when it is not in the cache. */
  of(uid: number): OpenCase | undefined {
    const known = this.known.get(uid);
    if (known !== undefined) return known;
    const row = this.read(uid);
    return row === undefined ? undefined : this.keep(uid, openCaseOf(row));
  }

  /** Reads what has not been read yet of the open cases, so that `holding` knows all of them. */
  readAll(): void {
    this.readOn(Number.POSITIVE_INFINITY, () => 0);
  }

  /** Where the text of a case stands in `holding`; undefined when nothing is known of the case. Good until the next change. */
  slotOf(uid: number): number | undefined {
    return this.texts.slotOf(uid);
  }

  /** Which texts hold a word, as far as cases have been read: 1 by slot. @param word not empty, without a line's end */
  holding(word: string): Uint8Array {
    return this.texts.holding(word);
  }

  /** What departments have asked for and nobody has decided, by case, as far as cases have been read. */
  requests(): ReadonlyMap<number, CaseRequest["asks"]> {
    return this.asking;
  }

  /** Takes over what the line applied, after the columns did. */
  take(change: TableChange): void {
    if (this.left === null) return;
    for (const row of change.put) {
      const uid = row[0] as number;
      const i = this.cases.indexOf(uid);
      if (i !== undefined && this.cases.open.has(i)) this.keep(uid, openCaseOf(textsOf(row)));
      else this.forget(uid);
    }
    for (const uid of change.del) this.forget(uid);
  }

  private keep(uid: number, found: OpenCase): OpenCase {
    this.known.set(uid, found);
    this.texts.put(uid, found.text);
    if (found.asks === null) this.asking.delete(uid);
    else this.asking.set(uid, found.asks);
    return found;
  }

  private forget(uid: number): void {
    this.known.delete(uid);
    this.texts.remove(uid);
    this.asking.delete(uid);
  }
}

const textsOf = (row: Row): Texts => ({
  caseNo: row[CASE_NO] as string,
  address: row[ADDRESS] as string,
  description: row[DESCRIPTION] as string,
  facts: row[FACTS] as string,
});
