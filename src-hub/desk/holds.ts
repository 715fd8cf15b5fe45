/**
 * 云台占用: who turns which camera, one holder at a time and for a while (V51). Kept in memory: a hub that begins anew has
 * given none away. The seconds are real ones, whatever the pace of hub time: a camera turns no faster in a city that does.
 */
import type { DeskAnswer, DeskRequest } from "../../shared/wire/desk.ts";
import { done, recordSeen, refused, type Deciding } from "./answer.ts";

type Asked = Extract<DeskRequest, { ask: "holdCamera" }>;

interface Hold {
  /** Host and person: the same name at two hosts is two holders. */
  readonly holder: string;
  readonly by: string;
  /** Monotonic real ms. */
  readonly until: number;
}

export interface Holds {
  hold(deciding: Deciding, asked: Asked): DeskAnswer;
}

/** @param real monotonic real ms */
export function openHolds(real: () => number): Holds {
  const held = new Map<number, Hold>();

  return {
    hold(deciding, { uid, seconds }) {
      const camera = recordSeen(deciding, "cameras", uid);
      if (camera === null) return refused("unknownCamera");
      if (camera.kind !== "ptz") return refused("cannotTurn");
      const now = real();
      for (const [each, { until }] of held) if (until <= now) held.delete(each);
      const { by, asker } = deciding;
      const holder = JSON.stringify([asker.host ?? "", by]);
      const before = held.get(uid);
      if (before !== undefined && before.holder !== holder) {
        // Who does not hold it has nothing to let go of.
        return seconds === 0 ? done(deciding, uid) : refused("cameraHeld", before.by);
      }
      if (seconds === 0) held.delete(uid);
      else held.set(uid, { holder, by, until: now + seconds * 1_000 });
      return done(deciding, uid);
    },
  };
}
