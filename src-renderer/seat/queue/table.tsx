/**
 * The queue as a table of a hundred thousand rows of which those in view are there. Keys move a mark through it
 * (`aria-activedescendant`), so the keyboard's place stays on the table itself.
 */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent, type MouseEvent } from "react";
import type { SeatsValue } from "../../../shared/seat.ts";
import type { WallKey } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import type { Column, ColumnLayout } from "./columns.ts";
import { HeadCell } from "./head-cell.tsx";
import { QueueRow, rowId } from "./row.tsx";
import { useLines } from "./use-lines.ts";

/** Rows drawn beyond those in view, above and below. */
const OVERSCAN = 6;
/** Elements are used again for rows further on: their number, which no window has rows for at once. */
const SLOTS = 128;
/** Height of a row before it was measured, CSS pixels. */
const USUAL_PX = 32;

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
  const [rowPx, ruler] = useHeight();
  // oxlint-disable-next-line react-hooks/incompatible-library -- nothing that it gives is handed on or remembered
  const rows = useVirtualizer({
    count: uids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN,
    scrollPaddingStart: rowPx,
    scrollPaddingEnd: rowPx,
  });
  useEffect(() => rows.measure(), [rows, rowPx]);
  const items = rows.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  const lineOf = useLines(uids, first, last);

  // Keys belong to the table from the first moment, where nobody has gone elsewhere meanwhile.
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) scroller.current?.focus();
  }, []);

  const at = useMemo(() => uids.indexOf(focus), [uids, focus]);
  const seenAt = useRef(-1);
  useEffect(() => {
    if (at >= 0 && at !== seenAt.current) rows.scrollToIndex(at);
    seenAt.current = at;
  }, [rows, at]);

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
      aria-activedescendant={items.some(({ index }) => index === at) ? rowId(focus) : undefined}
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
      <div role="rowgroup" className="queue-body" style={{ height: rows.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const uid = uids[index] as number;
          return (
            <QueueRow
              key={index % SLOTS}
              uid={uid}
              line={lineOf(uid)}
              index={index}
              top={start}
              columns={columns}
              focused={index === at}
              chosen={chosen.has(uid)}
              others={others.get(uid)}
              claim={claims.get(uid)}
            />
          );
        })}
      </div>
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
