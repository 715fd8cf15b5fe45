/** What each key and button of the wall does. */
import type { Scene } from "../../shared/scene.ts";
import type { Desk } from "../board/desk.ts";
import { focusCamera, focusedCamera, pauseTour } from "../camera/video-desk.ts";
import type { Language } from "../../shared/text.ts";
import type { Words } from "../kit/text.ts";
import type { Selection } from "../map/props.ts";
import type { Features } from "./features/feature.ts";
import { shadeBeside } from "./features/shade-choices.ts";
import type { Action } from "./keys.ts";
import { unlocated } from "./looking.ts";
import { sceneBeside } from "./scenes.ts";

/** Pages over the wall that are open or closed. */
export interface Pages {
  readonly help: boolean;
  readonly setHelp: (open: boolean) => void;
  readonly sync: boolean;
  readonly setSync: (open: boolean) => void;
  /** 运行状态, `take` with the question how much of the black box is wanted. */
  readonly ops: "closed" | "open" | "take";
  readonly setOps: (ops: Pages["ops"]) => void;
}

export interface Acting {
  readonly words: Words;
  readonly scenes: readonly Scene[];
  readonly scene: Scene;
  readonly showScene: (scene: Scene) => void;
  readonly desk: Desk;
  readonly features: Features;
  readonly pages: Pages;
  /** The whole city, null while nobody knows where it lies. */
  readonly home: Selection | null;
  /** The scene has a map, over which filter and layers lie. */
  readonly mapShown: boolean;
  readonly onLanguage: (language: Language) => void;
  /** The drawer is open. */
  readonly opened: boolean;
  /** uid of the unit whose card is open. */
  readonly openedUnit: number | null;
  /** uid of the camera whose card is open. */
  readonly openedCamera: number | null;
  /** Takes the frame that the camera's tile shows, or shows the tile first. */
  readonly snap: (camera: number) => void;
  /** One step back in the drawer. */
  readonly back: () => void;
  /** What is asked of the hub for the whole wall; `leave` is false where there is nothing to leave. */
  readonly directing: { readonly hold: () => void; readonly restore: () => void; readonly leave: () => boolean };
  readonly setTestCard: (shown: boolean) => void;
  /** The test card is shown because somebody at this window asked for it. */
  readonly testCard: boolean;
}

export function perform(action: Action, acting: Acting): void {
  const { words, scenes, scene, showScene, desk, features, pages, home, mapShown, onLanguage, opened, back } = acting;
  switch (action.do) {
    case "period":
      desk.setPeriod(action.period);
      return;
    case "scene": {
      const next = scenes.find((each) => each.scene === action.scene);
      if (next !== undefined) showScene(next);
      return;
    }
    case "beside":
      showScene(sceneBeside(scenes, scene, action.steps));
      return;
    case "spots":
      features.setLayer("spots", !features.layers.has("spots"));
      return;
    case "shade":
      features.setShade(shadeBeside(features.shade));
      return;
    case "home":
      if (home !== null) desk.goTo({ ...home });
      return;
    case "fullscreen":
      if (document.fullscreenElement !== null) void document.exitFullscreen();
      else
        document.documentElement.requestFullscreen().catch(() => desk.notify(words.text("notice.fullscreenRefused")));
      return;
    case "language":
      onLanguage(words.language === "en" ? "zh-CN" : "en");
      return;
    case "sync":
      pages.setOps("closed");
      pages.setSync(!pages.sync);
      return;
    case "ops":
      pages.setSync(false);
      pages.setOps(pages.ops === "closed" ? "open" : "closed");
      return;
    case "take":
      pages.setSync(false);
      pages.setOps("take");
      return;
    case "help":
      pages.setHelp(!pages.help);
      return;
    case "undo":
      desk.undo?.();
      return;
    case "clear":
      desk.clear?.();
      return;
    case "filter": {
      // With a camera before one's eyes the key is the shutter.
      const camera = focusedCamera() ?? acting.openedCamera;
      if (camera !== null) return acting.snap(camera);
      if (mapShown) features.setOverlay(features.overlay === "filter" ? null : "filter");
      return;
    }
    case "tour":
      pauseTour();
      return;
    case "card": {
      const camera = focusedCamera();
      if (camera !== null) desk.openThing({ kind: "camera", uid: camera });
      return;
    }
    case "layers":
      if (!mapShown) return;
      features.setOverlay(features.overlay === action.do ? null : action.do);
      return;
    case "search":
      features.setOverlay(features.overlay === action.do ? null : action.do);
      return;
    case "replay":
      features.setReplayOpen(!features.replayOpen);
      return;
    case "unlocated":
      desk.open(unlocated(desk));
      return;
    case "follow":
      // Whom the map follows it lets go; else it follows whose card is open.
      if (features.follow === null && acting.openedUnit === null) desk.notify(words.text("follow.none"));
      else features.setFollow(features.follow === null ? acting.openedUnit : null);
      return;
    case "hold":
      acting.directing.hold();
      return;
    case "restore":
      acting.directing.restore();
      return;
    case "testCard":
      acting.setTestCard(!acting.testCard);
      return;
    case "escape":
      if (acting.testCard) acting.setTestCard(false);
      else if (features.overlay !== null) features.setOverlay(null);
      else if (pages.help) pages.setHelp(false);
      else if (pages.sync) pages.setSync(false);
      else if (pages.ops !== "closed") pages.setOps("closed");
      else if (focusedCamera() !== null) focusCamera(null);
      else if (features.replayOpen && !opened) features.setReplayOpen(false);
      else if (opened || !acting.directing.leave()) back();
  }
}
