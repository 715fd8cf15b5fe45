/**
 * `npm run verify -- BUNDLE [--key FILE] [--lang L]`: verifies the bundle of an evaluation report on whatever machine.
 * Ends with 0 when every figure comes out the same, 1 when something differs, 2 when it was asked wrongly.
 */
import { createPublicKey, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { ReportVerified } from "../../shared/report.ts";
import { TroubleError } from "../../shared/trouble.ts";
import { reasonOf } from "../checks.ts";
import { languageOf } from "../options.ts";
import { sentencesIn } from "../sentences.ts";
import { checkBundle } from "./check-bundle.ts";
import { periodText } from "./format.ts";
import { reportText, type ReportText } from "./words.ts";

const [DIFFERENT, MISUSED] = [1, 2];

/** What is said of a bundle that is as it was made. */
export function verifiedLines(verified: ReportVerified, text: ReportText): string[] {
  const { period, scheme, schemeHash, cases, figures, draft, pinned, fingerprint } = verified;
  return [
    text("verify.fine", { period: periodText(period, text), scheme, hash: schemeHash.slice(0, 16), cases, figures }),
    ...(draft ? [text("verify.draft")] : []),
    text(pinned ? "verify.pinned" : "verify.unpinned", { fingerprint }),
  ];
}

async function keyOf(file: string): Promise<KeyObject> {
  try {
    return createPublicKey(await readFile(file, "utf8"));
  } catch (error) {
    throw new TroubleError("keyBroken", { file, why: reasonOf(error) });
  }
}

async function run(args: readonly string[]): Promise<void> {
  const language = languageOf(args, process.env);
  const sentences = sentencesIn(language);
  const text = reportText(language);
  const write = (line: string) => void process.stdout.write(`${line}\n`);
  const misused = (line: string) => {
    process.stderr.write(`${line}\n`);
    process.exitCode = MISUSED;
  };
  const options = { key: { type: "string" }, lang: { type: "string" }, help: { type: "boolean", short: "h" } } as const;
  let asked: { values: { key?: string; help?: boolean }; positionals: string[] };
  try {
    asked = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch {
    return misused(text("verify.help"));
  }
  const { values, positionals } = asked;
  const [file, ...more] = positionals;
  if (values.help === true) return write(text("verify.help"));
  if (file === undefined || more.length > 0) return misused(text("verify.help"));
  try {
    const pinned = values.key === undefined ? null : await keyOf(values.key);
    const bytes = await readFile(file).catch((error: unknown) => {
      if (reasonOf(error) === "ENOENT") throw new TroubleError("fileMissing", { file });
      throw new TroubleError("fileUnreadable", { file, why: reasonOf(error) });
    });
    const verdict = await checkBundle(bytes, pinned);
    if (verdict.ok) for (const line of verifiedLines(verdict.verified, text)) write(line);
    else {
      process.stderr.write(`${sentences.trouble(verdict.trouble)}\n`);
      process.exitCode = DIFFERENT;
    }
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error;
    misused(sentences.trouble(error.trouble));
  }
}

if (import.meta.main) await run(process.argv.slice(2));
