/** Makes a report: composes it, sets it three times, signs it, and verifies what came out before anybody gets it. */
import { createPublicKey, type KeyObject } from "node:crypto";
import { strToU8 } from "fflate";
import type { ReportStep } from "../../shared/report.ts";
import { TroubleError } from "../../shared/trouble.ts";
import { packBundle, type EntryName } from "./bundle.ts";
import { checkBundle } from "./check-bundle.ts";
import { composeReport } from "./compose.ts";
import type { ReportData } from "./data.ts";
import { writeDocx } from "./docx.ts";
import { writePdf } from "./pdf.ts";
import { writeXlsx } from "./xlsx.ts";

export interface MadeReport {
  readonly files: Readonly<Record<EntryName, Uint8Array>>;
  readonly bundle: Uint8Array;
  readonly figures: number;
}

/**
 * @param step is told before each step
 * @throws TroubleError when the scheme cannot be read or the result does not verify; plain errors when data are broken.
 */
export async function makeReport(
  given: ReportData,
  key: KeyObject,
  step: (step: ReportStep) => void = () => undefined,
): Promise<MadeReport> {
  step("compose");
  const first = composeReport(given);
  // Whether a final result reproduces is known only now, and is part of what is verified.
  const data: ReportData = { ...given, reproduces: first.found.reproduces };
  const { paper, figures, found } = first;
  step("docx");
  const docx = await writeDocx(paper);
  step("pdf");
  const pdf = await writePdf(paper, data.language, data.madeAt);
  step("xlsx");
  const xlsx = await writeXlsx(paper);
  step("sign");
  const files = {
    "report.docx": docx,
    "report.pdf": pdf,
    "report.xlsx": xlsx,
    "data.json": strToU8(JSON.stringify(data)),
    "figures.json": strToU8(`[\n${figures.map((each) => JSON.stringify(each)).join(",\n")}\n]\n`),
  };
  const { version, period, draft, madeAt } = data;
  const { schemeHash, scheme } = found;
  const bundle = packBundle(files, { version, period, draft, madeAt, schemeHash, scheme: scheme.scheme }, key);
  step("verify");
  const verdict = await checkBundle(bundle, createPublicKey(key));
  if (!verdict.ok) throw new TroubleError(verdict.trouble.code, verdict.trouble.params);
  return { files, bundle, figures: figures.length };
}
