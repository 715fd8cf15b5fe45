/**
 * One row of the queue's table as an element that is made once and then shows one case after another. While somebody
 * scrolls, every row changes with every frame: nothing is made or taken away then, only what differs is written.
 */
import type { ClaimLine, QueueLine, SeatLine } from "../../../shared/seat.ts";
import { LIGHT_SHAPES } from "../../board/light.tsx";
import { STAGE_SHAPES } from "../../board/mark.tsx";
import { PENDING_SHAPE } from "../../board/pending.tsx";
import type { Words } from "../../kit/text.ts";
import type { Column } from "./columns.ts";
import { chipsOf, claimText, NOTHING_SAID, reportedText, rowWords, timedWords, type RowWords } from "./row-words.ts";

const SVG = "http://www.w3.org/2000/svg";
const CLAIM_SHAPE = "M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7Zm2 0h4V5a2 2 0 0 0-4 0Z";

/** The element of a row, for `aria-activedescendant`. */
export const rowId = (uid: number): string => `queue-row-${uid}`;

/** What a row shows. */
export interface RowShown {
  readonly uid: number;
  /** Undefined while it is on its way. */
  readonly line: QueueLine | undefined;
  /** Place in the queue, from 0. */
  readonly index: number;
  /** Where it stands, CSS pixels from the top of all rows. */
  readonly top: number;
  readonly focused: boolean;
  readonly chosen: boolean;
  readonly others: readonly SeatLine[] | undefined;
  readonly claim: ClaimLine | undefined;
  readonly words: Words;
}

/** Writes the part of the words that its cell shows; called only where they may differ from those before. */
type Cell = (next: RowWords, before: RowWords) => void;

export class Row {
  readonly element: HTMLElement;
  private readonly cells: readonly Cell[];
  private readonly seats: HTMLElement | null = null;
  private readonly reported: Text | null = null;
  private shown: RowShown | null = null;
  private said: RowWords = NOTHING_SAID;

  constructor(columns: readonly Column[]) {
    this.element = document.createElement("div");
    this.element.className = "queue-row";
    this.element.setAttribute("role", "row");
    this.element.dataset["waits"] = "true";
    const cells: Cell[] = [];
    for (const column of columns) {
      const place = add(this.element, "span");
      place.setAttribute("role", "gridcell");
      place.dataset["column"] = column;
      if (column === "seats") this.seats = place;
      else if (column === "reported") this.reported = textIn(add(place, "span"));
      else cells.push(CELLS[column](place));
    }
    this.cells = cells;
  }

  /**
   * @param now hub time, epoch ms, as of which clocks are told
   * @param timePassed whether the clocks of a line that was shown before are told anew
   */
  show(next: RowShown, now: () => number, timePassed: boolean): void {
    const before = this.shown;
    this.shown = next;
    const { element } = this;
    if (before?.uid !== next.uid) {
      element.id = rowId(next.uid);
      element.dataset["uid"] = String(next.uid);
      if (element.title !== "") element.title = "";
    }
    if (before?.index !== next.index) element.setAttribute("aria-rowindex", String(next.index + 2));
    if (before?.top !== next.top) element.style.transform = `translateY(${next.top}px)`;
    if (before?.chosen !== next.chosen) element.setAttribute("aria-selected", String(next.chosen));
    if ((before?.focused ?? false) !== next.focused) element.toggleAttribute("data-focused", next.focused);
    if (before === null) element.hidden = false;
    const otherWords = before?.words !== next.words;
    if (otherWords || before?.line !== next.line) this.say(next, now());
    else if (timePassed && next.line !== undefined) {
      this.tell({ ...this.said, ...timedWords(next.line, now(), next.words) });
    }
    if (otherWords || before?.others !== next.others || before?.claim !== next.claim) this.tellSeats(next);
  }

  /** Takes the row out of sight; it shows nothing until it is shown again. */
  hide(): void {
    if (this.shown === null) return;
    this.shown = null;
    this.element.hidden = true;
    for (const name of ["id", "data-uid", "data-focused"]) this.element.removeAttribute(name);
  }

  /** The case that it shows; null while it is hidden. */
  get case(): RowShown | null {
    return this.shown;
  }

  private say({ line, words }: RowShown, now: number): void {
    if (this.reported !== null) this.reported.data = line === undefined ? "" : reportedText(line, now, words);
    this.tell(line === undefined ? NOTHING_SAID : rowWords(line, now, words));
  }

  private tell(next: RowWords): void {
    const before = this.said;
    this.said = next;
    if ((before === NOTHING_SAID) !== (next === NOTHING_SAID)) {
      this.element.toggleAttribute("data-waits", next === NOTHING_SAID);
    }
    if (before !== next) for (const cell of this.cells) cell(next, before);
  }

  private tellSeats({ others, claim, words }: RowShown): void {
    const { seats } = this;
    if (seats === null || (others === undefined && claim === undefined && seats.childElementCount === 0)) return;
    seats.replaceChildren();
    if (claim !== undefined) {
      const mark = add(seats, "span");
      mark.className = "queue-claim";
      mark.setAttribute("role", "img");
      mark.toggleAttribute("data-own", claim.own);
      mark.title = claimText(claim, words);
      mark.ariaLabel = mark.title;
      addShape(mark, "").setAttribute("d", CLAIM_SHAPE);
    }
    for (const { text, title } of chipsOf(others ?? [], words)) {
      const chip = add(seats, "abbr");
      chip.className = "queue-chip";
      chip.title = title;
      chip.textContent = text;
    }
  }
}

const CELLS: Readonly<Record<Exclude<Column, "seats" | "reported">, (place: HTMLElement) => Cell>> = {
  burns(place) {
    const none = add(place, "i");
    none.className = "queue-no-light";
    const mark = add(place, "span");
    mark.setAttribute("role", "img");
    mark.hidden = true;
    const shape = addShape(mark, "");
    const clock = textIn(add(place, "span"));
    const clockPlace = clock.parentElement as HTMLElement;
    return (next, before) => {
      if (next.light !== before.light) {
        none.hidden = next.light !== null;
        mark.hidden = next.light === null;
        if (next.light !== null) {
          shape.setAttribute("d", LIGHT_SHAPES[next.light]);
          shape.parentElement?.setAttribute("class", `light light-${next.light}`);
        }
        clockPlace.className = next.light === "red" ? "queue-over" : "";
      }
      if (next.lightName !== before.lightName) mark.ariaLabel = next.lightName;
      if (next.clock !== before.clock) clock.data = next.clock;
    };
  },
  number(place) {
    const number = textIn(add(place, "b"));
    const mark = add(place, "span");
    mark.className = "pending-mark";
    mark.setAttribute("role", "img");
    mark.hidden = true;
    addShape(mark, "").setAttribute("d", PENDING_SHAPE);
    return (next, before) => {
      if (next.number !== before.number) number.data = next.number;
      if (next.pendingText === before.pendingText) return;
      mark.hidden = next.pending === 0;
      mark.dataset["pending"] = String(next.pending);
      mark.title = next.pendingText;
      mark.ariaLabel = next.pendingText;
    };
  },
  stage(place) {
    const shape = addShape(place, "mark");
    const state = textIn(add(place, "span"));
    return (next, before) => {
      if (next.stage !== null && (next.stage !== before.stage || next.overdue !== before.overdue)) {
        shape.setAttribute("d", STAGE_SHAPES[next.stage]);
        shape.parentElement?.setAttribute("class", `mark mark-${next.stage}${next.overdue ? " mark-overdue" : ""}`);
      }
      if (next.state !== before.state) state.data = next.state;
    };
  },
  class: (place) => plain(place, "className"),
  address: (place) => plain(place, "address"),
  department: (place) => plain(place, "department"),
  request(place) {
    const mark = add(place, "em");
    mark.className = "queue-request";
    mark.hidden = true;
    const text = textIn(mark);
    return (next, before) => {
      if (next.request === before.request) return;
      mark.hidden = next.request === "";
      text.data = next.request;
    };
  },
  pictures(place) {
    const count = add(place, "span");
    const text = textIn(count);
    return (next, before) => {
      if (next.pictures !== before.pictures) text.data = next.pictures;
      if (next.picturesText !== before.picturesText) count.ariaLabel = next.picturesText || null;
    };
  },
};

function plain(place: HTMLElement, name: "className" | "address" | "department"): Cell {
  const text = textIn(add(place, "span"));
  return (next, before) => {
    if (next[name] !== before[name]) text.data = next[name];
  };
}

function add(place: HTMLElement, name: "span" | "b" | "i" | "em" | "abbr"): HTMLElement {
  return place.appendChild(document.createElement(name));
}

const textIn = (place: HTMLElement): Text => place.appendChild(document.createTextNode(""));

/** Gives the outline, which has no shape yet. */
function addShape(place: HTMLElement, className: string): SVGPathElement {
  const picture = place.appendChild(document.createElementNS(SVG, "svg") as SVGSVGElement);
  picture.setAttribute("class", className);
  picture.setAttribute("viewBox", "0 0 16 16");
  picture.setAttribute("aria-hidden", "true");
  return picture.appendChild(document.createElementNS(SVG, "path") as SVGPathElement);
}
