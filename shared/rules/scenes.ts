/** Scenes as rule files of the hub: every wall shows the same ones, and a city changes them while the hub runs. */
import { LEAST_ARC_MINUTES } from "../direction/distance.ts";
import { tooSmall } from "../direction/legible.ts";
import { readScene, sceneSchema, type Scene } from "../scene.ts";
import { TroubleError } from "../trouble.ts";
import { checkRule } from "./check.ts";

/**
 * The content of `scenes/NAME.json`.
 * @throws TroubleError as `parseScene`, but `ruleBroken` for a member that is not as it should be, as of any other rule file;
 * `sceneTooSmall` when something of it cannot be read in the hall that it is made for
 */
export function parseSceneFile(file: string, value: unknown): Scene {
  const name = /([^/\\]+?)(?:\.json)?$/.exec(file)?.[1] ?? file;
  const read = readScene(name, value);
  if ("fault" in read) {
    if (read.fault instanceof TroubleError) throw read.fault;
    return checkRule(sceneSchema, file, value);
  }
  const { scene } = read;
  const [worst] = tooSmall(scene);
  if (worst === undefined || scene.viewing === undefined) return scene;
  throw new TroubleError("sceneTooSmall", {
    ...{ scene: name, path: "viewing", panel: worst.panel, metres: scene.viewing.metres, least: LEAST_ARC_MINUTES },
    // Never rounded up to what would do.
    minutes: Math.floor(worst.minutes * 10) / 10,
    near: Math.floor(worst.helps.metres * 10) / 10,
  });
}
