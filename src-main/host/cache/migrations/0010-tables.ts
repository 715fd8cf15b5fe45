/** The synced tables, as shared/tables.ts lists them. */
import { TABLE_NAMES, createTableSql } from "../../../../shared/tables.ts";

/**
 * No secondary indexes: figures come from columns in memory and lists read rows by key, so an index would only slow the
 * first load (engineering.md §5.2: 63,000 rows/s without, 13,400 with four).
 */
export const sql = TABLE_NAMES.map((table) => createTableSql(table)).join(";\n");
