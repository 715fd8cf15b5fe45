/** What a shell tells the host, and what it gets back. */
import type { HostMessage, LineReport, Wire } from "../../shared/wire/port.ts";
import type { BasemapWord } from "../../shared/basemap.ts";
import type { Trouble } from "../../shared/trouble.ts";
import type { OpsValue } from "../../shared/ops.ts";
import type { BoxEvent } from "./black-box/box.ts";
import type { SqliteDriver } from "./cache/driver.ts";
import type { CacheEvent } from "./cache/open.ts";
import type { HistoryEvent } from "./history/keeper.ts";
import type { OutboxEvent } from "./outbox/outbox.ts";
import type { SearchEvent } from "./search/index-thread.ts";
import type { KeptEvent } from "./seat/kept.ts";
import type { SyncEvent } from "./sync/line-runner.ts";
import type { LineTimes } from "./sync/times.ts";
import type { SecretsEvent } from "./video/eyes.ts";
import type { ViewsEvent } from "./views/views.ts";

export interface HostOptions {
  /** Folder for cache.db; made when missing. */
  readonly dataDir: string;
  /** Language the windows start in; null lets each window decide. */
  readonly language: "zh-CN" | "en" | null;
  /** The base map that the shell serves, null for none. */
  readonly basemap: BasemapWord | null;
  /**
   * What the hub is shown to say who this machine is; "" for none: then one that the hub gave to it is shown, where there
   * is one. Somebody who is logged in is shown in its place.
   */
  readonly token: string;
  /** Texts of cases that are over are kept for so many months, the running one included; null for all. */
  readonly keepMonths: number | null;
  /** Where units were is recorded for so many days, 0 for not at all; seven when left out or null. */
  readonly trackDays?: number | null;
  /** Pictures of its walls and acts of its seats are kept for so many hours, 0 for not at all; 72 when left out or null. */
  readonly blackBoxHours?: number | null;
  /** Folder of the city's own exercises beside those that ship; left out or null for none. */
  readonly exercises?: string | null;
  /** File of names and passwords for gateways and cameras; left out or null for none. */
  readonly videoSecrets?: string | null;
  /** How this host is called in the hub's lists; 100 characters at most. */
  readonly name: string;
  /** Hears each picture of a wall window, for a shell that cannot ask for the last one when it wants it. */
  readonly onFrame?: (display: string, jpeg: Uint8Array) => void;
  /** Hears of each noteworthy thing; never personal data. The shell puts it into words. */
  readonly log: (event: HostEvent) => void;
  /** What is otherwise as this program has it: for tests of faults, and for machines with a SQLite of their own. */
  readonly tuning?: HostTuning;
}

export interface HostTuning {
  readonly times?: Partial<LineTimes>;
  /** The machine's own clock, epoch ms. */
  readonly wall?: () => number;
  readonly driver?: SqliteDriver | "auto";
}

/** What the host finds worth telling whoever runs it. Each has a sentence `host.<event>` in cli.json. */
export type HostEvent =
  | { readonly event: "cacheOpened"; readonly cases: number }
  /** The cache turned out to be damaged while it was used; another is made in its place. */
  | { readonly event: "cacheBroken"; readonly why: string }
  | BoxEvent
  | CacheEvent
  | HistoryEvent
  | KeptEvent
  | Extract<OutboxEvent, { event: "outboxSetAside" }>
  | SearchEvent
  | SecretsEvent
  | SyncEvent
  | ViewsEvent;

/** One window, as its shell sees it. */
export interface Attached {
  /** Its connection broke off without a word: the page is gone, and did not go by itself. */
  broke(): void;
}

export interface Host {
  /** Sets (or changes) the hub's address and starts the line; until then windows are served from the cache. */
  connect(hubUrl: string): void;
  /** Tells windows why there is no hub yet, e.g. that the embedded one could not start. */
  hubTrouble(trouble: Trouble): void;
  /** Takes over one window's conversation. Messages are unchecked until the host has validated them. */
  attach(wire: Wire<unknown, HostMessage>): Attached;
  /** A window of this display fell and is being brought back; a shell tells it that sees it. */
  fell(display: string): void;
  /** The last picture of a display's window, while it is new enough to stand in its place; null for none. */
  lastFrame(display: string): Uint8Array | null;
  /** The same as the ops page shows. */
  ops(): OpsValue;
  report(): LineReport;
  close(): Promise<void>;
}
