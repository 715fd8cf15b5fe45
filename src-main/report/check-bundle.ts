/**
 * Verifying a bundle: whose it is, that no byte of it was changed, and that every figure follows from its data. The first
 * thing that is wrong is named; nothing after it is looked at.
 */
import { createPublicKey, verify, type KeyObject } from "node:crypto";
import { strFromU8, unzipSync } from "fflate";
import * as v from "valibot";
import type { ReportVerified } from "../../shared/report.ts";
import { TroubleError, type Trouble } from "../../shared/trouble.ts";
import { BUNDLE_FORMAT, ENTRIES, MANIFEST, SIGNATURE, sha256 } from "./bundle.ts";
import { composeReport } from "./compose.ts";
import { DATA_FORMAT, reportDataSchema, type ReportData } from "./data.ts";
import { docxLines } from "./docx-text.ts";
import { fingerprint } from "./keys.ts";
import { linesOf, type Figure, type Paper } from "./paper.ts";
import { xlsxDifference } from "./xlsx-text.ts";

/** A bundle says of itself how large it is unpacked; beyond this it is none of ours, bytes. */
const MOST_BYTES = 2 ** 30;

const manifestSchema = v.object({
  format: v.number(),
  version: v.string(),
  period: v.string(),
  scheme: v.string(),
  schemeHash: v.string(),
  draft: v.boolean(),
  madeAt: v.number(),
  files: v.array(v.object({ name: v.string(), bytes: v.number(), sha256: v.string() })),
  key: v.string(),
});
const figuresSchema = v.array(
  v.object({
    section: v.string(),
    subject: v.string(),
    figure: v.string(),
    n: v.nullable(v.number()),
    d: v.nullable(v.number()),
    printed: v.string(),
  }),
);

export type Verdict =
  | { readonly ok: true; readonly verified: ReportVerified }
  | { readonly ok: false; readonly trouble: Trouble };

/**
 * Verifies a bundle.
 * @param pinned the key it must be signed with; null takes any, and says which
 */
export async function checkBundle(bytes: Uint8Array, pinned: KeyObject | null): Promise<Verdict> {
  try {
    return { ok: true, verified: await check(bytes, pinned) };
  } catch (error) {
    if (error instanceof TroubleError) return { ok: false, trouble: error.trouble };
    return { ok: false, trouble: { code: "bundleBroken", params: { why: whyOf(error) } } };
  }
}

const whyOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function check(bytes: Uint8Array, pinned: KeyObject | null): Promise<ReportVerified> {
  const entries = unpacked(bytes);
  const text = entryOf(entries, MANIFEST);
  const json = jsonOf(MANIFEST, text);
  const format = (json as { format?: unknown } | null)?.format;
  if (typeof format === "number" && format > BUNDLE_FORMAT) {
    throw new TroubleError("bundleNewer", { found: format, known: BUNDLE_FORMAT });
  }
  const manifest = shaped(manifestSchema, MANIFEST, json);
  const key = createPublicKey(manifest.key);
  if (pinned !== null && fingerprint(pinned) !== fingerprint(key)) {
    throw new TroubleError("bundleKey", { found: fingerprint(key), expected: fingerprint(pinned) });
  }
  const signature = Buffer.from(strFromU8(entryOf(entries, SIGNATURE)).trim(), "base64");
  if (key.asymmetricKeyType !== "ed25519" || !verify(null, text, key, signature)) {
    throw new TroubleError("bundleSignature");
  }
  for (const name of ENTRIES) {
    const named = manifest.files.find((file) => file.name === name);
    const entry = entryOf(entries, name);
    if (named === undefined || named.bytes !== entry.length || named.sha256 !== sha256(entry)) {
      throw new TroubleError("bundleChanged", { name });
    }
  }
  const known = new Set<string>([...ENTRIES, MANIFEST, SIGNATURE]);
  const stranger = Object.keys(entries).find((name) => !known.has(name));
  if (stranger !== undefined) throw new TroubleError("bundleChanged", { name: stranger });
  return recomputed(entries, manifest, { fingerprint: fingerprint(key), pinned: pinned !== null });
}

async function recomputed(
  entries: Readonly<Record<string, Uint8Array>>,
  { period, scheme, schemeHash, draft, madeAt }: v.InferOutput<typeof manifestSchema>,
  signed: Pick<ReportVerified, "fingerprint" | "pinned">,
): Promise<ReportVerified> {
  const json = jsonOf("data.json", entryOf(entries, "data.json"));
  const format = (json as { format?: unknown } | null)?.format;
  if (typeof format === "number" && format > DATA_FORMAT) {
    throw new TroubleError("bundleNewer", { found: format, known: DATA_FORMAT });
  }
  const data: ReportData = shaped(reportDataSchema, "data.json", json);
  const printed: readonly Figure[] = shaped(
    figuresSchema,
    "figures.json",
    jsonOf("figures.json", entryOf(entries, "figures.json")),
  );
  const { paper, figures, found } = composeReport(data);
  refuseOther("manifest.json", period, data.period);
  refuseOther("manifest.json", scheme, found.scheme.scheme);
  refuseOther("manifest.json", schemeHash, found.schemeHash);
  refuseOther("manifest.json", String(draft), String(data.draft));
  if (data.reproduces !== found.reproduces) refuseOther("data.json", String(data.reproduces), String(found.reproduces));
  const different = firstDifference(printed, figures);
  if (different !== null) throw new TroubleError("bundleFigure", different);
  await refuseOtherText(entries, paper);
  const { length } = data.cases.uid;
  return { period, scheme, schemeHash, draft, madeAt, figures: figures.length, cases: length, ...signed };
}

const shown = ({ n, d, printed }: Figure): string => (d === null ? printed : `${printed} (${n}/${d})`);

/** The first figure that is printed otherwise than it is worked out. */
export function firstDifference(
  printed: readonly Figure[],
  again: readonly Figure[],
): { section: string; subject: string; figure: string; printed: string; recomputed: string } | null {
  for (let i = 0; i < Math.max(printed.length, again.length); i++) {
    const [a, b] = [printed[i], again[i]];
    const same = a !== undefined && b !== undefined && nameOf(a) === nameOf(b) && shown(a) === shown(b);
    if (same) continue;
    const { section, subject, figure } = (a ?? b) as Figure;
    const moved = a !== undefined && b !== undefined && nameOf(a) !== nameOf(b);
    return {
      section,
      subject,
      figure,
      printed: a === undefined ? "—" : shown(a),
      recomputed: b === undefined || moved ? "—" : shown(b),
    };
  }
  return null;
}

const nameOf = ({ section, subject, figure }: Figure): string => [section, subject, figure].join("\n");

/** What a person reads in the documents must be what was worked out. */
async function refuseOtherText(entries: Readonly<Record<string, Uint8Array>>, paper: Paper): Promise<void> {
  const wanted = linesOf(paper);
  const found = docxLines(entryOf(entries, "report.docx"));
  for (let i = 0; i < Math.max(wanted.length, found.length); i++) {
    refuseOther("report.docx", found[i] ?? "—", wanted[i] ?? "—");
  }
  const different = await xlsxDifference(entryOf(entries, "report.xlsx"), paper);
  if (different !== null) refuseOther("report.xlsx", different.printed, different.recomputed);
}

function refuseOther(name: string, printed: string, again: string): void {
  if (printed !== again) throw new TroubleError("bundleText", { name, printed, recomputed: again });
}

function unpacked(bytes: Uint8Array): Record<string, Uint8Array> {
  let sum = 0;
  return unzipSync(bytes, {
    filter({ originalSize }) {
      sum += originalSize;
      if (sum > MOST_BYTES) throw new Error(`more than ${MOST_BYTES} bytes`);
      return true;
    },
  });
}

function entryOf(entries: Readonly<Record<string, Uint8Array>>, name: string): Uint8Array {
  const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
  if (entry === undefined) throw new TroubleError("bundleBroken", { why: name });
  return entry;
}

function jsonOf(name: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(strFromU8(bytes));
  } catch (error) {
    throw new TroubleError("bundleBroken", { why: `${name}: ${whyOf(error)}` });
  }
}

function shaped<S extends v.GenericSchema>(schema: S, name: string, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new TroubleError("bundleBroken", { why: `${name}: ${v.getDotPath(issue) ?? ""} ${issue.message}` });
}
