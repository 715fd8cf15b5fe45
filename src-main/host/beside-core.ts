/** What views read beside the cache: of the outbox, the seat, what was recorded, the index of texts and the host itself. */
import type { Core } from "./core.ts";
import { openExercises } from "./exercises.ts";
import type { History } from "./history/history.ts";
import type { HostOptions } from "./options.ts";
import type { Outbox } from "./outbox/outbox.ts";
import type { Seat } from "./seat/seat.ts";
import { statusOf } from "./status.ts";
import type { OpsValue } from "../../shared/ops.ts";
import type { Beside, ReportsReader, WallsReader } from "./views/beside.ts";

export interface BesideOptions {
  readonly reports: ReportsReader;
  readonly host: HostOptions;
  /** Milliseconds of a clock that never jumps. */
  readonly real: () => number;
  readonly outbox: Outbox;
  readonly seat: Seat;
  readonly history: History;
  readonly walls: WallsReader;
  readonly ops: () => OpsValue;
  /** Windows that are attached. */
  readonly windows: () => number;
  /** Why the files of this run were set aside, by their names. */
  readonly whySetAside: ReadonlyMap<string, string>;
  /** The core that stands, another one after a cache was made anew; null before the first. */
  readonly core: () => Core | null;
}

export function besideCore(options: BesideOptions): Beside {
  const { host, real, outbox, seat, history, walls, reports, ops, windows, whySetAside, core } = options;
  /** Views that ask for this are a core's own. */
  const standing = (): Core => {
    const now = core();
    if (now === null) throw new Error("no core stands");
    return now;
  };
  return {
    seat: seat.reader,
    walls,
    ops,
    reports,
    status: () =>
      statusOf({
        line: standing().line.status(),
        health: standing().cache.health(),
        readOnly: standing().line.report().readOnly,
        keepMonths: host.keepMonths,
        outbox: outbox.counts(),
        filesBeside: [...outbox.files(), ...seat.files(), ...history.files()],
        windows: windows(),
        whySetAside,
      }),
    statusVersion: () => standing().line.statusVersion(),
    rights: () => standing().line.status().line,
    history,
    search: {
      version: () => core()?.search.version() ?? 0,
      find: (table, text, limit) => core()?.search.find(table, text, limit) ?? [],
      indexing: () => core()?.search.indexing() ?? null,
    },
    exercises: openExercises(host.exercises ?? null, real),
    outbox,
  };
}
