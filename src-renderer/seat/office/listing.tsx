/** A list of the office or of a board: filter, cursor, opening, removing and taking it along as a file, all by keyboard. */
import { Alert, Button, Empty, Input, Modal, Skeleton, Space, Table, type InputRef } from "antd";
import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useWords } from "../../kit/words.ts";
import { useSeatActs } from "../shell/acts.ts";
import { cursorOf, foundRows, sortedRows, type ListColumn, type Sorting } from "./listed.ts";
import { useActMaker, type ActDraft } from "./make-act.ts";
import { saveTable } from "./save-file.ts";
import "./listing.css";

/** Rows of a page; the cursor turns pages by itself. */
const PAGE_ROWS = 100;

export interface ShownColumn<T> extends ListColumn<T> {
  /** How the cell is drawn where it is more than its text. */
  readonly draw?: (row: T) => ReactNode;
  readonly width?: string;
}

export interface ListingProps<T> {
  /** Stable name of the list. */
  readonly name: string;
  /** What a screen reader calls it. */
  readonly label: string;
  /** Null before the first answer. */
  readonly rows: readonly T[] | null;
  /** Why there is no newer list; null while there is. */
  readonly problem?: string | null;
  /** What to say when there is none at all. */
  readonly empty: string;
  readonly columns: readonly ShownColumn<T>[];
  readonly keyOf: (row: T) => string;
  readonly onAdd?: (() => void) | undefined;
  readonly onImport?: (() => void) | undefined;
  readonly onOpen?: ((row: T) => void) | undefined;
  /** Takes a row away; the sentence why it was not, or null when it was. */
  readonly onRemove?: ((row: T) => Promise<string | null>) | undefined;
  /** The question before a row is taken away. */
  readonly sure?: (row: T) => string;
  /** Why a row can be neither changed nor taken away; null while it can. */
  readonly cannot?: (row: T) => string | null;
  /** The page finds rows by other means: no filter of its own. */
  readonly unfiltered?: boolean;
  /** Name of the file without its ending, and its rows where it has other columns than the list. */
  readonly file?: { readonly name: string; readonly table?: (rows: readonly T[]) => readonly (readonly string[])[] };
  /** Further acts on the row under the cursor. */
  readonly acts?: (row: T | null) => readonly ActDraft[];
  /** Beside the filter. */
  readonly tools?: ReactNode;
  /** What is shown of the row under the cursor, right of the list. */
  readonly detail?: (row: T) => ReactNode;
  /** The cursor has come near the end of what there is. */
  readonly onEnd?: () => void;
}

export function Listing<T extends object>(props: ListingProps<T>) {
  const { rows, columns, keyOf, onOpen, onRemove, onEnd } = props;
  const words = useWords();
  const make = useActMaker();
  const filter = useRef<InputRef>(null);
  const body = useRef<HTMLDivElement>(null);
  const [typed, type] = useState("");
  const [sorting, sort] = useState<Sorting | null>(null);
  const [cursor, setCursor] = useState<{ key: string | null; place: number }>({ key: null, place: 0 });
  const [removing, setRemoving] = useState<T | null>(null);
  const collator = useMemo(() => new Intl.Collator(words.language, { numeric: true }), [words.language]);
  const shown = useMemo(
    () => sortedRows(foundRows(rows ?? [], columns, typed), columns, sorting, collator),
    [rows, columns, typed, sorting, collator],
  );
  const at = cursorOf(shown.map(keyOf), cursor.key, cursor.place);
  const row = shown[at] ?? null;
  const cannot = row === null ? words.text("office.list.noRow") : (props.cannot?.(row) ?? null);

  const move = (to: number) => {
    const next = Math.min(Math.max(to, 0), shown.length - 1);
    const there = shown[next];
    if (there === undefined) return;
    setCursor({ key: keyOf(there), place: next });
    // A button that has the focus would take the next Enter for itself.
    if (!body.current?.contains(document.activeElement)) body.current?.focus({ preventScroll: true });
    if (next >= shown.length - 5) onEnd?.();
  };
  useEffect(() => {
    body.current?.querySelector('tr[aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const save = () => {
    const { file } = props;
    if (file === undefined) return;
    const table = file.table?.(shown) ?? [
      columns.map(({ title }) => title),
      ...shown.map((each) => columns.map((column) => column.text(each))),
    ];
    saveTable(file.name, table);
  };
  useSeatActs(
    make([
      { id: "list.next", title: "office.act.next", key: "j", run: () => move(at + 1) },
      { id: "list.previous", title: "office.act.previous", key: "k", run: () => move(at - 1) },
      ...(props.unfiltered === true
        ? []
        : [{ id: "list.filter", title: "office.act.filter", key: "f", run: () => filter.current?.focus() } as const]),
      ...(props.onAdd === undefined
        ? []
        : [{ id: "list.add", title: "office.act.add", key: "a", run: props.onAdd } as const]),
      ...(onOpen === undefined
        ? []
        : [
            {
              id: "list.open",
              title: "office.act.open",
              key: "Enter",
              cannot: row === null ? cannot : null,
              run: () => row !== null && onOpen(row),
            } as const,
          ]),
      ...(onRemove === undefined
        ? []
        : [
            {
              id: "list.remove",
              title: "office.act.remove",
              key: "Delete",
              cannot,
              run: () => cannot === null && setRemoving(row),
            } as const,
          ]),
      ...(props.file === undefined
        ? []
        : [{ id: "list.export", title: "office.act.export", key: "Shift+E", run: save } as const]),
      ...(props.onImport === undefined
        ? []
        : [{ id: "list.import", title: "office.act.import", key: "Shift+I", run: props.onImport } as const]),
      ...(props.acts?.(row) ?? []),
    ]),
  );

  return (
    <section className="listing" data-list={props.name} aria-label={props.label}>
      <div className="listing-tools">
        {props.unfiltered !== true && (
          <Input.Search
            ref={filter}
            className="listing-filter"
            allowClear
            value={typed}
            aria-label={words.text("office.list.filter")}
            placeholder={words.text("office.list.filter")}
            onChange={(event) => type(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Escape" && event.key !== "Enter") return;
              // Esc leaves the field; the page stays.
              event.stopPropagation();
              event.currentTarget.blur();
            }}
          />
        )}
        {props.tools}
        <span className="listing-count" role="status">
          {rows !== null && words.text("office.list.count", { count: shown.length, all: rows.length })}
        </span>
        <Space>
          {props.onAdd !== undefined && (
            <Button type="primary" data-act="add" onClick={props.onAdd}>
              {words.text("office.act.add")} <kbd>a</kbd>
            </Button>
          )}
          {props.onImport !== undefined && (
            <Button data-act="import" onClick={props.onImport}>
              {words.text("office.act.import")}
            </Button>
          )}
          {props.file !== undefined && (
            <Button data-act="export" disabled={shown.length === 0} onClick={save}>
              {words.text("office.act.export")}
            </Button>
          )}
        </Space>
      </div>
      {props.problem !== undefined && props.problem !== null && (
        <Alert type="warning" showIcon role="alert" title={props.problem} />
      )}
      <div className="listing-room">
        <div
          className="listing-body"
          ref={body}
          role="group"
          tabIndex={0}
          aria-label={props.label}
          data-stale={props.problem ? true : undefined}
        >
          {rows === null ? (
            props.problem ? null : (
              <Skeleton active={false} paragraph={{ rows: 6 }} title={false} />
            )
          ) : rows.length === 0 ? (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={props.empty} />
          ) : shown.length === 0 ? (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.text("office.list.noneFound")} />
          ) : (
            <Table<T>
              size="small"
              rowKey={keyOf}
              dataSource={shown}
              pagination={
                shown.length <= PAGE_ROWS
                  ? false
                  : {
                      size: "small",
                      pageSize: PAGE_ROWS,
                      current: Math.floor(Math.max(at, 0) / PAGE_ROWS) + 1,
                      showSizeChanger: false,
                      onChange: (page) => move((page - 1) * PAGE_ROWS),
                    }
              }
              rowClassName={(each) => (each === row ? "listing-row listing-here" : "listing-row")}
              onRow={(each) => ({
                "aria-current": each === row ? "true" : undefined,
                onClick: () => move(shown.indexOf(each)),
                onDoubleClick: () => onOpen?.(each),
              })}
              onChange={(_pages, _filters, sorter) => {
                const one = Array.isArray(sorter) ? sorter[0] : sorter;
                sort(one?.order ? { column: String(one.columnKey), down: one.order === "descend" } : null);
              }}
              columns={columns.map((column) => ({
                key: column.name,
                title: column.title,
                ...(column.width === undefined ? {} : { width: column.width }),
                ...(column.order === undefined
                  ? {}
                  : {
                      sorter: true,
                      sortOrder:
                        sorting?.column === column.name
                          ? sorting.down
                            ? ("descend" as const)
                            : ("ascend" as const)
                          : null,
                    }),
                render: (_value: unknown, each: T) => column.draw?.(each) ?? column.text(each),
              }))}
            />
          )}
        </div>
        {props.detail !== undefined && row !== null && (
          <aside className="listing-detail" aria-label={words.text("office.list.detail")}>
            {props.detail(row)}
          </aside>
        )}
      </div>
      {removing !== null && onRemove !== undefined && (
        <Sure
          question={props.sure?.(removing) ?? ""}
          onRemove={() => onRemove(removing)}
          onDone={() => setRemoving(null)}
        />
      )}
    </section>
  );
}

interface SureProps {
  readonly question: string;
  readonly onRemove: () => Promise<string | null>;
  readonly onDone: () => void;
}

/** Asks before something is taken away, and says why it was not. */
function Sure({ question, onRemove, onDone }: SureProps) {
  const words = useWords();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const go = async () => {
    setBusy(true);
    const why = await onRemove();
    setBusy(false);
    if (why === null) onDone();
    else setProblem(why);
  };
  return (
    <Modal
      open
      title={words.text("office.sure.title")}
      okText={words.text("office.act.remove")}
      okButtonProps={{ danger: true, autoFocus: true, loading: busy }}
      cancelText={words.text("office.sure.no")}
      onOk={() => void go()}
      onCancel={onDone}
    >
      <p>{question}</p>
      {problem !== null && <Alert type="error" showIcon role="alert" title={problem} />}
    </Modal>
  );
}
