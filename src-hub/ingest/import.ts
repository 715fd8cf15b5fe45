/** `npm run import -- FILE --mapping NAME`: takes the rows of a file into the hub. */
import { realpathSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { TroubleError } from "../../shared/trouble.ts";
import { defaultDataDir } from "../data-dir.ts";
import { readCommandLine, runCommand } from "../command/line.ts";
import { knownMappings, loadMapping } from "./mapping/mapping.ts";
import { progressLine } from "./progress.ts";
import { reportLines } from "./report.ts";
import { importFile } from "./run.ts";
import { importWords } from "../command/words.ts";

const OPTIONS = {
  mapping: "string",
  geo: "string",
  data: "string",
  rejects: "string",
  "dry-run": "boolean",
  json: "boolean",
} as const;

/** Imports what the arguments name, and reports on stdout. Throws troubles. */
async function importByArguments(args: readonly string[]): Promise<void> {
  const line = readCommandLine(args, OPTIONS);
  const text = importWords(line.language);
  const known = knownMappings().join(", ");
  if (line.flag("help") || args.length === 0) {
    process.stdout.write(`${text("import.help", { known, data: defaultDataDir() })}\n`);
    return;
  }
  const [file, ...more] = line.files;
  if (file === undefined || more.length > 0) {
    throw new TroubleError("badOption", {
      option: "FILE",
      value: line.files.join(" "),
      allowed: text("command.oneFile"),
    });
  }
  const mapping = line.text("mapping");
  if (mapping === undefined) throw new TroubleError("badOption", { option: "--mapping", value: "", allowed: known });
  const progress = progressLine(process.stderr, text);
  const geo = line.text("geo");
  const rejects = line.text("rejects");
  try {
    const report = await importFile({
      file,
      mapping: loadMapping(mapping),
      dataDir: line.text("data") ?? defaultDataDir(),
      text,
      dryRun: line.flag("dry-run"),
      onProgress: progress.show,
      ...(geo === undefined ? {} : { geo }),
      ...(rejects === undefined ? {} : { rejects }),
    });
    progress.end();
    process.stdout.write(
      line.flag("json") ? `${JSON.stringify(report)}\n` : `${reportLines(report, text).join("\n")}\n`,
    );
  } finally {
    progress.end();
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  await runCommand(process.argv.slice(2), importByArguments);
}
