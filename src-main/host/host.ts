/**
 * The host: opens, wires and closes the rooms below, nothing else.
 *
 * It runs wherever a shell starts it (a utility process, a plain Node process, a test). Windows are served from the cache
 * as soon as it is open; the hub comes later, or never.
 */
import { TroubleError } from "../../shared/trouble.ts";
import { openCache } from "./cache/open.ts";
import { readPosition } from "./cache/position.ts";
import { countUpTo } from "./cache/read.ts";
import { openWriter } from "./cache/write.ts";
import type { Host, HostOptions } from "./options.ts";
import { converse, type Conversation } from "./port/conversation.ts";
import { hubClock } from "./sync/clock.ts";
import { runLine } from "./sync/line-runner.ts";
import { openTracks } from "./tracks.ts";
import { openSource } from "./views/source.ts";
import { openViews } from "./views/views.ts";
import { TABLE_NAMES } from "../../shared/tables.ts";
import type { Position } from "./cache/position.ts";

const PRODUCT = "Citywall";
const VIEWS_MS = 250;
const REPORT_MS = 1_000;

/**
 * Opens the cache and everything that is answered from it.
 * @throws TroubleError `dataReadOnly` or `dataBusy` when the folder cannot be used.
 */
export async function openHost(options: HostOptions): Promise<Host> {
  const { log } = options;
  const real = () => performance.now();
  const cache = openCache(options.dataDir, log);
  const position = () => readPosition(cache.read);
  // A sped-up demonstration may have run ahead of this machine; its cache must not look as if it came from the future.
  const clock = hubClock(real, Math.max(Date.now(), position().committedAt ?? 0));
  const source = await openSource(cache.read, () => clock.now());
  const views = openViews(source, real, log);
  const tracks = openTracks();
  const conversations = new Set<Conversation>();
  let toldTracks = 0;
  log({ event: "cacheOpened", cases: source.cases.length });

  const line = runLine({
    writer: openWriter(cache.write),
    position,
    rowsSoFar: (at) => rowsSoFar(at),
    clock,
    real,
    wall: () => Date.now(),
    dataDir: options.dataDir,
    token: "",
    name: "",
    keepMonths: null,
    log,
    outbox: () => ({ waiting: 0, conflicts: 0 }),
    readOnly: () => null,
    watched: () => false,
    onBroken: (why) => log({ event: "changeRefused", why }),
    onChanges(changes) {
      source.take(changes);
      views.take(changes);
      const gone = changes.get("units")?.del ?? [];
      if (gone.length > 0) tracks.forget(gone);
    },
    onTracks: (message) => tracks.take(message),
    onReport: tellLine,
  });

  function rowsSoFar({ snapshot }: Position): number {
    if (snapshot === null) return 0;
    const before = TABLE_NAMES.slice(0, TABLE_NAMES.indexOf(snapshot.table));
    const whole = before.reduce((sum, table) => sum + countUpTo(cache.read, table, Number.MAX_SAFE_INTEGER), 0);
    return whole + countUpTo(cache.read, snapshot.table, snapshot.after);
  }

  function tellLine(): void {
    const report = line.report();
    for (const conversation of conversations) conversation.tellLine(report);
  }

  function tellTracks(): void {
    const columns = tracks.version() === toldTracks ? null : tracks.columns();
    toldTracks = tracks.version();
    if (columns !== null) for (const conversation of conversations) conversation.tellTracks(columns);
  }

  let open = true;
  const viewsTimer = setInterval(() => views.beat(), VIEWS_MS);
  const reportTimer = setInterval(() => {
    tellLine();
    tellTracks();
  }, REPORT_MS);

  return {
    connect(hubUrl) {
      if (!/^https?:$/.test(URL.parse(hubUrl)?.protocol ?? "")) throw new TroubleError("hubAddress", { url: hubUrl });
      line.connect(hubUrl);
    },
    hubTrouble: (trouble) => line.trouble(trouble),
    attach(wire) {
      const conversation = converse({
        wire,
        views,
        welcome: () => ({
          product: PRODUCT,
          language: options.language,
          basemap: options.basemap,
          line: line.report(),
        }),
        tracks: () => tracks.columns(),
        desk: (message) => line.desk(message),
        real,
        onEnd: () => conversations.delete(conversation),
      });
      conversations.add(conversation);
    },
    report: () => line.report(),
    async close() {
      if (!open) return;
      open = false;
      clearInterval(viewsTimer);
      clearInterval(reportTimer);
      line.close();
      for (const conversation of [...conversations]) conversation.close();
      cache.close();
    },
  };
}
