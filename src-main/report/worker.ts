/**
 * The thread that makes and verifies reports, so that a host that serves windows never waits for one. It is given data and
 * folders, tells each step, and ends.
 */
import { createPublicKey } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import type { ReportMade, ReportStep, ReportVerified } from "../../shared/report.ts";
import { TroubleError, type Trouble } from "../../shared/trouble.ts";
import { checkBundle } from "./check-bundle.ts";
import type { ReportData } from "./data.ts";
import { fingerprint, signingKey } from "./keys.ts";
import { makeReport } from "./make.ts";

/** What the thread is to do; folders are absolute. */
export type ReportOrder =
  | {
      readonly do: "make";
      readonly data: ReportData;
      readonly about: Pick<ReportMade, "name" | "title" | "scheme">;
      /** Folder of all reports, and of keys. */
      readonly folder: string;
      readonly keys: string;
    }
  | { readonly do: "verify"; readonly bundle: string; readonly keys: string };

/** What it says: steps on the way, and how it ended. */
export type ReportWord =
  | { readonly say: "step"; readonly step: ReportStep }
  | { readonly say: "made"; readonly made: ReportMade; readonly fingerprint: string }
  | { readonly say: "verified"; readonly verified: ReportVerified }
  | { readonly say: "not"; readonly trouble: Trouble }
  /** `code`: the system's, "" for none. */
  | { readonly say: "failed"; readonly why: string; readonly code: string };

/** What is written beside a report for the list of them. */
export const ABOUT = "about.json";

async function make(
  order: Extract<ReportOrder, { do: "make" }>,
  tell: (word: ReportWord) => void,
): Promise<ReportWord> {
  const { data, about, folder, keys } = order;
  const key = await signingKey(keys);
  const { files, bundle, figures } = await makeReport(data, key, (step) => tell({ say: "step", step }));
  const { period, draft, madeAt, by } = data;
  const cases = data.cases.uid.length;
  const made: ReportMade = { ...about, period, draft, madeAt, by, figures, cases, bytes: bundle.length };
  // Written aside and renamed: a folder of a report is whole or is not there.
  const aside = join(folder, `.${about.name}.part`);
  await rm(aside, { recursive: true, force: true });
  try {
    await mkdir(aside, { recursive: true });
    for (const [name, bytes] of Object.entries(files)) {
      if (!name.endsWith(".json")) await writeFile(join(aside, name.replace("report", about.name)), bytes);
    }
    await writeFile(join(aside, `${about.name}.citywall`), bundle);
    await writeFile(join(aside, ABOUT), `${JSON.stringify(made, null, 2)}\n`);
    await rename(aside, join(folder, about.name));
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    throw error;
  }
  return { say: "made", made, fingerprint: fingerprint(createPublicKey(key)) };
}

async function verify({ bundle, keys }: Extract<ReportOrder, { do: "verify" }>): Promise<ReportWord> {
  const key = createPublicKey(await signingKey(keys));
  const verdict = await checkBundle(await readFile(bundle), key);
  return verdict.ok ? { say: "verified", verified: verdict.verified } : { say: "not", trouble: verdict.trouble };
}

/** Does what was ordered; what it ends with is told last. */
export async function carryOut(order: ReportOrder, tell: (word: ReportWord) => void): Promise<ReportWord> {
  try {
    return order.do === "make" ? await make(order, tell) : await verify(order);
  } catch (error) {
    if (error instanceof TroubleError) return { say: "not", trouble: error.trouble };
    const { code = "" } = error as NodeJS.ErrnoException;
    return { say: "failed", why: error instanceof Error ? error.message : String(error), code };
  }
}

const port = parentPort;
if (port !== null) {
  const tell = (word: ReportWord) => port.postMessage(word);
  tell(await carryOut(workerData as ReportOrder, tell));
}
