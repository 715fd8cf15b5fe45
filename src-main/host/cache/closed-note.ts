/**
 * A note beside the file that says how it was when it was closed in order: looking through a whole gigabyte before the first
 * answer is for files that were not, or were touched since. Damage that comes while a file lies still is met when its page is
 * used, and set aside then.
 */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";

const noteOf = (file: string) => `${file}.closed`;

/** Size and time of the last writing, to the nanosecond. */
function stateOf(file: string): string {
  const { size, mtimeNs } = statSync(file, { bigint: true });
  return `${size} ${mtimeNs}`;
}

/** Notes that all connections have been closed; while this host still has the folder. A note that cannot be made is none. */
export function noteClosed(file: string): void {
  try {
    if (!existsSync(`${file}-wal`)) writeFileSync(noteOf(file), stateOf(file));
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
  }
}

/** Whether the file is as it was when it was closed in order. The note serves once. */
export function takeClosedNote(file: string): boolean {
  const note = noteOf(file);
  if (!existsSync(note)) return false;
  const noted = readFileSync(note, "utf8");
  rmSync(note);
  return existsSync(file) && !existsSync(`${file}-wal`) && stateOf(file) === noted;
}
