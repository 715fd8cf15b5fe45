/**
 * What walls showed last, kept on this machine: a wall that is started while the hub is away goes on with it (X13). A small file,
 * put in place whole or not at all.
 */
import { renameSync, rmSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { wallStateSchema, type WallState } from "../../../shared/direction/wall.ts";

const keptSchema = v.object({ version: v.literal(1), walls: v.array(wallStateSchema) });
const fileOf = (dataDir: string): string => join(dataDir, "walls.json");

/** Nothing where there is no file, or none that can be read: the wall then shows its own scene until the hub is heard. */
export function readKeptWalls(dataDir: string): readonly WallState[] {
  try {
    const { success, output } = v.safeParse(keptSchema, JSON.parse(readFileSync(fileOf(dataDir), "utf8")));
    return success ? output.walls : [];
  } catch {
    return [];
  }
}

/** False when the disk did not take it: it lasts as long as the host then. */
export function keepWalls(dataDir: string, walls: readonly WallState[]): boolean {
  const file = fileOf(dataDir);
  const half = `${file}.new`;
  try {
    writeFileSync(half, `${JSON.stringify({ version: 1, walls })}\n`, { mode: 0o600 });
    renameSync(half, file);
    return true;
  } catch {
    rmSync(half, { force: true });
    return false;
  }
}
