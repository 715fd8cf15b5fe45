/** The running line as its neighbours know it: what it needs, what it does, what it tells. */
import type { SyncNote } from "../../../shared/sync-status.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import type { DirectAct, DirectAnswer, Echo } from "../../../shared/direction/wall.ts";
import type { DeskAnswer, DeskMessage } from "../../../shared/wire/desk.ts";
import type { EchoRequest, SeatsMessage, ShowsMessage, TracksMessage, WallsMessage } from "../../../shared/wire/hub.ts";
import type { LineReport } from "../../../shared/wire/port.ts";
import type { Changes } from "../cache/changes.ts";
import type { Position } from "../cache/position.ts";
import type { CacheWriter } from "../cache/write.ts";
import type { HubClock } from "./clock.ts";
import type { TokenKeeper } from "./greeting.ts";
import type { LineStatus } from "./line-book.ts";
import type { openSocket } from "./socket.ts";
import type { LineTimes } from "./times.ts";

/** The line stands otherwise than before, or the cache is not what it should be. */
export type SyncEvent =
  | { readonly event: "lineMoved"; readonly state: LineReport["state"]; readonly trouble: Trouble | null }
  | { readonly event: "changeRefused"; readonly why: string }
  /** Parts of the cache differ from the hub, `tables` by name: they are fetched anew. */
  | { readonly event: "cacheDiffers"; readonly tables: string }
  /** They have been fetched anew, and the cache equals the hub again. */
  | { readonly event: "cacheRepaired" };

export interface LineOptions {
  readonly writer: CacheWriter;
  /** Reads the position anew after the cache refused a change. */
  readonly position: () => Position;
  /** Rows that an unfinished snapshot already has. */
  readonly rowsSoFar: (position: Position) => number;
  readonly clock: HubClock;
  /** Monotonic real ms. */
  readonly real: () => number;
  /** The machine's own clock, epoch ms. */
  readonly wall: () => number;
  /** Folder of the cache, for sentences. */
  readonly dataDir: string;
  /** What the hub is to be shown now; "" when there is none. */
  readonly token: () => string;
  /** How it is come by, and what becomes of it; it is only shown when left out. */
  readonly tokens?: TokenKeeper;
  /** How this host calls itself in the hub's lists. */
  readonly name: string;
  /** Texts of cases that are over are kept for so many months; null for all. */
  readonly keepMonths: number | null;
  readonly log: (event: SyncEvent) => void;
  readonly onChanges: (changes: Changes) => void;
  readonly onTracks: (tracks: TracksMessage) => void;
  /** Who is at which seat now. */
  readonly onSeats?: (seats: SeatsMessage) => void;
  /** What walls show now. */
  readonly onWalls?: (walls: WallsMessage) => void;
  /** The line's report may read differently now. */
  readonly onReport: () => void;
  /** The cache's file is damaged: the line has stopped, and somebody has to make a new cache and a new line. */
  readonly onBroken: (why: string) => void;
  /** What of the outbox the report says. */
  readonly outbox: () => LineReport["outbox"];
  /** Why nothing can be written for another reason than the line has found itself; null when there is none. */
  readonly readOnly: () => Trouble | null;
  /** Whether somebody looks at the state of the line. */
  readonly watched: () => boolean;
  readonly times?: Partial<LineTimes>;
  /** The socket, so that tests can put another in its place. */
  readonly open?: typeof openSocket;
}

export interface LineRunner {
  /** Starts the line to `url`, or moves it there. */
  connect(url: string): void;
  /** Said while there is no address yet, e.g. why the embedded hub could not start. */
  trouble(trouble: Trouble): void;
  report(): LineReport;
  /** The parts of `SyncStatus` that the line knows; the host adds the others. */
  status(): LineStatus;
  /** Rises when `status` may read otherwise. */
  statusVersion(): number;
  /** Adds to the notes of the status. */
  note(what: SyncNote["what"], params?: SyncNote["params"]): void;
  /** Another token is to be shown from now on (S23). */
  anew(): void;
  /** The case that is looked at here, 0 for none; nobody is told while the line is not live. */
  look(caseUid: number): void;
  /** Holds the cache against the hub, now or once the line is live; `deep` counts the cache's own rows anew first. */
  check(deep: boolean): void;
  /**
   * Passes a request on to the hub's desk. Answers trouble `hubAway` while the line is not live: nothing was asked. Answers
   * trouble `deskSilent` when it was asked and no answer came that can be read.
   */
  desk(message: DeskMessage): Promise<DeskAnswer>;
  /** A picture's bytes by their SHA-256; null where there is none to see, undefined while the hub cannot be asked. */
  picture(sha256: string): Promise<Uint8Array | null | undefined>;
  /** Asks the hub to change a wall. Troubles: `hubAway` while the line is not live, `deskSilent` when no answer came. */
  direct(act: DirectAct): Promise<DirectAnswer>;
  /** The newest picture of a window of a wall; null where there is none newer to see, or the hub cannot be asked. */
  echo(request: EchoRequest): Promise<Echo | null>;
  /** What a window of this host shows; nobody is told while the line is not live. */
  shows(message: ShowsMessage): void;
  close(): void;
}
