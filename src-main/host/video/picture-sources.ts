/** Sources of single pictures: MJPEG that keeps coming, and stills that are asked for again and again (V65). */
import { TroubleError, type Trouble } from "../../../shared/trouble.ts";
import { carry, silence } from "./byte-source.ts";
import { boundaryOf, isJpeg, multipart, ownTime } from "./forms/multipart.ts";
import { mustBeGood, type Asked, type Reach } from "./reach.ts";
import { NOTHING_ASKED, troubleOf, type OpenSource } from "./source.ts";
import type { Picture, Watcher } from "./watcher.ts";

/** Real ms from one still to the next, where the camera answers quickly. */
export const STILL_MS = 2_000;
/** A camera that takes long is asked less often: it rests for so many times as long as it took. */
const REST = 2;

/** Who watches, and the newest picture for who joins. */
function audience(kind: "mjpeg" | "still") {
  const watchers = new Set<Watcher>();
  let last: Picture | null = null;
  return {
    watchers,
    show(picture: Picture): void {
      last = picture;
      for (const watcher of watchers) watcher.picture(picture);
    },
    join(watcher: Watcher): void {
      watchers.add(watcher);
      watcher.opened(kind, "");
      if (last !== null) watcher.picture(last);
    },
    leave: (watcher: Watcher) => void watchers.delete(watcher),
  };
}

export interface PictureOptions {
  /** Hub time, epoch ms. */
  readonly now: () => number;
  /** Each picture as it comes, so that the last can be kept. */
  readonly keep: (picture: Picture) => void;
}

export function mjpegSource(reach: Reach, asked: Asked, { now, keep }: PictureOptions): OpenSource {
  return async (ended, signal) => {
    const carrier = await carry(reach, { ...asked, signal });
    const boundary = boundaryOf(carrier.type);
    if (boundary === null) {
      carrier.close();
      throw new TroubleError("streamForm", { what: carrier.type || "MJPEG" });
    }
    const host = asked.url.hostname;
    const { show, join, leave } = audience("mjpeg");
    const parts = multipart(boundary);
    const quiet = silence(host, ended);
    carrier.onBytes((bytes) => {
      quiet.heard();
      try {
        for (const { bytes: jpeg, ownAt } of parts.take(bytes)) {
          const picture = { bytes: jpeg, at: now(), ownAt };
          keep(picture);
          show(picture);
        }
      } catch (error) {
        ended(troubleOf(error));
      }
    });
    carrier.onEnd((why) => ended({ code: "streamEnded", params: { why: `${host}${why === "" ? "" : `: ${why}`}` } }));
    return {
      ...NOTHING_ASKED,
      join,
      leave,
      close() {
        quiet.stop();
        carrier.close();
      },
    };
  };
}

/** Fetches one picture. @throws TroubleError */
export type TakeStill = (signal: AbortSignal) => Promise<Omit<Picture, "at">>;

/** One picture from an address. */
export function stillFrom(reach: Reach, asked: Asked): TakeStill {
  return async (signal) => {
    const answer = await reach.whole({ ...asked, signal });
    mustBeGood(answer);
    if (!isJpeg(answer.bytes)) throw new TroubleError("streamForm", { what: answer.type || "JPEG" });
    return { bytes: answer.bytes, ownAt: ownTime({ get: answer.header }) };
  };
}

/** @param real monotonic real ms */
export function stillSource(take: TakeStill, options: PictureOptions & { readonly real: () => number }): OpenSource {
  const { now, real, keep } = options;
  return async (ended, signal) => {
    const { watchers, show, join, leave } = audience("still");
    let tookMs = 0;
    async function once(): Promise<void> {
      const began = real();
      const picture: Picture = { ...(await take(signal)), at: now() };
      tookMs = real() - began;
      keep(picture);
      show(picture);
    }
    await once();
    let timer: NodeJS.Timeout;
    function wait(): void {
      timer = setTimeout(next, Math.max(STILL_MS - tookMs, REST * tookMs));
    }
    /** Nobody is asked while no window has taken in the picture before. */
    function next(): void {
      if (![...watchers].some((watcher) => watcher.caughtUp())) return wait();
      once().then(
        () => {
          if (!signal.aborted) wait();
        },
        (error: unknown) => {
          const trouble: Trouble = troubleOf(error);
          ended(trouble);
        },
      );
    }
    wait();
    return { ...NOTHING_ASKED, join, leave, close: () => clearTimeout(timer) };
  };
}
