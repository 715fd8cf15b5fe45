/** The hub, put together: the folder's lock, the store, the feed, and the demonstration city when it is wanted. */
import { dirname } from "node:path";
import { TABLE_NAMES } from "../shared/tables.ts";
import type { Language } from "../shared/text.ts";
import { openCity } from "./city/city.ts";
import { hubFile } from "./data-dir.ts";
import { serveFeed, type FeedServer } from "./feed/socket.ts";
import { THIS_MACHINE, listen } from "./listen.ts";
import { hubClock } from "./live/clock.ts";
import { latestTracks } from "./live/latest.ts";
import { hubSentences } from "./sentences.ts";
import { takeFolder } from "./store/lock.ts";
import { openSqliteStore } from "./store/sqlite.ts";
import type { Store } from "./store/store.ts";

/** Real ms between two reports of positions. */
const TRACKS_EVERY_MS = 1_000;

export interface HubOptions {
  /** The hub keeps its file in `<dataDir>/hub`. */
  readonly dataDir: string;
  /** 0 for any free port; null for the usual one, or any free one when that is taken. */
  readonly port: number | null;
  /** Address to listen on; this machine only when nothing is said. */
  readonly host?: string;
  /** `auto`: the demonstration city, unless the store holds cases of another platform. */
  readonly city: "demo" | "none" | "auto";
  /** Hub ms per real ms, above 0. */
  readonly pace: number;
  readonly language: Language;
  /** One sentence per noteworthy thing, in `language`. */
  readonly log: (line: string) => void;
}

export interface Hub {
  readonly url: string;
  readonly port: number;
  /** The store; what is committed through it is told at once. */
  readonly store: Store;
  /** Hub time, epoch ms. */
  now(): number;
  close(): Promise<void>;
}

/**
 * Opens a hub. The city fills an empty store after the hub is reachable, so that hosts follow it from the first case.
 * Throws trouble `dataBusy` (another hub has the folder), `dataReadOnly`, `dataNewer`, `fileUnreadable`, `portInUse`,
 * `portDenied` or `hostUnusable`; nothing is left open then.
 */
export async function openHub(options: HubOptions): Promise<Hub> {
  const { dataDir, port: askedPort, host = THIS_MACHINE, city: wanted, pace, log } = options;
  const say = hubSentences(options.language).hub;
  const file = hubFile(dataDir);
  /** What has been opened, to be closed in the other order. */
  const opened: (() => unknown)[] = [];
  const close = async () => {
    for (let one = opened.pop(); one !== undefined; one = opened.pop()) await one();
  };
  try {
    opened.push(takeFolder(dirname(file)));
    const inner = openSqliteStore(file);
    opened.push(() => inner.close());
    // Hub time never runs behind what has been committed, e.g. by a sped-up demonstration before.
    const now = hubClock(Math.max(Date.now(), inner.headAt()), pace, () => performance.now());
    let feed: FeedServer | null = null;
    const store: Store = {
      ...inner,
      transact(at, work) {
        const result = inner.transact(at, work);
        feed?.notice();
        return result;
      },
    };
    const { server, port } = await listen(host, askedPort, () => ({
      epoch: store.epoch,
      head: store.head(),
      headAt: store.headAt(),
      floor: store.floor(),
      now: now(),
      pace,
      sessions: feed?.sessions() ?? 0,
      counts: Object.fromEntries(TABLE_NAMES.map((table) => [table, store.count(table)])),
    }));
    const served = serveFeed({
      server,
      store,
      time: () => ({ now: now(), pace }),
      onFault: (what) => log(say("hub.fault", { what })),
      onError: (error) => log(say("hub.failedRead", { why: wordOf(error) })),
    });
    feed = served;
    opened.push(() => served.close());
    if (host !== THIS_MACHINE && host !== "localhost" && host !== "::1") log(say("hub.openToAll", { host }));
    if (wanted === "demo" || (wanted === "auto" && !hasOtherCases(store))) opened.push(runCity(store, now, served));
    else if (wanted === "auto") log(say("hub.cityLeftOut"));
    return { url: `http://${urlHost(host)}:${port}`, port, store, now, close };
  } catch (error) {
    await close();
    throw error;
  }

  /** Starts the city beside the hub; the function given back ends it. */
  function runCity(store: Store, now: () => number, feed: FeedServer): () => Promise<void> {
    const latest = latestTracks();
    const city = openCity({ store, now, pace, log });
    const failed = (error: unknown) => {
      clearInterval(timer);
      log(say("hub.cityFailed", { why: wordOf(error) }));
    };
    const timer = setInterval(() => {
      try {
        latest.take(city.tracks());
        const news = latest.news(now());
        if (news !== null) feed.tracks(news);
      } catch (error) {
        failed(error);
      }
    }, TRACKS_EVERY_MS);
    let over = false;
    const living = city.start().then(() => {
      if (!over) log(say("hub.cityDemo", { pace }));
    }, failed);
    return async () => {
      over = true;
      clearInterval(timer);
      city.close();
      await living;
    };
  }
}

/** Whether the store holds cases of a platform that is not a demonstration. */
function hasOtherCases(store: Store): boolean {
  for (const { platform, demo } of store.each("platforms")) {
    if (demo === 0 && store.each("cases", platform).next().done === false) return true;
  }
  return false;
}

/** A wildcard address is reached through this machine's own. */
function urlHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return THIS_MACHINE;
  return host.includes(":") ? `[${host}]` : host;
}

function wordOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
