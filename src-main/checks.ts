import { mkdir, open, readFile, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { TroubleError } from "../shared/trouble.ts";
import type { Sentences } from "./sentences.ts";

/** Short name of a system error such as EACCES; the message when there is none. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return code ?? (error instanceof Error ? error.message : String(error));
}

/**
 * Makes the data folder and proves that it can be written to, by writing.
 * @returns its absolute path
 * @throws TroubleError dataReadOnly
 */
export async function ensureDataDir(dir: string): Promise<string> {
  const path = resolve(dir);
  const probe = join(path, `.write-test-${process.pid}`);
  try {
    await makeFolders(path);
    const file = await open(probe, "w");
    await file.close();
    await rm(probe, { force: true });
  } catch {
    throw new TroubleError("dataReadOnly", { dir: path });
  }
  return path;
}

/** Makes a folder and what is missing above it. Node's own recursive mkdir never ends where mkdir says ENOENT (/proc). */
async function makeFolders(path: string): Promise<void> {
  if ((await stat(path).catch(() => null))?.isDirectory()) return;
  if (dirname(path) !== path) await makeFolders(dirname(path));
  await mkdir(path).catch((error: unknown) => {
    if (reasonOf(error) !== "EEXIST") throw error; // another process may have been quicker
  });
}

/** More than any token takes, bytes. */
const TOKEN_FILE_BYTES = 4_096;

/**
 * Reads the token from its file, where it stands alone on one line.
 * @throws TroubleError tokenFile
 */
export async function readToken(file: string, sentences: Sentences): Promise<string> {
  const path = resolve(file);
  const no = (why: string): TroubleError => new TroubleError("tokenFile", { file: path, why });
  let text: string;
  try {
    const { size } = await stat(path);
    if (size > TOKEN_FILE_BYTES) throw no(sentences.cli("cli.tokenOther"));
    text = await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof TroubleError) throw error;
    const missing = reasonOf(error) === "ENOENT" || reasonOf(error) === "ENOTDIR";
    throw no(missing ? sentences.cli("cli.tokenNowhere") : reasonOf(error));
  }
  const token = text.replace(/^\ufeff/, "").trim();
  if (token === "") throw no(sentences.cli("cli.tokenEmpty"));
  if (!/^[\x21-\x7e]{1,200}$/.test(token)) throw no(sentences.cli("cli.tokenOther"));
  return token;
}
