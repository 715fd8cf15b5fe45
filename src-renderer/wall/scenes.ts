/** The scenes of the wall: those that the hub published, and where it has none of a name, the one that ships with the program. */
import { canonicalJson } from "../../shared/rules/canonical.ts";
import { parseScene, type Scene } from "../../shared/scene.ts";
import type { RecordOf } from "../../shared/tables.ts";
import { TroubleError, type Trouble } from "../../shared/trouble.ts";

const files = import.meta.glob<unknown>("../../resources/scenes/*.json", { eager: true, import: "default" });

const nameOf = (path: string) => path.slice(path.lastIndexOf("/") + 1, -".json".length);

const CONTENTS: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.entries(files).map(([path, value]) => [nameOf(path), value]),
);

/** The order of the tabs; scenes not named here follow by name. */
const ORDER = [
  ...["overview", "live", "backlog", "hotspots", "patrol", "cameras", "ranking", "dust", "vehicles"],
  ...["emergency", "leaders"],
];

const placeOf = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
const inTabs = (names: Iterable<string>) => [...names].toSorted((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1));

/** Scenes in the order of their tabs, and what is wrong with those that cannot be shown, or not as they should be. */
export interface SceneList {
  readonly scenes: readonly Scene[];
  readonly troubles: readonly Trouble[];
}

function attempt(name: string, value: unknown): Scene | Trouble {
  try {
    return parseScene(name, value);
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error;
    return error.trouble;
  }
}

/** Every scene of contents by name. */
export function scenesOf(read: Readonly<Record<string, unknown>>): SceneList {
  const all = inTabs(Object.keys(read)).map((name) => attempt(name, read[name]));
  return {
    scenes: all.filter((each): each is Scene => !("code" in each)),
    troubles: all.filter((each): each is Trouble => "code" in each),
  };
}

export const SHIPPED = scenesOf(CONTENTS);

/** What of a row of the table `rules` a scene is read from. */
export type SceneRow = Pick<RecordOf<"rules">, "name" | "body" | "trouble">;

/**
 * Reads scenes as the hub publishes them. A scene that did not change is the same object as before, and one that is as it
 * ships the same as the shipped one, so that nothing is drawn anew for it.
 */
export function createSceneReader(shipped = SHIPPED): (rows: readonly SceneRow[] | null) => SceneList {
  const own = new Map(
    shipped.scenes.map((scene) => [canonicalJson(CONTENTS[scene.scene] ?? scene), scene as Scene | Trouble]),
  );
  let before: ReadonlyMap<string, Scene | Trouble> = new Map();
  return (rows) => {
    if (rows === null) return shipped;
    const scenes = new Map(shipped.scenes.map((scene) => [scene.scene, scene]));
    const troubles: Trouble[] = [...shipped.troubles];
    const now = new Map<string, Scene | Trouble>();
    for (const { name, body, trouble } of rows) {
      if (trouble !== "") troubles.push(JSON.parse(trouble) as Trouble);
      // Nothing of that name could ever be read: the shipped one stays, where there is one.
      if (body === "") continue;
      const read = own.get(body) ?? before.get(body) ?? attempt(name, JSON.parse(body));
      now.set(body, read);
      if ("code" in read) troubles.push(read);
      else scenes.set(name, read);
    }
    before = now;
    return { scenes: inTabs(scenes.keys()).map((name) => scenes.get(name) as Scene), troubles };
  };
}

/** The scene of a name among those that ship, or why it cannot be shown. */
export function sceneByName(name: string, { scenes, troubles } = SHIPPED): Scene | Trouble {
  const found = scenes.find(({ scene }) => scene === name);
  if (found !== undefined) return found;
  const known = scenes.map(({ scene }) => scene).join(", ");
  return (
    troubles.find(({ params }) => params["scene"] === name) ?? {
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
