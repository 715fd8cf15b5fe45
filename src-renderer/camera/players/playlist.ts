/** Plays HLS: hls.js reads the playlist and asks for its files, which come over the lane. */
import type Hls from "hls.js";
import type { Fragment, Loader, LoaderCallbacks, LoaderConfiguration, LoaderContext, LoaderStats } from "hls.js";
import type { LaneWord } from "../../../shared/video/lane.ts";
import { codecName } from "./codec.ts";
import { formTrouble, untilLoaded, type Player, type PlayerNeeds } from "./player.ts";
import { openSurface, play } from "./surface.ts";

type Library = typeof Hls;
type Piece = Extract<LaneWord, { is: "piece" }>;

let loading: Promise<Library> | null = null;

function library(): Promise<Library> {
  loading ??= import("hls.js/light").then((module) => module.default);
  return loading;
}

/** V19 for playlists, whose bytes come in files: behind where the library wants to be, seconds. */
const BEHIND_SECONDS = 1;
/** Files whose times are remembered. */
const REMEMBERED = 12;

/** The files that were asked for and have not come. */
interface Wanted {
  ask(url: string, answer: (piece: Piece) => void): number;
  forget(n: number): void;
}

/** @returns null when every element is in use */
export function playPlaylist(url: string, needs: PlayerNeeds): Player | null {
  /** When a place in the medium was taken, as the playlist says by EXT-X-PROGRAM-DATE-TIME. */
  let dated: { readonly start: number; readonly end: number; readonly at: number }[] = [];
  const surface = openSurface({
    calls: needs.calls,
    ownAt(media) {
      const within = dated.findLast((stretch) => media >= stretch.start && media < stretch.end + 0.1);
      return within === undefined ? null : within.at + (media - within.start) * 1000;
    },
  });
  if (surface === null) return null;
  const { video } = surface;
  const answers = new Map<number, (piece: Piece) => void>();
  let next = 1;
  let hls: Hls | null = null;
  /** When the file at an address came. */
  const cameAt = new Map<string, number>();

  const wanted: Wanted = {
    ask(address, answer) {
      const n = next++;
      answers.set(n, answer);
      needs.lane.want(n, address);
      return n;
    },
    forget: (n) => void answers.delete(n),
  };

  const words = untilLoaded(library(), (Player) => {
    const made = new Player({
      loader: laneLoader(wanted, needs.clock, (address, at) => {
        cameAt.set(address, at);
        for (const old of [...cameAt.keys()].slice(0, -REMEMBERED)) cameAt.delete(old);
      }),
      enableWorker: false, // the page runs no script but its own files
      autoStartLoad: true,
      startFragPrefetch: true,
      liveSyncDurationCount: 1,
      liveMaxLatencyDurationCount: 4,
      liveDurationInfinity: true,
      backBufferLength: 4,
      maxBufferLength: 8,
      maxMaxBufferLength: 16,
      maxBufferSize: 8_000_000,
    });
    hls = made;
    const { Events, ErrorTypes } = Player;
    made.on(Events.FRAG_BUFFERED, (_event, { frag }) => bufferedFile(frag));
    made.on(Events.ERROR, (_event, data) => {
      if (!data.fatal || hls !== made) return;
      const codec = made.levels[0]?.videoCodec;
      const isCodec = data.type === ErrorTypes.MEDIA_ERROR && codec !== undefined;
      needs.calls.onFailed(
        data.type === ErrorTypes.NETWORK_ERROR
          ? { code: "streamEnded", params: { why: `HLS ${data.response?.code ?? ""} ${data.details}` } }
          : formTrouble(isCodec && !supported(codec) ? codecName(codec) : `HLS ${data.details}`),
      );
    });
    made.loadSource(url);
    made.attachMedia(video);
    void play(video);
    return (word) => {
      if (word.is !== "piece") return;
      const answer = answers.get(word.n);
      answers.delete(word.n);
      answer?.(word);
    };
  });

  /** A file is in the decoder's buffer: its end came when it came, and it may say when it was taken. */
  function bufferedFile(frag: Fragment): void {
    const at = cameAt.get(frag.url);
    const end = frag.endPTS ?? frag.end;
    if (at !== undefined) surface?.arrivals.came(end, at);
    if (frag.programDateTime == null) return;
    dated = [...dated.slice(1 - REMEMBERED), { start: frag.startPTS ?? frag.start, end, at: frag.programDateTime }];
  }

  return {
    element: video,
    hear: words.hear,
    beat() {
      if (video.paused) void play(video);
      const edge = hls?.liveSyncPosition ?? null;
      // Where nothing has come yet there is nothing to show: a machine that is late would jump ahead of its files for ever.
      if (edge === null || video.seeking || !isBuffered(video, edge)) return;
      if (edge - video.currentTime > BEHIND_SECONDS) video.currentTime = edge;
    },
    work: surface.work,
    close() {
      words.end();
      answers.clear();
      const ended = hls;
      hls = null;
      ended?.destroy();
      surface.close();
    },
  };
}

const supported = (codec: string): boolean => MediaSource.isTypeSupported(`video/mp4; codecs="${codec}"`);

function isBuffered({ buffered }: HTMLVideoElement, at: number): boolean {
  for (let i = 0; i < buffered.length; i++) if (buffered.start(i) <= at && at <= buffered.end(i)) return true;
  return false;
}

const freshStats = (): LoaderStats => ({
  aborted: false,
  loaded: 0,
  retry: 0,
  total: 0,
  chunkCount: 0,
  bwEstimate: 0,
  loading: { start: 0, first: 0, end: 0 },
  parsing: { start: 0, end: 0 },
  buffering: { start: 0, first: 0, end: 0 },
});

/** Fetches what the library asks for over the lane. */
function laneLoader(
  wanted: Wanted,
  clock: () => number,
  came: (url: string, at: number) => void,
): new () => Loader<LoaderContext> {
  return class LaneLoader implements Loader<LoaderContext> {
    context: LoaderContext | null = null;
    stats = freshStats();
    #n: number | null = null;
    #timer: ReturnType<typeof setTimeout> | null = null;

    load(context: LoaderContext, config: LoaderConfiguration, callbacks: LoaderCallbacks<LoaderContext>): void {
      this.context = context;
      const { stats } = this;
      stats.loading.start = clock();
      this.#timer = setTimeout(() => {
        this.#end();
        callbacks.onTimeout(stats, context, null);
      }, config.loadPolicy.maxLoadTimeMs);
      this.#n = wanted.ask(context.url, (piece) => {
        this.#end();
        const now = Math.max(clock(), stats.loading.start);
        stats.loading.first = stats.loading.end = now;
        if (piece.bytes === null) {
          callbacks.onError({ code: piece.status, text: "" }, context, null, stats);
          return;
        }
        stats.loaded = stats.total = piece.bytes.byteLength;
        came(context.url, piece.at);
        const data =
          context.responseType === "arraybuffer" ? exactly(piece.bytes) : new TextDecoder().decode(piece.bytes);
        callbacks.onSuccess({ url: context.url, data, code: piece.status }, stats, context, null);
      });
    }

    abort(): void {
      if (this.#n === null) return;
      this.stats.aborted = true;
      this.#end();
    }

    destroy(): void {
      this.#end();
      this.context = null;
    }

    #end(): void {
      if (this.#timer !== null) clearTimeout(this.#timer);
      if (this.#n !== null) wanted.forget(this.#n);
      this.#timer = this.#n = null;
    }
  };
}

/** The bytes in a buffer that has nothing else in it. */
const exactly = (bytes: Uint8Array): ArrayBuffer => bytes.slice().buffer as ArrayBuffer;
