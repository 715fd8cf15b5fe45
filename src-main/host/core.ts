/**
 * What stands on one cache file and is made anew with it: the cache, the columns and views over it, and the line that
 * fills it.
 */
import { join } from "node:path";
import { TABLE_NAMES } from "../../shared/tables.ts";
import type { TracksMessage } from "../../shared/wire/hub.ts";
import type { Cache } from "./cache/handles.ts";
import { openCache } from "./cache/open.ts";
import { readPosition, type Position } from "./cache/position.ts";
import { countUpTo } from "./cache/read.ts";
import { isDamage } from "./cache/trouble.ts";
import { openWriter } from "./cache/write.ts";
import type { HostOptions } from "./options.ts";
import type { HubClock } from "./sync/clock.ts";
import { openSearch, type SearchIndex } from "./search/index-thread.ts";
import { runLine, type LineOptions, type LineRunner } from "./sync/line-runner.ts";
import type { Beside } from "./views/beside.ts";
import { openSource, type Source } from "./views/source.ts";
import { openViews, type Views } from "./views/views.ts";

export interface Core {
  readonly cache: Cache;
  readonly source: Source;
  readonly views: Views;
  readonly line: LineRunner;
  readonly search: SearchIndex;
  position(): Position;
  /** Ends it all, also when the cache is damaged. */
  close(): void;
}

type OfLine = Pick<
  LineOptions,
  "outbox" | "readOnly" | "watched" | "onReport" | "onBroken" | "token" | "tokens" | "onSeats" | "onWalls"
>;

export interface CoreOptions extends OfLine {
  readonly host: HostOptions;
  /** The host's clock; made from the newest commit in the cache, epoch ms, when it is asked for first. */
  readonly clock: (committedAt: number | null) => HubClock;
  readonly real: () => number;
  readonly wall: () => number;
  readonly beside: Beside;
  readonly onTracks: (tracks: TracksMessage) => void;
  /** Units that are gone: their positions go too. */
  readonly onUnitsGone: (uids: readonly number[]) => void;
  /** Why the cache file that is there must not be used. */
  readonly setAsideFirst?: string;
}

/** Opens the cache, or a new one in its place, and what is built on it. The line is not started yet. */
export async function openCore(options: CoreOptions): Promise<Core> {
  const { host, real, setAsideFirst } = options;
  const cache = openCache(host.dataDir, host.log, {
    ...(host.tuning?.driver === undefined ? {} : { driver: host.tuning.driver }),
    ...(setAsideFirst === undefined ? {} : { setAsideFirst }),
  });
  try {
    return await build(options, cache);
  } catch (error) {
    cache.close();
    throw error;
  }

  async function build(core: CoreOptions, on: Cache): Promise<Core> {
    let broken = false;
    const onBroken = (why: string) => {
      broken = true;
      core.onBroken(why);
    };
    const position = () => readPosition(on.read);
    const clock = core.clock(position().committedAt);
    const writer = openWriter(on.write, host.log);
    const source = await openSource(on.read, () => clock.now(), core.beside, join(host.dataDir, "columns.bin"));
    const views = openViews(source, real, host.log, (error) => {
      // Told after the view has said what it has to say: the views are about to go.
      if (isDamage(error)) setImmediate(() => onBroken((error as Error).message));
    });
    const search = openSearch({ dataDir: host.dataDir, driver: on.driver, log: host.log });
    const line = runLine({
      writer,
      position,
      rowsSoFar: (at) => rowsSoFar(on, at),
      clock,
      real,
      wall: core.wall,
      dataDir: host.dataDir,
      token: core.token,
      ...(core.tokens === undefined ? {} : { tokens: core.tokens }),
      ...(core.onSeats === undefined ? {} : { onSeats: core.onSeats }),
      ...(core.onWalls === undefined ? {} : { onWalls: core.onWalls }),
      name: host.name,
      keepMonths: host.keepMonths,
      log: host.log,
      onChanges(changes) {
        source.take(changes);
        views.take(changes);
        search.take(changes);
        const gone = changes.get("units")?.del ?? [];
        if (gone.length > 0) core.onUnitsGone(gone);
      },
      onTracks: core.onTracks,
      onReport: core.onReport,
      onBroken,
      outbox: core.outbox,
      readOnly: core.readOnly,
      watched: core.watched,
      ...(host.tuning?.times === undefined ? {} : { times: host.tuning.times }),
    });
    return {
      cache: on,
      source,
      views,
      line,
      search,
      position,
      close() {
        line.close();
        search.close();
        if (!broken) keepColumns(source);
        on.close();
      },
    };
  }
}

/** Keeps the columns for the next start; a cache that turns out to be damaged only now has none worth it. */
function keepColumns(source: Source): void {
  try {
    source.save();
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
}

/** Rows that an unfinished copy already has. */
function rowsSoFar(cache: Cache, { snapshot }: Position): number {
  if (snapshot === null) return 0;
  const before = TABLE_NAMES.slice(0, TABLE_NAMES.indexOf(snapshot.table));
  const whole = before.reduce((sum, table) => sum + countUpTo(cache.read, table, Number.MAX_SAFE_INTEGER), 0);
  return whole + countUpTo(cache.read, snapshot.table, snapshot.after);
}
