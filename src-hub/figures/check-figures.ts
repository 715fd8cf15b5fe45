/**
 * `npm run check-figures -- FILE`: works out again the figures a report has published.
 * Ends with 0 when all reproduce, 1 when some do not, 2 when rows or the file could not be read.
 */
import { basename } from "node:path";
import { checkFigures } from "../../shared/evaluation/published.ts";
import { TroubleError } from "../../shared/trouble.ts";
import { readCommandLine, runCommand } from "../command/line.ts";
import { troubleSentence } from "../command/words.ts";
import { readFigures } from "./read.ts";
import { countsOf, reportLines } from "./report.ts";
import { figureWords, rowTrouble } from "./words.ts";

const [DIFFERENT, UNREAD] = [1, 2];

/** Checks the file the arguments name: the report goes to stdout, rows that could not be read to stderr. */
async function checkByArguments(args: readonly string[]): Promise<void> {
  const line = readCommandLine(args, { json: "boolean" });
  const text = figureWords(line.language);
  const say = (message: string): void => void process.stdout.write(`${message}\n`);
  if (line.flag("help") || args.length === 0) return say(text("figures.help"));
  const [file, ...more] = line.files;
  if (file === undefined || more.length > 0) {
    const allowed = text("figures.oneFile");
    throw new TroubleError("badOption", { option: "FILE", value: line.files.join(" "), allowed });
  }
  const table = await readFigures(file);
  const { results, faults } = checkFigures(table.rows);
  const troubles = [...table.faults, ...faults]
    .toSorted((a, b) => a.row - b.row)
    .map((fault) => rowTrouble(fault, basename(file), text));
  const counts = countsOf(results, new Set(troubles.map(({ params }) => params["row"])).size);
  const sentences = troubles.map((trouble) => troubleSentence(trouble, line.language));
  if (line.flag("json")) {
    const told = troubles.map(({ code, params }, at) => ({ code, params, sentence: sentences[at] }));
    say(JSON.stringify({ file: basename(file), counts, results, troubles: told }));
  } else {
    say(reportLines(results, counts, text).join("\n"));
  }
  for (const sentence of sentences) process.stderr.write(`${sentence}\n`);
  process.exitCode = troubles.length > 0 ? UNREAD : counts.mismatch + counts.noRate > 0 ? DIFFERENT : 0;
}

await runCommand(process.argv.slice(2), checkByArguments, UNREAD);
