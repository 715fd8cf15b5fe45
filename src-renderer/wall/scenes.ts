/** The scenes that ship with the program, by name. */
import { parseScene, type Scene } from "../../shared/scene.ts";
import { TroubleError, type Trouble } from "../../shared/trouble.ts";

const files = import.meta.glob<unknown>("../../resources/scenes/*.json", { eager: true, import: "default" });

const nameOf = (path: string) => path.slice(path.lastIndexOf("/") + 1, -".json".length);

/** The order of the tabs; scenes not named here follow by name. */
const ORDER = ["overview", "backlog", "hotspots", "patrol", "vehicles", "cameras", "dust", "ranking"];

/** Every scene there is, in the order of the tabs, and what is wrong with those that cannot be shown. */
export function scenesOf(read: Readonly<Record<string, unknown>>): {
  readonly scenes: readonly Scene[];
  readonly troubles: readonly Trouble[];
} {
  const place = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  const names = Object.keys(read).toSorted((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  const scenes: Scene[] = [];
  const troubles: Trouble[] = [];
  for (const name of names) {
    try {
      scenes.push(parseScene(name, read[name]));
    } catch (error) {
      if (!(error instanceof TroubleError)) throw error;
      troubles.push(error.trouble);
    }
  }
  return { scenes, troubles };
}

export const SHIPPED = scenesOf(
  Object.fromEntries(Object.entries(files).map(([path, value]) => [nameOf(path), value])),
);

/** The scene of a name, or why it cannot be shown. */
export function sceneByName(name: string): Scene | Trouble {
  const found = SHIPPED.scenes.find(({ scene }) => scene === name);
  if (found !== undefined) return found;
  const known = SHIPPED.scenes.map(({ scene }) => scene).join(", ");
  return (
    SHIPPED.troubles.find(({ params }) => params["scene"] === name) ?? {
      code: "sceneUnknown",
      params: { scene: name, known },
    }
  );
}

/** The scene `steps` further among the tabs; beyond the last comes the first. */
export function sceneBeside(scenes: readonly Scene[], from: Scene, steps: 1 | -1): Scene {
  const at = scenes.findIndex(({ scene }) => scene === from.scene);
  return scenes[(at + steps + scenes.length) % scenes.length] ?? from;
}
