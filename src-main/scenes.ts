import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseScene, type Scene } from "../shared/scene.ts";
import { APP_ROOT } from "./app-root.ts";

const SCENES_DIR = join(APP_ROOT, "resources/scenes");

/** Names of the scenes there are, in order. */
export async function sceneNames(): Promise<string[]> {
  const files = await readdir(SCENES_DIR);
  return files
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length))
    .toSorted();
}

/** Reads one scene. @throws TroubleError sceneBroken */
export async function readScene(name: string): Promise<Scene> {
  return parseScene(name, JSON.parse(await readFile(join(SCENES_DIR, `${name}.json`), "utf8")));
}
