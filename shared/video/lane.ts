/** What a host tells of a camera that a window watches, on a lane of its own between the other messages of the port. */
import type { Trouble } from "../trouble.ts";
import type { StreamKind } from "./stream.ts";

/** What is spoken on a lane: an address's kind, and of a gateway what it was found to offer. */
export type LaneKind = Exclude<StreamKind, "gateway" | "wsFlv">;

export type LaneWord =
  /** It has been reached. `url` names a playlist to the player, and nothing on any network. */
  | { readonly is: "opened"; readonly kind: LaneKind; readonly url: string }
  /** The next bytes of `flv`, `ts` or `fmp4`, from the beginning of a stream; `at`: when they came, hub time, epoch ms. */
  | { readonly is: "bytes"; readonly bytes: Uint8Array; readonly at: number }
  /** One JPEG of `mjpeg` or `still`. `ownAt`: when it was taken as its source says, null when it does not say. */
  | {
      readonly is: "picture";
      readonly bytes: Uint8Array;
      readonly type: string;
      readonly at: number;
      readonly ownAt: number | null;
    }
  /** A file of an `hls` playlist; null when there is none, with the status that was answered (0 when nothing was). */
  | {
      readonly is: "piece";
      readonly n: number;
      readonly bytes: Uint8Array | null;
      readonly status: number;
      readonly at: number;
    }
  /** The other half of a WebRTC conversation. */
  | { readonly is: "answer"; readonly sdp: string }
  /** It is over, or could not be reached. The window decides when to try again, under another number. */
  | { readonly is: "closed"; readonly trouble: Trouble };
