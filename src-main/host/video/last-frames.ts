/**
 * The last picture of each camera on the disk, so that a host that has just begun, or cannot reach a camera, has one to
 * show with its time (V67). Of restricted cameras none is kept.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { rename, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RecordOf } from "../../../shared/tables.ts";
import { isJpeg } from "./forms/multipart.ts";
import type { Picture } from "./watcher.ts";

/** All of them together, bytes. */
const MOST_KEPT = 256 << 20;
/** One is written at most so often, real ms. */
const EVERY_MS = 10_000;

type Camera = Pick<RecordOf<"cameras">, "platform" | "id">;

export interface LastFrames {
  /** @param guard who may look through it now; asked for when the picture is due only */
  keep(camera: Camera, picture: Picture, guard: () => string): void;
  /** Null where there is none. */
  read(camera: Camera & Pick<RecordOf<"cameras">, "guard">): Picture | null;
}

/**
 * @param real monotonic real ms
 * @param most bytes of all of them
 */
export function openLastFrames(dataDir: string, real: () => number, most = MOST_KEPT): LastFrames {
  const folder = join(dataDir, "last-frames");
  const sizes = sizesOf(folder);
  const writtenAt = new Map<string, number>();
  const nameOf = ({ platform, id }: Camera): string =>
    `${createHash("sha256").update(`${platform}/${id}`).digest("hex").slice(0, 32)}.jpg`;

  /** Lets go of the oldest until all fit. Names in the order in which they were written. */
  async function prune(): Promise<void> {
    let kept = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
    for (const [name, bytes] of sizes) {
      if (kept <= most) return;
      kept -= bytes;
      sizes.delete(name);
      await rm(join(folder, name), { force: true });
    }
  }

  async function write(name: string, { bytes, at }: Picture): Promise<void> {
    const path = join(folder, name);
    await writeFile(`${path}.new`, bytes, { mode: 0o600 });
    await utimes(`${path}.new`, at / 1_000, at / 1_000);
    await rename(`${path}.new`, path);
    sizes.delete(name);
    sizes.set(name, bytes.byteLength);
    await prune();
  }

  return {
    keep(camera, picture, guard) {
      const name = nameOf(camera);
      if (real() - (writtenAt.get(name) ?? -Infinity) < EVERY_MS) return;
      writtenAt.set(name, real());
      if (guard() !== "open") {
        if (sizes.delete(name)) rmSync(join(folder, name), { force: true });
        return;
      }
      // A full disk costs the last picture, and nothing else.
      write(name, picture).catch(() => undefined);
    },
    read(camera) {
      if (camera.guard !== "open") return null;
      try {
        const path = join(folder, nameOf(camera));
        const bytes = new Uint8Array(readFileSync(path));
        return isJpeg(bytes) ? { bytes, at: Math.round(statSync(path).mtimeMs), ownAt: null } : null;
      } catch {
        return null; // there is none
      }
    },
  };
}

/** What lies there from before, oldest first. */
function sizesOf(folder: string): Map<string, number> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = readdirSync(folder)
      .filter((name) => name.endsWith(".jpg"))
      .map((name) => ({ name, ...statOf(join(folder, name)) }));
    return new Map(found.toSorted((a, b) => a.at - b.at).map(({ name, bytes }) => [name, bytes]));
  } catch {
    return new Map(); // a folder that cannot be made keeps nothing
  }
}

function statOf(path: string): { readonly at: number; readonly bytes: number } {
  const { mtimeMs, size } = statSync(path);
  return { at: mtimeMs, bytes: size };
}
