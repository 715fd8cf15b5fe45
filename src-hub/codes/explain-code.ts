/**
 * `npm run explain-code -- KIND CODE…`: takes codes apart and names each wrong digit.
 * Ends with 0 when all are right, 1 when one is wrong, 2 when it was asked wrongly.
 */
import cjt214 from "../../resources/classes/CJT214-2007.json" with { type: "json" };
import gbt30428 from "../../resources/classes/GBT30428.2-2013.json" with { type: "json" };
import gbt47678 from "../../resources/classes/GBT47678.5-2026.json" with { type: "json" };
import enCodes from "../../resources/locales/en/codes.json" with { type: "json" };
import zhCodes from "../../resources/locales/zh-CN/codes.json" with { type: "json" };
import type { ClassTable } from "../../shared/case/classes.ts";
import { codeSentences } from "../../shared/place/code-sentences.ts";
import { CODE_KINDS, explainCode } from "../../shared/place/explain.ts";
import { parseClassTable } from "../../shared/rules/class-table.ts";
import { makeText } from "../../shared/text.ts";
import { TroubleError } from "../../shared/trouble.ts";
import { readCommandLine, runCommand } from "../command/line.ts";

const [WRONG, MISUSED] = [1, 2];
const FILES = { "CJT214-2007": cjt214, "GBT30428.2-2013": gbt30428, "GBT47678.5-2026": gbt47678 } as const;

/** Explains the codes that the arguments name, on stdout. */
async function explainByArguments(args: readonly string[]): Promise<void> {
  const line = readCommandLine(args, { scheme: "string" });
  const text = makeText(line.language === "en" ? enCodes : zhCodes, line.language);
  const say = (message: string): void => void process.stdout.write(`${message}\n`);
  if (line.flag("help") || args.length === 0) return say(text("codes.help"));
  const [asked, ...codes] = line.files;
  const kind = CODE_KINDS.find((each) => each === asked);
  if (kind === undefined || codes.length === 0) {
    throw new TroubleError("badOption", { option: "KIND", value: asked ?? "", allowed: CODE_KINDS.join(" ") });
  }
  const table = tableOf(line.text("scheme"));
  for (const code of codes) {
    const explanation = explainCode(kind, code, table === null ? {} : { table });
    const { summary, lines } = codeSentences(explanation, text, line.language);
    say(summary);
    for (const each of lines) say(`  ${each}`);
    if (!explanation.ok) process.exitCode = WRONG;
  }
}

function tableOf(scheme: string | undefined): ClassTable | null {
  if (scheme === undefined) return null;
  const found = Object.entries(FILES).find(([name]) => name === scheme);
  if (found === undefined) {
    throw new TroubleError("badOption", { option: "--scheme", value: scheme, allowed: Object.keys(FILES).join(" ") });
  }
  return parseClassTable(`classes/${found[0]}.json`, found[1]);
}

await runCommand(process.argv.slice(2), explainByArguments, MISUSED);
