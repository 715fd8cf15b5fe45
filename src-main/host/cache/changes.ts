/** What really changed in the cache by one transaction, table by table: the new rows, and the uids that are gone. */
import type { Row, TableName } from "../../../shared/tables.ts";

export interface TableChange {
  readonly put: readonly Row[];
  readonly del: readonly number[];
}

export type Changes = ReadonlyMap<TableName, TableChange>;
