/** What tiles need of the wall around them, and what they are asked to show from elsewhere on it. */
import { createContext, useContext, useSyncExternalStore } from "react";
import type { SceneVideo } from "../../shared/scene.ts";
import { store } from "../link/store.ts";
import type { Alarm } from "./tour.ts";

export interface VideoDesk {
  /** Name of the scene; what is chosen is kept under it. */
  readonly scene: string;
  /** What the scene's video panel begins with. */
  readonly video: SceneVideo;
  /** Whose data: the platform's name. */
  readonly source: string;
  /** Something covers the scene: nobody sees a tile. */
  readonly covered: boolean;
  /** Who asks, as the desk writes it down. */
  readonly author: () => string;
  /** Says a sentence at the foot of the window for a few seconds. */
  readonly notify: (sentence: string) => void;
  /** Opens a camera's card. */
  readonly openCamera: (uid: number) => void;
}

/** What a video panel begins with where its scene says nothing. */
export const PLAIN_VIDEO: SceneVideo = { layout: 9, group: "", dwellSeconds: 20 };

export const VideoDeskContext = createContext<VideoDesk>({
  scene: "",
  video: PLAIN_VIDEO,
  source: "",
  covered: false,
  author: () => "",
  notify: () => {},
  openCamera: () => {},
});
export const useVideoDesk = () => useContext(VideoDeskContext);

const NONE: readonly Alarm[] = [];
const alarms = store<readonly Alarm[]>(NONE);
const focus = store<number | null>(null);
const paused = store(false);

/** What calls for cameras at the moment. */
export const setAlarms = (next: readonly Alarm[]): void => alarms.set(next);
export const useAlarms = (): readonly Alarm[] => useSyncExternalStore(alarms.subscribe, alarms.get, alarms.get);

/** The camera that is looked at alone, by its uid; null for none. */
export const focusCamera = (uid: number | null): void => focus.set(uid);
export const focusedCamera = focus.get;
export const useFocusedCamera = (): number | null => useSyncExternalStore(focus.subscribe, focus.get, focus.get);

/** Whether somebody made the round stand still. */
export const pauseTour = (): void => paused.set(!paused.get());
export const useTourPaused = (): boolean => useSyncExternalStore(paused.subscribe, paused.get, paused.get);
