/** The scenes that ship with the program, by name. */
import { parseScene, type Scene } from "../../shared/scene.ts";
import { TroubleError } from "../../shared/trouble.ts";

const files = import.meta.glob<unknown>("../../resources/scenes/*.json", { eager: true, import: "default" });

const nameOf = (path: string) => path.slice(path.lastIndexOf("/") + 1, -".json".length);

/** Checks and returns a scene. Throws `TroubleError` when there is none of that name or its file is wrong. */
export function sceneByName(name: string): Scene {
  const found = Object.entries(files).find(([path]) => nameOf(path) === name);
  if (found === undefined) {
    throw new TroubleError("sceneUnknown", { scene: name, known: Object.keys(files).map(nameOf).join(", ") });
  }
  return parseScene(name, found[1]);
}
