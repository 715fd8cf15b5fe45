/** The file of rejected rows: why, in words, and the row as it was, so that it can be put right and imported again. */
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { stringify } from "csv-stringify/sync";
import { TroubleError } from "../../shared/trouble.ts";
import type { Text } from "../../shared/text.ts";
import type { Rejection } from "./mapping/read-case.ts";

/** `why`: more words about this value, after those of the rule. */
type Told = Rejection & { readonly why?: string };

export interface Rejects {
  add(row: number, rejection: Told, cells: readonly string[]): void;
  /** Path of the file, null when no row was rejected. May be called again; rows added between would start it anew. */
  close(): string | null;
}

/** Opens the file when the first row is rejected. Throws trouble `exportTarget` when it cannot be written. */
export function rejectsFile(file: string, header: readonly string[], text: Text): Rejects {
  let handle: number | null = null;
  let written = false;
  let waiting: string[][] = [];
  const write = () => {
    if (waiting.length === 0) return;
    if (handle === null) {
      handle = openForWriting(file);
      const own = ["rejects.row", "rejects.field", "rejects.value", "rejects.reason"].map((key) => text(key));
      // The mark at the start makes spreadsheets read UTF-8.
      writeSync(handle, `\ufeff${stringify([[...own, ...header]])}`);
    }
    writeSync(handle, stringify(waiting));
    waiting = [];
  };
  return {
    add(row, { rule, field, value, why }, cells) {
      const filled = header.map((_, i) => cells[i] ?? "");
      const reason = why === undefined ? text(`reject.${rule}`) : `${text(`reject.${rule}`)} ${why}`;
      waiting.push([String(row), field, value, reason, ...filled, ...cells.slice(header.length)]);
      if (waiting.length >= 500) write();
    },
    close() {
      write();
      if (handle !== null) closeSync(handle);
      written ||= handle !== null;
      handle = null;
      return written ? file : null;
    },
  };
}

/** Opens a file for writing, making its folder. Throws trouble `exportTarget`. */
export function openForWriting(file: string): number {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return openSync(file, "w");
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === undefined) throw error;
    const why = WHY[code] ?? code;
    throw new TroubleError("exportTarget", { file, why });
  }
}

const WHY: Record<string, string> = {
  EACCES: "why.denied",
  EPERM: "why.denied",
  EROFS: "why.denied",
  EISDIR: "why.directory",
  ENOTDIR: "why.noFolder",
  EEXIST: "why.noFolder",
  ENOSPC: "why.diskFull",
};
