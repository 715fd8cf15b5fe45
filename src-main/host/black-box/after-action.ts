/**
 * The after-action file (复盘): what walls showed and what seats did between two instants, as one zip that any browser
 * opens without this program: index.html, acts.csv, the pictures, and a manifest with the SHA-256 of each (rule X79).
 */
import { createHash } from "node:crypto";
import { mkdir, open, rename, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as breath } from "node:timers/promises";
import { Zip, ZipDeflate, ZipPassThrough } from "fflate";
import { MOST_EXPORT_MS, MOST_EXPORT_PICTURES } from "../../../shared/ops.ts";
import { TroubleError } from "../../../shared/trouble.ts";
import type { Language } from "../../../shared/text.ts";
import { actsTable } from "./acts-table.ts";
import type { BoxAct, StampedAct } from "./acts.ts";
import type { BoxRecord } from "./records.ts";
import { viewerPage, type Shot } from "./viewer.ts";
import { instantWriter } from "./words.ts";

export interface AfterActionOptions {
  /** Reads the records of a stretch, as often as it is called. */
  readonly read: (from: number, to: number) => AsyncIterable<BoxRecord>;
  /** Hub time, epoch ms. */
  readonly from: number;
  readonly to: number;
  /** Where the file goes; made when missing. */
  readonly folder: string;
  readonly language: Language;
  /** The hall's zone. */
  readonly zone: string;
  readonly product: string;
  readonly version: string;
  readonly host: string;
  /** Hub time now. */
  readonly now: number;
  readonly mostPictures?: number;
}

export interface AfterAction {
  readonly file: string;
  readonly pictures: number;
  readonly acts: number;
  readonly bytes: number;
  /** Of so many pictures one was taken; 1: all. */
  readonly oneOf: number;
}

/** Pictures written between two pauses in which the host does its other work. */
const BETWEEN_BREATHS = 20;
/** Room that must be left on the disk beside the file, bytes; and the largest file a zip of this kind holds. */
const LEAVE_FREE = 200_000_000;
const MOST_BYTES = 3_500_000_000;

/**
 * Writes the file; gives what is in it.
 * @throws TroubleError blackBoxStretch, blackBoxEmpty, diskFull
 */
export async function writeAfterAction(options: AfterActionOptions): Promise<AfterAction> {
  const { read, from, to, folder, zone } = options;
  if (to <= from || to - from > MOST_EXPORT_MS) {
    throw new TroubleError("blackBoxStretch", { hours: MOST_EXPORT_MS / 3_600_000 });
  }
  const { acts, pictures, bytes } = await survey(read(from, to));
  if (acts.length + pictures === 0) throw new TroubleError("blackBoxEmpty");
  const oneOf = Math.max(1, Math.ceil(pictures / (options.mostPictures ?? MOST_EXPORT_PICTURES)));
  if (bytes / oneOf > MOST_BYTES) throw new TroubleError("blackBoxStretch", { hours: MOST_EXPORT_MS / 3_600_000 });
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < bytes / oneOf + LEAVE_FREE) throw new TroubleError("diskFull", { dir: folder });
  const instant = instantWriter(zone);
  const stamp = (at: number) => instant(at).replaceAll(/[-:]/g, "").replace(" ", "-");
  const file = join(folder, `after-action-${stamp(from)}-${stamp(to)}.zip`);
  const part = `${file}.part`;
  try {
    const written = await pack(part, options, acts, oneOf);
    await rename(part, file);
    return { file, acts: acts.length, oneOf, ...written };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** Reads once through: the acts, and how many pictures of how many bytes there are. */
async function survey(records: AsyncIterable<BoxRecord>) {
  const acts: StampedAct[] = [];
  let [pictures, bytes, count] = [0, 0, 0];
  for await (const record of records) {
    if (++count % 500 === 0) await breath();
    if (record.kind === "act") acts.push({ at: record.at, ...(JSON.parse(text(record.body)) as BoxAct) });
    else pictures++;
    bytes += record.body.length;
  }
  return { acts, pictures, bytes };
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");

async function pack(part: string, options: AfterActionOptions, acts: readonly StampedAct[], oneOf: number) {
  const out = await open(part, "w", 0o600);
  try {
    const ready: Uint8Array[] = [];
    let failed: Error | null = null;
    let bytes = 0;
    const zip = new Zip((error, chunk) => {
      if (error !== null) failed = error;
      else ready.push(chunk);
    });
    const flush = async () => {
      if (failed !== null) throw failed;
      for (const chunk of ready.splice(0)) {
        await out.write(chunk);
        bytes += chunk.length;
      }
    };
    const files: { readonly name: string; readonly bytes: number; readonly sha256: string }[] = [];
    const put = async (name: string, body: Uint8Array) => {
      const entry = name.endsWith(".jpg") ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
      zip.add(entry);
      entry.push(body, true);
      files.push({ name, bytes: body.length, sha256: createHash("sha256").update(body).digest("hex") });
      await flush();
    };

    const shots: Shot[] = [];
    const windows: string[] = [];
    const seen = new Map<string, number>();
    for await (const record of options.read(options.from, options.to)) {
      if (record.kind !== "picture") continue;
      const before = seen.get(record.name) ?? 0;
      seen.set(record.name, before + 1);
      if (before % oneOf !== 0) continue;
      if (!windows.includes(record.name)) windows.push(record.name);
      const window = windows.indexOf(record.name);
      const name = `pictures/${window + 1}/${String(before + 1).padStart(6, "0")}.jpg`;
      await put(name, record.body);
      shots.push({ at: record.at, window, file: name });
      if (shots.length % BETWEEN_BREATHS === 0) await breath();
    }
    const { product, version, host, from, to, language, zone, now } = options;
    const about = { product, version, host, from, to, zone, madeAt: now, oneOf };
    await put("acts.csv", Buffer.from(actsTable(acts, zone, language), "utf8"));
    await put("index.html", Buffer.from(viewerPage({ about, windows, shots, acts, language }), "utf8"));
    const manifest = { format: 1, ...about, windows, pictures: shots.length, acts: acts.length, files };
    const last = new ZipDeflate("manifest.json", { level: 6 });
    zip.add(last);
    last.push(Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`, "utf8"), true);
    zip.end();
    await flush();
    await out.sync();
    return { pictures: shots.length, bytes };
  } finally {
    await out.close();
  }
}
