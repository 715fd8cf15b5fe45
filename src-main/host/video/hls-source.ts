/**
 * HLS: the window's player asks for files by the names of the playlist, the host fetches them (V66). A name means only
 * what a playlist of this very source named, on the machine where it came from. Files that several lanes want are fetched
 * once.
 */
import { TroubleError } from "../../../shared/trouble.ts";
import { endingOf, isPlaylist, renamed } from "./playlist.ts";
import { mustBeGood, type Asked, type Reach, type Whole } from "./reach.ts";
import { NOTHING_ASKED, type OpenSource } from "./source.ts";
import type { Watcher } from "./watcher.ts";

/** The first playlist, as the player is told it. The form is that of an address, so that names in it can be told. */
const FIRST = "lane://0/index.m3u8";
/** Names that are remembered: a live playlist has tens. */
const MOST_NAMES = 4_000;
/** Files are kept for lanes that come a little later, real ms and bytes. */
const KEEP_MS = 15_000;
const MOST_KEPT = 24 << 20;
/** A playlist is fetched anew after this, real ms: several lanes ask for it at about the same time. */
const FRESH_MS = 400;

interface Fetched {
  readonly answer: Promise<{ readonly bytes: Uint8Array | null; readonly status: number; readonly at: number }>;
  readonly begun: number;
  bytes: number;
  playlist: boolean;
}

/**
 * @param now hub time, epoch ms
 * @param real monotonic real ms
 */
export function hlsSource(reach: Reach, asked: Asked, now: () => number, real: () => number): OpenSource {
  return async (_ended, signal) => {
    const names = new Map<string, URL>([["index.m3u8", asked.url]]);
    const byAddress = new Map<string, string>([[asked.url.href, "index.m3u8"]]);
    const files = new Map<string, Fetched>();
    /** Where playlists really came from: a platform may send on to another machine. */
    const origins = new Set([asked.url.origin]);
    let counter = 0;

    function nameOf(url: URL): string | null {
      if (!origins.has(url.origin)) return null;
      url.hash = "";
      const known = byAddress.get(url.href);
      if (known !== undefined) {
        // Newest last, so that what goes out of the playlist is what is forgotten.
        names.delete(known);
        names.set(known, url);
        return known;
      }
      const name = `${++counter}${endingOf(url)}`;
      names.set(name, url);
      byAddress.set(url.href, name);
      if (names.size > MOST_NAMES) {
        const [oldest] = [...names.keys()].filter((one) => one !== "index.m3u8");
        byAddress.delete(names.get(oldest!)!.href);
        names.delete(oldest!);
      }
      return name;
    }

    function readable(answer: Whole): Uint8Array {
      const text = new TextDecoder().decode(answer.bytes);
      if (!isPlaylist(text)) throw new TroubleError("streamForm", { what: answer.type || "HLS" });
      origins.add(answer.url.origin);
      return new TextEncoder().encode(renamed(text, answer.url, nameOf));
    }

    async function fetchFile(url: URL, file: Fetched): ReturnType<() => Fetched["answer"]> {
      try {
        const answer = await reach.whole({ ...asked, url, signal });
        const { status } = answer;
        if (status < 200 || status > 299) return { bytes: null, status, at: now() };
        const list = /mpegurl/i.test(answer.type) || /\.m3u8$/i.test(url.pathname) || isPlaylist(head(answer.bytes));
        file.playlist = list;
        const bytes = list ? readable(answer) : answer.bytes;
        file.bytes = bytes.byteLength;
        return { bytes, status, at: now() };
      } catch (error) {
        if (error instanceof TroubleError) return { bytes: null, status: 0, at: now() };
        throw error;
      }
    }

    function fetched(url: URL): Fetched["answer"] {
      const known = files.get(url.href);
      const age = known === undefined ? Infinity : real() - known.begun;
      if (known !== undefined && age < (known.playlist ? FRESH_MS : KEEP_MS)) return known.answer;
      const file: { -readonly [K in keyof Fetched]: Fetched[K] } = {
        begun: real(),
        bytes: 0,
        playlist: true,
        answer: undefined as never,
      };
      file.answer = fetchFile(url, file);
      files.delete(url.href);
      files.set(url.href, file);
      forget();
      return file.answer;
    }

    function forget(): void {
      let kept = [...files.values()].reduce((sum, { bytes }) => sum + bytes, 0);
      for (const [address, file] of files) {
        if (kept <= MOST_KEPT && real() - file.begun < KEEP_MS) continue;
        kept -= file.bytes;
        files.delete(address);
      }
    }

    /** The address that a player means; null for what no playlist named. */
    function addressOf(text: string): URL | null {
      const wanted = URL.parse(text);
      if (wanted?.protocol !== "lane:") return null;
      const url = names.get(wanted.pathname.replace(/^\/+/, "").replace(/^0\//, ""));
      if (url === undefined) return null;
      // What a player adds to a playlist's address to be told only what is new.
      const added = [...wanted.searchParams].filter(([name]) => name.startsWith("_HLS_"));
      if (added.length === 0) return url;
      const more = new URL(url);
      for (const [name, value] of added) more.searchParams.set(name, value);
      return more;
    }

    const first = await reach.whole({ ...asked, signal });
    mustBeGood(first);
    if (!isPlaylist(head(first.bytes))) throw new TroubleError("streamForm", { what: first.type || "HLS" });

    return {
      ...NOTHING_ASKED,
      join: (watcher) => watcher.opened("hls", FIRST),
      leave: () => {},
      want(watcher: Watcher, n, text) {
        const url = addressOf(text);
        if (url === null) return watcher.piece(n, null, 0, now());
        void fetched(url).then(({ bytes, status, at }) => watcher.piece(n, bytes, status, at));
      },
      close: () => files.clear(),
    };
  };
}

/** Enough of a file to tell what it is. */
const head = (bytes: Uint8Array): string => new TextDecoder("latin1").decode(bytes.subarray(0, 16));
