/** `npm run import -- FILE --mapping NAME`: takes the rows of a file into the hub. */
import { realpathSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { TroubleError } from "../../shared/trouble.ts";
import { defaultDataDir } from "../data-dir.ts";
import { readCommandLine, runCommand, type CommandLine } from "../command/line.ts";
import { readCatalogue } from "./catalogue.ts";
import { CRS_NAMES } from "./crs.ts";
import { knownMappings, loadMapping, tableOfMapping, THING_TABLES } from "./mapping/mapping.ts";
import { loadThingMapping } from "./mapping/thing-mapping.ts";
import { progressLine } from "./progress.ts";
import { reportLines } from "./report.ts";
import { importFile, type ImportProgress } from "./run.ts";
import { thingReportLines } from "./things/report.ts";
import { importThings } from "./things/run.ts";
import { importWords } from "../command/words.ts";

const OPTIONS = {
  mapping: "string",
  geo: "string",
  crs: "string",
  platform: "string",
  since: "string",
  whole: "boolean",
  strict: "boolean",
  data: "string",
  rejects: "string",
  wvp: "string",
  "video-secrets": "string",
  "dry-run": "boolean",
  json: "boolean",
} as const;

/** Options of only some tables. */
const OF_GRIDS = ["since", "whole", "strict"] as const;
const OF_CAMERAS = ["wvp", "video-secrets"] as const;

/** Imports what the arguments name, and reports on stdout. Throws troubles. */
async function importByArguments(args: readonly string[]): Promise<void> {
  const line = readCommandLine(args, OPTIONS);
  const text = importWords(line.language);
  const known = knownMappings().join(", ");
  if (line.flag("help") || args.length === 0) {
    process.stdout.write(`${text("import.help", { known, data: defaultDataDir(), crs: CRS_NAMES })}\n`);
    return;
  }
  const [named, ...more] = line.files;
  const gateway = line.text("wvp");
  const file = gateway ?? named;
  if (file === undefined || more.length > 0 || (gateway !== undefined && named !== undefined)) {
    throw new TroubleError("badOption", {
      option: "FILE",
      value: line.files.join(" "),
      allowed: text("command.oneFile"),
    });
  }
  const mapping = line.text("mapping") ?? (gateway === undefined ? undefined : "cameras");
  if (mapping === undefined) throw new TroubleError("badOption", { option: "--mapping", value: "", allowed: known });
  const progress = progressLine(process.stderr, text);
  try {
    const { report, lines } = await importAs(mapping, file, line, progress.show);
    progress.end();
    process.stdout.write(line.flag("json") ? `${JSON.stringify(report)}\n` : `${lines.join("\n")}\n`);
  } finally {
    progress.end();
  }
}

type OnProgress = (progress: ImportProgress) => void;

/** Imports by the mapping's own way: cases and cameras, or things of the city. */
async function importAs(
  name: string,
  file: string,
  line: CommandLine,
  onProgress: OnProgress,
): Promise<{ readonly report: object; readonly lines: readonly string[] }> {
  const text = importWords(line.language);
  const dataDir = line.text("data") ?? defaultDataDir();
  const shared = { file, dataDir, text, dryRun: line.flag("dry-run"), onProgress, ...given(line, ["crs", "rejects"]) };
  const table = tableOfMapping(name);
  if (THING_TABLES.some((thing) => thing === table)) {
    refuse(line, [...OF_CAMERAS, ...(table === "grids" ? ["geo" as const] : ["geo" as const, ...OF_GRIDS])], name);
    const report = await importThings({
      ...shared,
      ...given(line, ["platform", "since"]),
      mapping: loadThingMapping(name),
      language: line.language,
      whole: line.flag("whole"),
      strict: line.flag("strict"),
    });
    return { report, lines: thingReportLines(report, text) };
  }
  const cameras = table === "cameras";
  refuse(line, [...(cameras ? [] : (["platform", ...OF_CAMERAS] as const)), ...OF_GRIDS], name);
  const gateway = line.text("wvp");
  const catalogue =
    gateway === undefined ? {} : await readCatalogue(dataDir, gateway, line.text("video-secrets") ?? null);
  const mapping = loadMapping(name);
  const report = await importFile({ ...shared, ...catalogue, ...given(line, ["geo", "platform"]), mapping });
  return { report, lines: reportLines(report, text) };
}

/** The options that were given, by name. */
function given<N extends keyof typeof OPTIONS>(line: CommandLine, names: readonly N[]): Partial<Record<N, string>> {
  const found: Partial<Record<N, string>> = {};
  for (const name of names) {
    const value = line.text(name);
    if (value !== undefined) found[name] = value;
  }
  return found;
}

/** Throws trouble `badOption` for an option that means nothing with this mapping. */
function refuse(line: CommandLine, names: readonly (keyof typeof OPTIONS)[], mapping: string): void {
  for (const name of names) {
    const value = line.text(name) ?? "";
    if (value !== "" || line.flag(name)) {
      throw new TroubleError("badOption", { option: `--${name}`, value, allowed: `--mapping ${mapping}` });
    }
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  await runCommand(process.argv.slice(2), importByArguments);
}
