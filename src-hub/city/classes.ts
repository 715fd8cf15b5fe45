/** The class table by which the demonstration city sorts its cases. */
import table from "../../resources/classes/GBT47678.5-2026.json" with { type: "json" };
import { parseClassTable } from "../../shared/rules/class-table.ts";

export const CLASSES = parseClassTable("classes/GBT47678.5-2026.json", table);
