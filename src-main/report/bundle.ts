/**
 * A report with all that it was worked out from, as one file: a ZIP whose manifest names every entry with its SHA-256, and
 * whose signature is one of Ed25519 over the manifest.
 */
import { createHash, sign, type KeyObject } from "node:crypto";
import { strToU8, zipSync } from "fflate";
import { publicText } from "./keys.ts";

/** The newest form of bundles that this program knows. */
export const BUNDLE_FORMAT = 1;
export const MANIFEST = "manifest.json";
export const SIGNATURE = "signature.txt";
/** Everything that a bundle holds beside manifest and signature. */
export const ENTRIES = ["report.docx", "report.pdf", "report.xlsx", "data.json", "figures.json"] as const;
export type EntryName = (typeof ENTRIES)[number];

export interface Manifest {
  readonly format: number;
  readonly product: string;
  /** Of the program that made it. */
  readonly version: string;
  readonly period: string;
  readonly scheme: string;
  readonly schemeHash: string;
  readonly draft: boolean;
  /** Hub time, epoch ms. */
  readonly madeAt: number;
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
  /** Public key that it is signed with, PEM. */
  readonly key: string;
}

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

export type About = Omit<Manifest, "format" | "product" | "files" | "key">;

/** The bytes of a bundle. The same entries and key give the same bytes. */
export function packBundle(entries: Readonly<Record<EntryName, Uint8Array>>, about: About, key: KeyObject): Uint8Array {
  const files = ENTRIES.map((name) => ({ name, bytes: entries[name].length, sha256: sha256(entries[name]) }));
  const manifest: Manifest = { format: BUNDLE_FORMAT, product: "Citywall", ...about, files, key: publicText(key) };
  const text = strToU8(`${JSON.stringify(manifest, null, 2)}\n`);
  const signature = strToU8(`${sign(null, text, key).toString("base64")}\n`);
  const mtime = new Date(about.madeAt);
  // Documents are packed already.
  const packed = Object.fromEntries(
    ENTRIES.map((name) => [name, [entries[name], { level: name.endsWith(".json") ? 6 : 0 }] as const]),
  );
  return zipSync({ ...packed, [MANIFEST]: text, [SIGNATURE]: signature }, { mtime });
}
