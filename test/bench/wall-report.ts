/**
 * The evaluation report of a month of 10,000 cases (the two times it is compared with have as many each): made whole, with
 * DOCX, PDF, XLSX and the signed bundle that is verified before it is handed out; and that bundle verified once more.
 */
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { checkBundle } from "../../src-main/report/check-bundle.ts";
import { makeReport } from "../../src-main/report/make.ts";
import { inventedReport } from "../fixtures/report.ts";

const CASES = 10_000;
const DEPARTMENTS = 32;
const ROUNDS = 5;

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] as number;
const seconds = (since: number): number => Math.round(performance.now() - since) / 1_000;

export async function measureReport(
  say: (line: string) => void,
): Promise<{ readonly reportSeconds: number; readonly verifySeconds: number }> {
  const { privateKey } = generateKeyPairSync("ed25519");
  const data = inventedReport({ cases: CASES, departments: DEPARTMENTS });
  const made: number[] = [];
  const verified: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    let at = performance.now();
    const { bundle, figures } = await makeReport(data, privateKey);
    made.push(seconds(at));
    at = performance.now();
    const verdict = await checkBundle(bundle, createPublicKey(privateKey));
    verified.push(seconds(at));
    if (!verdict.ok) throw new Error(`the bench's own bundle does not verify: ${verdict.trouble.code}`);
    say(
      `report of ${CASES} cases: ${figures} figures, ${bundle.length} bytes, made in ${made.at(-1)} s, verified in ${verified.at(-1)} s`,
    );
  }
  return { reportSeconds: middle(made), verifySeconds: middle(verified) };
}
