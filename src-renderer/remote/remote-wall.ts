/** The wall that a remote holds in its hand, for each of its pages. */
import type { DirectAct } from "../../shared/direction/wall.ts";
import type { Choice } from "../board/direction/choices.ts";
import type { Asker } from "../board/direction/may.ts";
import type { WallLine } from "../board/direction/walls.ts";

/** A DirectAct without its wall. */
export type RemoteAct = DirectAct extends infer Act ? (Act extends DirectAct ? Omit<Act, "wall"> : never) : never;

export interface RemoteWall {
  readonly line: WallLine;
  readonly asker: Asker;
  readonly scenes: readonly Choice[];
  readonly playlists: readonly Choice[];
  /** What is on its way to the hub. */
  readonly busy: DirectAct["do"] | null;
  /** Why an act cannot be done now, in words; null when it can. */
  why(act: DirectAct["do"]): string | null;
  /** True when the hub did it; what it says is told at the foot. */
  send(act: RemoteAct): Promise<boolean>;
}
