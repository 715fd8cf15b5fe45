/** What is said and heard otherwise in each version of the line (S21): between here and the socket, and nowhere else. */
import * as v from "valibot";
import { columnsOf, type Row, type TableName } from "../../../shared/tables.ts";
import type { DeskMessage } from "../../../shared/wire/desk.ts";
import {
  deskMessageToV2,
  helloToV2,
  pageRequestToV2,
  rowFromV2,
  tracksFromV2,
  tracksV2Schema,
  V2_ASKS,
  V2_TABLES,
  welcomeFromV2,
  welcomeV2Schema,
  widthInV2,
} from "../../../shared/wire/hub-v2.ts";
import {
  hubTimeSchema,
  pulseSchema,
  tracksSchema,
  welcomeSchema,
  type Hello,
  type HubTime,
  type PageRequest,
  type Pulse,
  type TracksMessage,
  type Welcome,
} from "../../../shared/wire/hub.ts";
import { HUB_WIRE_BEFORE } from "../../../shared/wire/version.ts";

/** What a hub's word on its time tells; `head` and `headAt` null where the version does not know them. */
export type Time = HubTime & (Pick<Pulse, "head" | "headAt"> | { readonly head: null });

export interface Dialect {
  hello(hello: Hello): unknown;
  page(request: PageRequest): unknown;
  desk(message: DeskMessage): unknown;
  /** Whether a hub of this version knows such a request. */
  asks(request: DeskMessage["request"]): boolean;
  /** Null for what does not fit. */
  welcome(raw: unknown): Welcome | null;
  time(raw: unknown): Time | null;
  tracks(raw: unknown): TracksMessage | null;
  /** Whether a hub of this version has the table. */
  knows(table: TableName): boolean;
  /** Columns of a table as its rows travel. */
  width(table: TableName): number;
  /** A row of that width as it is here. */
  row(table: TableName, row: Row): Row;
  /** Whether reports of positions are numbered; else all have number 0. */
  readonly numbered: boolean;
  /** Whether the hub tells who is at which seat, and wants to know what is looked at here. */
  readonly seats: boolean;
  /** Whether the hub directs walls. */
  readonly walls: boolean;
}

function read<T>(schema: v.GenericSchema<unknown, T>, raw: unknown): T | null {
  const { success, output } = v.safeParse(schema, raw);
  return success ? output : null;
}

const OURS: Dialect = {
  hello: (hello) => hello,
  page: (request) => request,
  desk: (message) => message,
  asks: () => true,
  welcome: (raw) => read(welcomeSchema, raw),
  // A hub that has not been greeted yet may be of any version.
  time: (raw) => read(pulseSchema, raw) ?? withoutHead(raw),
  tracks: (raw) => read(tracksSchema, raw),
  knows: () => true,
  width: (table) => columnsOf(table).length,
  row: (_table, row) => row,
  numbered: true,
  seats: true,
  walls: true,
};

const BEFORE: Dialect = {
  hello: helloToV2,
  page: pageRequestToV2,
  desk: deskMessageToV2,
  asks: ({ ask }) => V2_ASKS.has(ask),
  welcome(raw) {
    const welcome = read(welcomeV2Schema, raw);
    return welcome === null ? null : welcomeFromV2(welcome);
  },
  time: withoutHead,
  tracks(raw) {
    const message = read(tracksV2Schema, raw);
    return message === null ? null : tracksFromV2(message);
  },
  knows: (table) => V2_TABLES.includes(table),
  width: widthInV2,
  row: rowFromV2,
  numbered: false,
  seats: false,
  walls: false,
};

export const dialectOf = (wire: number): Dialect => (wire === HUB_WIRE_BEFORE ? BEFORE : OURS);

function withoutHead(raw: unknown): Time | null {
  const time = read(hubTimeSchema, raw);
  return time === null ? null : { ...time, head: null };
}
