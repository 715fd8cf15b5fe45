/** The peer: the component library's own virtual table with as many rows and the same columns, all its data in the page. */
import { Table } from "antd";
import { createRoot } from "react-dom/client";

interface PeerRow {
  readonly key: number;
  readonly clock: string;
  readonly number: string;
  readonly state: string;
  readonly class: string;
  readonly address: string;
  readonly department: string;
  readonly seats: string;
  readonly request: string;
  readonly pictures: number;
}

const COLUMNS = (
  ["clock", "number", "state", "class", "address", "department", "seats", "request", "pictures"] as const
).map((name) => ({ title: name, dataIndex: name, key: name, width: name === "address" ? 320 : 160 }));
const rows = Number(new URLSearchParams(window.location.search).get("rows"));
const data: readonly PeerRow[] = Array.from({ length: rows }, (_, i) => ({
  key: i,
  clock: `Handling · ${i % 60} min left`,
  number: `2026${String(i).padStart(9, "0")}`,
  state: "handling",
  class: `Class ${i % 250}`,
  address: `Renmin Road ${i % 997}`,
  department: `Department ${i % 32}`,
  seats: "",
  request: "",
  pictures: i % 4,
}));

const root = document.getElementById("root");
if (root === null) throw new Error("the page has no root");
createRoot(root).render(
  <Table<PeerRow>
    virtual
    size="small"
    columns={COLUMNS}
    dataSource={data}
    pagination={false}
    scroll={{ x: 1_800, y: 860 }}
  />,
);
