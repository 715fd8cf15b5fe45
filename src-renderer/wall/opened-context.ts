/** What of the wall's drawer the cameras go by. */
import { createContext, useContext } from "react";

export interface OpenedNow {
  /** uid of the case that is open, null for none. */
  readonly caseUid: number | null;
  /** uid of the camera whose card is open. */
  readonly camera: number | null;
  /** The scene has a video panel, where cameras open as tiles. */
  readonly hasVideo: boolean;
}

export const OpenedContext = createContext<OpenedNow>({ caseUid: null, camera: null, hasVideo: false });
export const useOpened = () => useContext(OpenedContext);
