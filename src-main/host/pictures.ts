/** Pictures of cases: asked of the hub by their hash, checked against it, and kept on the disk for the next time. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, statSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Trouble } from "../../shared/trouble.ts";
import type { ActResult } from "../../shared/wire/port.ts";

/** All that are kept, bytes. */
const MOST_KEPT = 256 << 20;

export interface PicturesOptions {
  readonly dataDir: string;
  /** Whether a picture of this hash is among what this machine may see. */
  readonly shown: (sha256: string) => boolean;
  /** Its bytes from the hub; null where there is none to see, undefined while the hub cannot be asked. */
  readonly ask: (sha256: string) => Promise<Uint8Array | null | undefined>;
}

const not = (code: Trouble["code"]): ActResult => ({ did: "not", trouble: { code, params: {} } });
const isOf = (bytes: Uint8Array, sha256: string): boolean =>
  createHash("sha256").update(bytes).digest("hex") === sha256;

/** Answers with the picture of a hash. What may not be seen any more is not shown from the disk either. */
export function openPictures({ dataDir, shown, ask }: PicturesOptions): (sha256: string) => Promise<ActResult> {
  const folder = join(dataDir, "pictures");
  const sizes = sizesOf(folder);
  const done = (bytes: Uint8Array): ActResult => ({ did: "picture", type: "image/jpeg", bytes: new Uint8Array(bytes) });

  async function keep(name: string, bytes: Uint8Array): Promise<void> {
    const path = join(folder, name);
    await writeFile(`${path}.new`, bytes, { mode: 0o600 });
    await rename(`${path}.new`, path);
    sizes.set(name, bytes.byteLength);
    let kept = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    for (const [oldest, size] of sizes) {
      if (kept <= MOST_KEPT) break;
      kept -= size;
      sizes.delete(oldest);
      await rm(join(folder, oldest), { force: true });
    }
  }

  return async (sha256) => {
    if (!shown(sha256)) return not("pictureNone");
    const name = `${sha256}.jpg`;
    const here = await readFile(join(folder, name)).catch(() => null);
    if (here !== null && isOf(here, sha256)) return done(here);
    const bytes = await ask(sha256);
    if (bytes === undefined) return not("hubAway");
    if (bytes === null || !isOf(bytes, sha256)) return not("pictureNone");
    // A full disk costs the keeping, and nothing else.
    await keep(name, bytes).catch(() => undefined);
    return done(bytes);
  };
}

/** What lies there, oldest first. */
function sizesOf(folder: string): Map<string, number> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = readdirSync(folder)
      .filter((name) => name.endsWith(".jpg"))
      .map((name) => ({ name, stat: statSync(join(folder, name)) }));
    return new Map(
      found.toSorted((a, b) => a.stat.mtimeMs - b.stat.mtimeMs).map(({ name, stat }) => [name, stat.size]),
    );
  } catch {
    return new Map(); // a folder that cannot be made keeps nothing
  }
}
