/** Bringing a table in: chosen, shown row by row with what is wrong with each, and sent only when nothing is. */
import { Alert, Button, Drawer, Progress, Space, Table } from "antd";
import { useRef, useState } from "react";
import { useWords } from "../../kit/words.ts";
import { utf8Of } from "./csv-text.ts";
import { textOf, type Values } from "./fields.ts";
import { readTable, type ImportPlan, type ImportRow, type ImportTable } from "./import-rows.ts";
import "./forms.css";

/** A file larger than this is no list that people keep by hand, bytes. */
const MOST_BYTES = 4_000_000;

/** What became of a row: written, safe on its way, or why not. */
export type Sent = { readonly how: "done" | "queued" } | { readonly how: "not"; readonly why: string };

export interface ImportDrawerProps {
  readonly title: string;
  readonly plan: ImportPlan;
  /** Writes one row. */
  readonly send: (values: Values) => Promise<Sent>;
  readonly onDone: () => void;
}

export function ImportDrawer({ title, plan, send, onDone }: ImportDrawerProps) {
  const words = useWords();
  const field = useRef<HTMLInputElement>(null);
  const over = useRef(false);
  const [name, setName] = useState("");
  const [table, setTable] = useState<ImportTable | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [sent, setSent] = useState<ReadonlyMap<number, Sent>>(new Map());
  const [busy, setBusy] = useState(false);

  const open = async (file: File | undefined) => {
    setTable(null);
    setProblem(null);
    setSent(new Map());
    if (file === undefined) return;
    setName(file.name);
    if (file.size > MOST_BYTES) return setProblem(words.text("office.import.large", { most: MOST_BYTES / 1_000_000 }));
    const text = utf8Of(new Uint8Array(await file.arrayBuffer()));
    if (text === null) return setProblem(words.text("office.import.encoding"));
    const read = readTable(text, plan);
    setTable(read);
    setProblem(read.problem === null ? null : words.text(read.problem.key, read.problem.params));
  };
  const faults = table?.rows.reduce((sum, row) => sum + row.faults.length, 0) ?? 0;
  const sendAll = async () => {
    if (table === null || faults > 0) return;
    setBusy(true);
    const done = new Map<number, Sent>();
    for (const row of table.rows) {
      const became = await send(row.values);
      if (over.current) return;
      setSent(new Map(done.set(row.line, became)));
      // What the hub refuses is mended first: the rest is not sent over it.
      if (became.how === "not") break;
    }
    setBusy(false);
  };
  const rows = table?.rows ?? [];
  const and = words.language === "en" ? ", " : "、";
  const yes = [words.text("office.yes"), words.text("office.no")] as const;
  const written = [...sent.values()].filter(({ how }) => how !== "not").length;
  const leave = () => {
    over.current = true;
    onDone();
  };
  return (
    <Drawer
      open
      title={title}
      size={900}
      onClose={leave}
      closable={{ "aria-label": words.text("office.form.close") }}
      data-form="import"
    >
      <Space orientation="vertical" className="import-body">
        <span className="import-file">
          <Button disabled={busy} autoFocus onClick={() => field.current?.click()}>
            {words.text("office.import.choose")}
          </Button>
          {name}
        </span>
        <input
          ref={field}
          type="file"
          className="only-read"
          tabIndex={-1}
          aria-label={words.text("office.import.choose")}
          accept=".csv,text/csv,text/plain"
          disabled={busy}
          onChange={(event) => void open(event.target.files?.[0])}
        />
        <p className="office-note">
          {words.text("office.import.note", {
            columns: plan.columns.map(({ spec }) => words.text(spec.label)).join(and),
          })}
        </p>
        {problem !== null && <Alert type="error" showIcon role="alert" title={problem} />}
        {table !== null && table.unknown.length > 0 && (
          <Alert
            type="warning"
            showIcon
            title={words.text("office.import.unread", { columns: table.unknown.join(and) })}
          />
        )}
        {rows.length > 0 && (
          <Alert
            type={faults > 0 ? "error" : sent.size > 0 && !busy && written < rows.length ? "warning" : "success"}
            showIcon
            role="status"
            title={
              faults > 0
                ? words.text("office.import.faults", { file: name, rows: rows.length, count: faults })
                : sent.size > 0
                  ? words.text("office.import.sent", { count: written, rows: rows.length })
                  : words.text("office.import.ready", { file: name, count: rows.length })
            }
          />
        )}
        {busy && <Progress percent={Math.round((sent.size / rows.length) * 100)} aria-label={title} />}
        {rows.length > 0 && (
          <Table<ImportRow>
            size="small"
            rowKey="line"
            dataSource={rows}
            pagination={rows.length > 100 ? { pageSize: 100, size: "small", showSizeChanger: false } : false}
            rowClassName={(row) => (row.faults.length > 0 ? "import-faulty" : "")}
            columns={[
              { key: "line", title: words.text("office.import.line"), render: (_: unknown, row) => row.line },
              ...plan.columns.map(({ spec }) => ({
                key: spec.name,
                title: words.text(spec.label),
                render: (_: unknown, row: ImportRow) =>
                  spec.kind === "secret" ? "•••" : textOf(spec, row.values[spec.name], yes),
              })),
              {
                key: "result",
                title: words.text("office.import.result"),
                render: (_: unknown, row) => <Result row={row} sent={sent.get(row.line)} plan={plan} />,
              },
            ]}
          />
        )}
        <Space>
          <Button
            type="primary"
            loading={busy}
            disabled={rows.length === 0 || faults > 0 || sent.size > 0}
            onClick={() => void sendAll()}
          >
            {words.text("office.import.send", { count: rows.length })}
          </Button>
          <Button onClick={leave}>{words.text("office.form.close")}</Button>
        </Space>
      </Space>
    </Drawer>
  );
}

interface ResultProps {
  readonly row: ImportRow;
  readonly sent: Sent | undefined;
  readonly plan: ImportPlan;
}

function Result({ row, sent, plan }: ResultProps) {
  const words = useWords();
  if (row.faults.length > 0) {
    return (
      <ul className="import-faults">
        {row.faults.map(({ field, key, params }) => {
          const spec = plan.columns.find((column) => column.spec.name === field)?.spec;
          const sentence = words.text(key, params);
          return (
            <li key={`${field} ${key}`}>
              ▲{" "}
              {spec === undefined
                ? sentence
                : words.text("office.import.at", { field: words.text(spec.label), sentence })}
            </li>
          );
        })}
      </ul>
    );
  }
  if (sent === undefined) return <span>—</span>;
  if (sent.how === "not") return <span className="import-faults">▲ {sent.why}</span>;
  return <span>● {words.text(`office.import.${sent.how}`)}</span>;
}
