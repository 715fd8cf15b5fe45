/** The next scene of a wall, with all that its panels need to be drawn behind the one that is seen: as it begins. */
import { useMemo } from "react";
import { layoutFor, type Scene } from "../../../shared/scene.ts";
import type { Desk } from "../../board/desk.ts";
import type { Words } from "../../kit/text.ts";
import { useSentence } from "../sentence.ts";
import { useWallVideo } from "../video-desk.ts";
import type { Staged } from "./stage.tsx";

/**
 * @param coming null while nothing comes: then there is no next one
 * @param aspect width over height of the wall
 */
export function useNext(
  coming: Scene | null,
  shown: Scene,
  aspect: number,
  desk: Desk,
  words: Words,
  covered: boolean,
): Staged | null {
  const scene = coming ?? shown;
  const layout = layoutFor(scene, aspect, 1);
  const sentence = useSentence(scene);
  const own = useMemo<Desk>(() => ({ ...desk, ...sentence }), [desk, sentence]);
  const video = useWallVideo(scene, layout, own, words, covered);
  return coming === null ? null : { scene, layout, desk: own, video };
}
