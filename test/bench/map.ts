/**
 * The map at full size, beside other ways to draw the same. `npm run bench -- map
 * [--only cases,deck,maplibre,coverage,movers] [--rows 1000000] [--peer-rows 1000000]`.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureCases } from "./map/cases.ts";
import { measureCoverage } from "./map/coverage.ts";
import { measureMovers } from "./map/movers.ts";
import type { What } from "./map/window.ts";
import { servePage } from "./served-page.ts";

/** What each part draws in a page. */
const PARTS = {
  cases: ["own"],
  deck: ["deck"],
  maplibre: ["maplibre"],
  coverage: [],
  movers: [],
} as const satisfies Record<string, readonly What[]>;
type Part = keyof typeof PARTS;

const isPart = (name: string): name is Part => name in PARTS;

/** @throws when a part is not one of these, or the browser cannot be had */
export async function measure(say: (line: string) => void): Promise<Record<string, number>> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      only: { type: "string", default: Object.keys(PARTS).join(",") },
      rows: { type: "string", default: "1000000" },
      "peer-rows": { type: "string" },
    },
  });
  const only = new Set(
    values.only.split(",").map((name) => {
      if (!isPart(name)) throw new Error(`--only takes ${Object.keys(PARTS).join(", ")}, not ${name}`);
      return name;
    }),
  );
  const rows = Number(values.rows);
  const peerRows = Number(values["peer-rows"] ?? values.rows);
  const whats = [...only].flatMap((part): readonly What[] => PARTS[part]);
  const host = await servePage(join(import.meta.dirname, "map/page"));
  try {
    return {
      ...(await measureCases(say, host.url, rows, peerRows, whats)),
      ...(only.has("coverage") ? await measureCoverage(say) : {}),
      ...(only.has("movers") ? await measureMovers(say, host.url) : {}),
    };
  } finally {
    host.close();
  }
}
