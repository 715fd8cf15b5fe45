/**
 * Turning cameras through their platform, or the hub where it renders them itself (V69). A camera that nobody goes on turning stops by itself: a window that has
 * gone cannot say that it let go.
 */
import type { RecordOf } from "../../../shared/tables.ts";
import { TroubleError } from "../../../shared/trouble.ts";
import { streamsOf } from "../../../shared/video/stream.ts";
import { wvpChannelId } from "../../../shared/video/wvp.ts";
import type { Gateway } from "./gateway.ts";

/** It stops when it is not told again for so long, real ms. */
export const LET_GO_MS = 10_000;

export interface Turning {
  /** Speeds from −1 to 1, all 0 to stop. @throws TroubleError cameraUnknown, cannotTurn, and what the platform says */
  turn(camera: number, pan: number, tilt: number, zoom: number): Promise<void>;
  preset(camera: number, number: number): Promise<void>;
  close(): void;
}

/** Whatever turns one camera. */
interface Turner {
  turn(pan: number, tilt: number, zoom: number): Promise<void>;
  preset(number: number): Promise<void>;
}

/** Pictures of the hub's own, by the address that it gives them. */
const OF_HUB = /^hub:\/*(pictures\/[\w.-]+)\.\w+(?:\?|$)/;

export function openTurning(options: {
  readonly camera: (uid: number) => RecordOf<"cameras"> | null;
  readonly gatewayOf: (uid: number) => Gateway | null;
  /** Tells the hub to do something with what it renders. */
  readonly tellHub: (path: string) => Promise<void>;
}): Turning {
  const letGo = new Map<number, NodeJS.Timeout>();

  function turnerOf(uid: number): Turner {
    const camera = options.camera(uid);
    if (camera === null) throw new TroubleError("cameraUnknown", {});
    if (camera.kind !== "ptz") throw new TroubleError("cannotTurn", {});
    const id = wvpChannelId(camera.channel);
    const gateway = camera.gateway === 0 ? null : options.gatewayOf(camera.gateway);
    if (gateway !== null && id !== null) {
      return {
        turn: (pan, tilt, zoom) => gateway.turn(id, pan, tilt, zoom),
        preset: (number) => gateway.preset(id, number),
      };
    }
    const own = streamsOf(camera)
      .map(({ url }) => OF_HUB.exec(url)?.[1])
      .find((path) => path !== undefined);
    if (own === undefined) throw new TroubleError("cannotTurn", {});
    return {
      turn: (pan, tilt, zoom) => options.tellHub(`${own}/turn?pan=${pan}&tilt=${tilt}&zoom=${zoom}`),
      preset: (number) => options.tellHub(`${own}/preset?number=${number}`),
    };
  }

  function still(uid: number): void {
    clearTimeout(letGo.get(uid));
    letGo.delete(uid);
  }

  async function turn(uid: number, pan: number, tilt: number, zoom: number): Promise<void> {
    const turner = turnerOf(uid);
    still(uid);
    if (pan !== 0 || tilt !== 0 || zoom !== 0) {
      const stop = () => {
        letGo.delete(uid);
        turn(uid, 0, 0, 0).catch(() => undefined);
      };
      letGo.set(uid, setTimeout(stop, LET_GO_MS));
    }
    await turner.turn(pan, tilt, zoom);
  }

  return {
    turn,
    async preset(uid, number) {
      const turner = turnerOf(uid);
      still(uid);
      await turner.preset(number);
    },
    close() {
      for (const uid of [...letGo.keys()]) {
        still(uid);
        turn(uid, 0, 0, 0).catch(() => undefined);
      }
    },
  };
}
