/** What the wall gives its camera tiles. */
import { useCallback, useMemo } from "react";
import type { Layout, Scene } from "../../shared/scene.ts";
import type { Desk } from "../board/desk.ts";
import { rememberedAuthor } from "../board/evaluation/author.ts";
import { hasTile, takeSnapshot } from "../camera/snapshot.ts";
import { focusCamera, PLAIN_VIDEO, type VideoDesk } from "../camera/video-desk.ts";
import type { Words } from "../kit/text.ts";
import type { Opened } from "./opened.ts";
import type { OpenedNow } from "./opened-context.ts";

const videoOf = ({ panels }: Layout) => panels.find(({ panel }) => panel === "video");

export function useWallVideo(
  { scene }: Scene,
  layout: Layout,
  desk: Pick<Desk, "source" | "notify" | "openThing">,
  words: Words,
  covered: boolean,
): VideoDesk {
  const { source, notify, openThing } = desk;
  const video = videoOf(layout)?.video ?? PLAIN_VIDEO;
  return useMemo(
    () => ({
      scene,
      video,
      source,
      covered,
      notify,
      author: () => rememberedAuthor() || words.text("product.title"),
      openCamera: (uid) => openThing({ kind: "camera", uid }),
    }),
    [scene, video, source, covered, notify, openThing, words],
  );
}

/** What of the drawer the cameras go by. */
export function useOpenedNow(opened: Opened | undefined, layout: Layout): OpenedNow {
  const caseUid = opened?.show === "case" ? opened.uid : null;
  const camera = opened?.show === "thing" && opened.thing.kind === "camera" ? opened.thing.uid : null;
  const hasVideo = videoOf(layout) !== undefined;
  return useMemo(() => ({ caseUid, camera, hasVideo }), [caseUid, camera, hasVideo]);
}

/** Takes the frame that a camera's tile shows; a camera without a tile is given one first. */
export function useSnapCamera(words: Words, notify: (sentence: string) => void): (uid: number) => void {
  return useCallback(
    (uid) => {
      if (!hasTile(uid)) return focusCamera(uid);
      void takeSnapshot(uid).then((without) => {
        if (without !== null) notify(words.text("video.noFrame", { name: words.name(without) }));
      });
    },
    [words, notify],
  );
}
