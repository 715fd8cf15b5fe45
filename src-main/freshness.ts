import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Newest change (epoch ms) of the files under these paths; 0 when there are none. */
async function newest(paths: readonly string[]): Promise<number> {
  let latest = 0;
  for (const path of paths) {
    const found = await stat(path).catch(() => null);
    if (found === null) continue;
    if (!found.isDirectory()) {
      if (!path.includes(".test.")) latest = Math.max(latest, found.mtimeMs);
      continue;
    }
    const entries = await readdir(path);
    latest = Math.max(latest, await newest(entries.map((entry) => join(path, entry))));
  }
  return latest;
}

/** Whether this folder holds the sources, so that parts can be built from them. */
export function isCheckout(root: string): boolean {
  return existsSync(join(root, "src-renderer/index.html")) && existsSync(join(root, "build/parts.ts"));
}

/**
 * Whether what was built is missing or older than what it is built from.
 * @param outputs all must exist; the oldest counts
 */
export async function isStale(root: string, outputs: readonly string[], sources: readonly string[]): Promise<boolean> {
  const times = await Promise.all(
    outputs.map((file) =>
      stat(join(root, file)).then(
        (found) => found.mtimeMs,
        () => 0,
      ),
    ),
  );
  return Math.min(...times) < (await newest(sources.map((source) => join(root, source))));
}

export const PAGE_SOURCES = ["src-renderer", "shared", "resources", "vite.config.ts", "package-lock.json"];
export const SHELL_SOURCES = [...PAGE_SOURCES, "src-main", "src-hub", "build"];
