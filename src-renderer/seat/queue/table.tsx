/**
 * The queue as a table of a hundred thousand rows of which those in view are there. Keys move a mark through it
 * (`aria-activedescendant`), so the keyboard's place stays on the table itself.
 */
import { useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { CSSProperties, KeyboardEvent, MouseEvent, RefObject } from "react";
import type { SeatsValue } from "../../../shared/seat.ts";
import { ClockContext } from "../../kit/panel.tsx";
import type { WallKey } from "../../kit/text.ts";
import { onBeat } from "../../kit/tick.ts";
import { useWords } from "../../kit/words.ts";
import { burnMoment } from "./burn-words.ts";
import type { Column, ColumnLayout } from "./columns.ts";
import { HeadCell } from "./head-cell.tsx";
import { Rows } from "./rows.ts";
import { useLines } from "./use-lines.ts";

/** Height of a row before it was measured, CSS pixels. */
const USUAL_PX = 32;
/** Clocks say minutes: they are told anew once in so many beats, which is once a second. */
const BEATS = 4;

export const COLUMN_TITLES: Readonly<Record<Column, WallKey>> = {
  burns: "queue.column.burns",
  number: "queue.column.number",
  stage: "queue.column.stage",
  class: "queue.column.class",
  address: "queue.column.address",
  department: "filter.department",
  seats: "queue.column.seats",
  request: "queue.column.request",
  pictures: "queue.column.pictures",
  reported: "queue.column.reported",
};

export interface QueueTableProps {
  readonly uids: Uint32Array;
  /** uid of the marked case; 0 none. */
  readonly focus: number;
  readonly chosen: ReadonlySet<number>;
  readonly seats: SeatsValue | null;
  readonly layout: readonly ColumnLayout[];
  readonly stale: boolean;
  readonly onResize: (column: Column, width: number) => void;
  readonly onFocus: (uid: number) => void;
  readonly onOpen: (uid: number) => void;
  readonly onChoose: (uid: number, range: boolean) => void;
  readonly onChooseAll: () => void;
}

export function QueueTable(props: QueueTableProps) {
  const { uids, focus, chosen, seats, layout } = props;
  const words = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const [rowPx, ruler] = useHeight();
  const { hubNow } = useContext(ClockContext);
  const { lineOf, see } = useLines(uids);

  // Keys belong to the table from the first moment, where nobody has gone elsewhere meanwhile.
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) scroller.current?.focus();
  }, []);

  const at = useMemo(() => uids.indexOf(focus), [uids, focus]);
  const others = useMemo(
    () =>
      Map.groupBy(
        (seats?.seats ?? []).filter(({ own, caseUid }) => !own && caseUid > 0),
        ({ caseUid }) => caseUid,
      ),
    [seats],
  );
  const claims = useMemo(() => new Map((seats?.claims ?? []).map((claim) => [claim.caseUid, claim])), [seats]);
  const shown = useMemo(() => layout.filter((each) => each.shown), [layout]);
  const columns = useMemo(() => shown.map(({ column }) => column), [shown]);
  const template = shown.map(({ width }) => `calc(${width} * var(--u))`).join(" ");
  const style = { "--queue-columns": template } as CSSProperties;

  const rows = useRows(scroller, body);
  useLayoutEffect(() => {
    const now = () => hubNow() ?? 0;
    const chosenNow = { uids, at, chosen, others, claims, columns, rowPx, words, lineOf, now, onSeen: see };
    rows.current?.show(chosenNow);
  }, [rows, uids, at, chosen, others, claims, columns, rowPx, words, lineOf, hubNow, see]);
  const seenAt = useRef(-1);
  useEffect(() => {
    if (at >= 0 && at !== seenAt.current) rows.current?.bringIntoView(at);
    seenAt.current = at;
  }, [rows, at]);

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowPx) - 2);
    const to = keyTarget(event, at, page, uids.length);
    if (to !== null) props.onFocus(uids[to] as number);
    else if (event.key === "Enter" && at >= 0) props.onOpen(focus);
    else if (event.key === "a" && (event.ctrlKey || event.metaKey)) props.onChooseAll();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const uidAt = (event: MouseEvent) =>
    Number((event.target as HTMLElement).closest<HTMLElement>("[data-uid]")?.dataset["uid"] ?? 0);
  return (
    <div
      ref={scroller}
      className="queue-table"
      role="grid"
      aria-label={words.text("queue.title")}
      aria-rowcount={uids.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable
      data-stale={props.stale || undefined}
      tabIndex={0}
      style={style}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const uid = uidAt(event);
        if (uid === 0) return;
        if (event.shiftKey || event.ctrlKey || event.metaKey) props.onChoose(uid, event.shiftKey);
        else props.onFocus(uid);
      }}
      onDoubleClick={(event) => uidAt(event) > 0 && props.onOpen(uidAt(event))}
      onMouseOver={(event) => {
        const row = rows.current?.rowAt(event.target as HTMLElement);
        const line = row?.case?.line;
        if (line !== undefined) row?.element.setAttribute("title", burnMoment(line, hubNow() ?? 0, words));
      }}
    >
      <i ref={ruler} className="queue-ruler" aria-hidden="true" />
      <div role="rowgroup" className="queue-head">
        <div role="row" className="queue-row" aria-rowindex={1}>
          {shown.map(({ column, width }) => (
            <HeadCell
              key={column}
              title={words.text(COLUMN_TITLES[column])}
              width={width}
              onResize={(next) => props.onResize(column, next)}
            />
          ))}
        </div>
      </div>
      <div role="rowgroup" className="queue-body" ref={body} />
    </div>
  );
}

/** Where a key of the table leads to; null for no such key, or where there is nowhere to go. */
export function keyTarget(
  { key, ctrlKey, altKey }: Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey">,
  at: number,
  page: number,
  count: number,
): number | null {
  if (ctrlKey || altKey || count === 0) return null;
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  };
  const to = steps[key];
  return to === undefined ? null : Math.min(count - 1, Math.max(0, to));
}

/** The rows in view: drawn with every frame of scrolling, and told anew while time passes. */
function useRows(scroller: RefObject<HTMLElement | null>, body: RefObject<HTMLElement | null>) {
  const rows = useRef<Rows | null>(null);
  useLayoutEffect(() => {
    const place = scroller.current;
    const list = body.current;
    if (place === null || list === null) return;
    const drawn = new Rows(place, list);
    rows.current = drawn;
    const onScroll = () => drawn.draw(false);
    place.addEventListener("scroll", onScroll, { passive: true });
    const observer = new ResizeObserver(() => drawn.resized());
    observer.observe(place);
    let beats = 0;
    const endBeat = onBeat(() => {
      if (++beats % BEATS === 0) drawn.draw(true);
    });
    return () => {
      place.removeEventListener("scroll", onScroll);
      observer.disconnect();
      endBeat();
      list.replaceChildren();
    };
  }, [scroller, body]);
  return rows;
}

/** The height of a row as the style sheet has it, CSS pixels, and the element that it is measured by. */
function useHeight() {
  const [px, setPx] = useState(USUAL_PX);
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    const ruler = element.current;
    if (ruler === null) return;
    const observer = new ResizeObserver(() => setPx(ruler.offsetHeight || USUAL_PX));
    observer.observe(ruler);
    return () => observer.disconnect();
  }, []);
  return [px, element] as const;
}
