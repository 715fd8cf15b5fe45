/**
 * The rows of the queue's table that are in view, drawn apart from React: with every frame of scrolling all of them show
 * other cases, and that must not cost more than writing what differs.
 */
import type { ClaimLine, QueueLine, SeatLine } from "../../../shared/seat.ts";
import type { Words } from "../../kit/text.ts";
import type { Column } from "./columns.ts";
import { Row, rowId } from "./row.ts";

/** Rows drawn beyond those in view, above and below. */
const OVERSCAN = 6;

/** All that the rows show. */
interface RowsShown {
  readonly uids: Uint32Array;
  /** Place of the marked case; -1 none. */
  readonly at: number;
  readonly chosen: ReadonlySet<number>;
  readonly others: ReadonlyMap<number, readonly SeatLine[]>;
  readonly claims: ReadonlyMap<number, ClaimLine>;
  readonly columns: readonly Column[];
  /** Height of a row, CSS pixels. */
  readonly rowPx: number;
  readonly words: Words;
  readonly lineOf: (uid: number) => QueueLine | undefined;
  /** Hub time, epoch ms. */
  readonly now: () => number;
  /** Told which rows are drawn, first and last. */
  readonly onSeen: (first: number, last: number) => void;
}

/** The first row to draw and the one after the last, of `count`; all in CSS pixels of the list. */
export function rowsInView(
  scrolled: number,
  height: number,
  rowPx: number,
  count: number,
): readonly [first: number, end: number] {
  const end = Math.min(count, Math.ceil((scrolled + height) / rowPx) + OVERSCAN);
  return [Math.max(0, Math.min(Math.floor(scrolled / rowPx), end) - OVERSCAN), end];
}

/**
 * How far a list is to be scrolled so that a row is wholly seen below its head, which is as high as a row; as far as it is
 * where the row is seen.
 */
export function scrollTo(at: number, scrolled: number, height: number, rowPx: number): number {
  const top = at * rowPx;
  return Math.max(0, Math.min(top, Math.max(scrolled, top + 2 * rowPx - height)));
}

export class Rows {
  private readonly scroller: HTMLElement;
  private readonly body: HTMLElement;
  private shown: RowsShown | null = null;
  private rows: Row[] = [];
  private columns: readonly Column[] = [];
  /** CSS pixels of the list that are seen, its head included. */
  private height: number;

  /** @param body what stands in the scroller below its head and holds nothing but the rows */
  constructor(scroller: HTMLElement, body: HTMLElement) {
    this.scroller = scroller;
    this.body = body;
    this.height = scroller.clientHeight;
  }

  /** Takes over what the rows show from now on. */
  show(shown: RowsShown): void {
    this.shown = shown;
    const height = `${shown.uids.length * shown.rowPx}px`;
    if (this.body.style.height !== height) this.body.style.height = height;
    this.draw(false);
  }

  /** The room for the list is another. */
  resized(): void {
    this.height = this.scroller.clientHeight;
    this.draw(false);
  }

  /** Scrolls until the row is in view. */
  bringIntoView(at: number): void {
    if (this.shown === null) return;
    const { scrollTop } = this.scroller;
    const to = scrollTo(at, scrollTop, this.height, this.shown.rowPx);
    if (to === scrollTop) return;
    this.scroller.scrollTop = to;
    this.draw(false);
  }

  /** Draws the rows in view. @param timePassed whether their clocks are told anew */
  draw(timePassed: boolean): void {
    const { shown } = this;
    if (shown === null) return;
    const { uids, at, chosen, others, claims, rowPx, words, lineOf, now } = shown;
    const [first, end] = rowsInView(this.scroller.scrollTop, this.height, rowPx, uids.length);
    this.makeRows(end - first, shown.columns);
    const { length } = this.rows;
    for (let index = first; index < end; index++) {
      const uid = uids[index] as number;
      const focused = index === at;
      // The same case and place has the same element for as long as it is in view.
      (this.rows[index % length] as Row).show(
        {
          uid,
          line: lineOf(uid),
          index,
          top: index * rowPx,
          focused,
          chosen: chosen.has(uid),
          others: others.get(uid),
          claim: claims.get(uid),
          words,
        },
        now,
        timePassed,
      );
    }
    for (let index = end; index < first + length; index++) (this.rows[index % length] as Row).hide();
    if (at >= first && at < end) this.setMark(rowId(uids[at] as number));
    else this.setMark(null);
    shown.onSeen(first, Math.max(first, end - 1));
  }

  /** The row at an element within it. */
  rowAt(element: Element): Row | undefined {
    const found = element.closest("[data-uid]");
    return this.rows.find((row) => row.element === found);
  }

  private setMark(id: string | null): void {
    if (this.scroller.getAttribute("aria-activedescendant") === id) return;
    if (id === null) this.scroller.removeAttribute("aria-activedescendant");
    else this.scroller.setAttribute("aria-activedescendant", id);
  }

  /** Elements for so many rows; they are made anew where other columns are shown. */
  private makeRows(count: number, columns: readonly Column[]): void {
    if (columns !== this.columns) {
      this.rows = [];
      this.columns = columns;
      this.body.replaceChildren();
    }
    while (this.rows.length < count) {
      const row = new Row(columns);
      this.rows.push(row);
      this.body.appendChild(row.element);
    }
  }
}
