/** Plays FLV and MPEG-TS: mpegts.js takes them apart and feeds the browser's decoder; the bytes come from the lane. */
import type MpegtsModule from "mpegts.js";
import type { LaneWord } from "../../../shared/video/lane.ts";
import { formTrouble, untilLoaded, type Player, type PlayerNeeds } from "./player.ts";
import { openSurface, play } from "./surface.ts";
import { codecIn } from "./codec.ts";
import { wholeUnits } from "./whole-units.ts";

type Mpegts = typeof MpegtsModule;

let loading: Promise<Mpegts> | null = null;

/** The library, fetched when the first stream asks for it. It tells of its work to nobody. */
function library(): Promise<Mpegts> {
  loading ??= import("mpegts.js").then(({ default: mpegts }) => {
    mpegts.LoggingControl.applyConfig({ enableAll: false, enableError: false, enableWarn: false });
    return mpegts;
  });
  return loading;
}

/** Seconds of what was shown that stay in memory, at most and after tidying. */
const BEHIND_MOST = 8;
const BEHIND_LEAST = 4;

/** @returns null when every element is in use */
export function playStream(kind: "flv" | "ts", needs: PlayerNeeds): Player | null {
  const surface = openSurface({ calls: needs.calls });
  if (surface === null) return null;
  const { video } = surface;
  let player: MpegtsModule.Player | null = null;
  /** When the newest bytes came that were handed on. */
  let newestAt: number | null = null;
  const noted = () => {
    if (newestAt !== null) surface.appended(newestAt);
  };

  const words = untilLoaded(library(), (mpegts) => {
    const cut = wholeUnits(kind);
    let total = 0;
    let feed: ((bytes: Uint8Array<ArrayBuffer>) => void) | null = null;
    const waiting: Uint8Array<ArrayBuffer>[] = [];

    /** Stands where the library would have a connection of its own. */
    class LaneLoader extends mpegts.BaseLoader {
      constructor() {
        super("lane");
        this._needStash = false;
      }
      override open(): void {
        this._status = mpegts.LoaderStatus.kBuffering;
        feed = (bytes) => {
          this.onDataArrival(bytes.buffer, total, total + bytes.byteLength);
          total += bytes.byteLength;
        };
        for (const bytes of waiting.splice(0)) feed(bytes);
      }
      override abort(): void {
        this._status = mpegts.LoaderStatus.kComplete;
        feed = null;
      }
      override destroy(): void {
        feed = null;
        super.destroy();
      }
    }

    const made = mpegts.createPlayer(
      { type: kind === "ts" ? "mpegts" : "flv", isLive: true, hasAudio: false, hasVideo: true, url: "lane:" },
      {
        customLoader: LaneLoader,
        enableStashBuffer: false,
        enableWorker: false,
        liveSync: false,
        lazyLoad: false,
        deferLoadAfterSourceOpen: false,
        autoCleanupSourceBuffer: true,
        autoCleanupMaxBackwardDuration: BEHIND_MOST,
        autoCleanupMinBackwardDuration: BEHIND_LEAST,
        statisticsInfoReportInterval: 60_000,
      },
    );
    player = made;
    made.on(mpegts.Events.ERROR, (_type: string, detail: string, info: { readonly msg?: string }) => {
      // The library is in the middle of its work and would go on with what is taken from it.
      setTimeout(() => {
        if (player === made) needs.calls.onFailed(formTrouble(codecIn(info.msg ?? detail)));
      });
    });
    made.attachMediaElement(video);
    made.load();
    void play(video);

    return (word: LaneWord) => {
      if (word.is !== "bytes") return;
      noted();
      const bytes = cut(word.bytes);
      newestAt = word.at;
      if (bytes.byteLength === 0) return;
      if (feed === null) waiting.push(bytes);
      else feed(bytes);
    };
  });

  return {
    element: video,
    hear: words.hear,
    beat() {
      noted();
      surface.toLiveEdge();
    },
    work: surface.work,
    close() {
      words.end();
      const ended = player;
      player = null;
      ended?.destroy();
      surface.close();
    },
  };
}
