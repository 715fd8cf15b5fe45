/** The player for each kind of lane. */
import type { LaneKind } from "../../../shared/video/lane.ts";
import { playFragments } from "./fragments.ts";
import { playPeer } from "./peer.ts";
import { playPictures } from "./pictures.ts";
import { playPlaylist } from "./playlist.ts";
import type { Player, PlayerNeeds } from "./player.ts";
import { playStream } from "./stream.ts";

/**
 * @param url name of the playlist, of kind `hls`
 * @param stillEveryMs least time between two stills
 * @returns null when every video element of this window is in use
 */
export function makePlayer(kind: LaneKind, url: string, needs: PlayerNeeds, stillEveryMs: () => number): Player | null {
  switch (kind) {
    case "flv":
    case "ts":
      return playStream(kind, needs);
    case "fmp4":
      return playFragments(needs);
    case "hls":
      return playPlaylist(url, needs);
    case "whep":
      return playPeer(needs);
    case "mjpeg":
      return playPictures(kind, needs, () => 0);
    case "still":
      return playPictures(kind, needs, stillEveryMs);
  }
}
