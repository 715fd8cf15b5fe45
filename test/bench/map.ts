/**
 * The map at full size, beside other ways to draw the same. `npm run bench -- map [--only cases,coverage,movers]
 * [--rows 1000000] [--peer-rows 1000000]`.
 */
import { parseArgs } from "node:util";
import { measureCases } from "./map/cases.ts";
import { measureCoverage } from "./map/coverage.ts";
import { measureMovers } from "./map/movers.ts";

const PARTS = ["cases", "coverage", "movers"] as const;

/** @throws when a part is not one of the three, or the browser cannot be had */
export async function measure(say: (line: string) => void): Promise<Record<string, number>> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      only: { type: "string", default: PARTS.join(",") },
      rows: { type: "string", default: "1000000" },
      "peer-rows": { type: "string" },
    },
  });
  const only = new Set(values.only.split(","));
  for (const part of only) {
    if (!(PARTS as readonly string[]).includes(part)) throw new Error(`--only takes ${PARTS.join(", ")}, not ${part}`);
  }
  const rows = Number(values.rows);
  const peerRows = Number(values["peer-rows"] ?? values.rows);
  return {
    ...(only.has("cases") ? await measureCases(say, rows, peerRows) : {}),
    ...(only.has("coverage") ? await measureCoverage(say) : {}),
    ...(only.has("movers") ? await measureMovers(say) : {}),
  };
}
