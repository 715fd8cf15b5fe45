/** The feed as its neighbours know it: what it needs, and what it does. */
import type { DirectAct, DirectAnswer, Echo } from "../../shared/direction/wall.ts";
import type { DeskMessage } from "../../shared/wire/desk.ts";
import type {
  Delta,
  Digest,
  EchoRequest,
  HubStatus,
  HubTime,
  Page,
  Pulse,
  SeatsMessage,
  ShowsMessage,
  TracksMessage,
  WallsMessage,
  Welcome,
} from "../../shared/wire/hub.ts";
import type { Store } from "../store/store.ts";
import type { Asker, Grants } from "./grants.ts";
import type { ClaimWord } from "./presence.ts";

/** What the feed needs of whatever carries its words. `id` names one connection. */
export interface FeedLine {
  delta(ids: readonly string[], delta: Delta): void;
  digest(id: string, digest: Digest): void;
  /** May be dropped when the line is busy. */
  tracks(ids: readonly string[], message: TracksMessage): void;
  seats(ids: readonly string[], message: SeatsMessage): void;
  walls(ids: readonly string[], message: WallsMessage): void;
  behind(id: string): void;
  rescope(id: string): void;
  /** The conversation is over because of a fault; `what` is a short technical reason. */
  end(id: string, what: string): void;
  /** Bytes that wait in this process to be sent. */
  waiting(id: string): number;
}

/** Whoever keeps what walls show. `id` names the connection. */
export interface WallKeeper {
  act(id: string, asker: Asker, act: DirectAct): DirectAnswer;
  shows(id: string, asker: Asker, message: ShowsMessage): void;
  echo(asker: Asker, request: EchoRequest): Echo | null;
  /** A connection is over, or belongs to somebody else now. */
  gone(id: string): void;
  message(): WallsMessage;
}

export interface FeedOptions {
  readonly store: Store;
  readonly time: () => HubTime;
  readonly line: FeedLine;
  /** Who gets what; everybody everything when nothing is said. */
  readonly grants?: Grants;
  /** Cases that somebody at a seat holds; none when nothing is said. */
  readonly claims?: () => readonly ClaimWord[];
  /** Who keeps what walls show; there are none when nothing is said. */
  readonly walls?: WallKeeper;
  /** A look at the store failed; the next look tries again. */
  readonly onError: (error: unknown) => void;
  /** Real ms between two looks for commits of other processes. */
  readonly lookEvery?: number;
  /** Real ms between two deltas to hosts at the head. */
  readonly deltaEvery?: number;
  /** Monotonic real ms. */
  readonly real?: () => number;
}

export interface Feed {
  connect(id: string): void;
  disconnect(id: string): void;
  /** Messages come unchecked. Null: there is no answer, because the conversation is over or begins anew. */
  hello(id: string, raw: unknown): Welcome | null;
  page(id: string, raw: unknown): Page | null;
  /** A request to the desk, checked and let through with whose it is; whoever carries the words passes it on. */
  desk(id: string, raw: unknown): { readonly message: DeskMessage; readonly asker: Asker } | null;
  /** The bytes of a picture by its SHA-256, in `found`: null when there is none of a row that the host may see. */
  picture(id: string, raw: unknown): { readonly found: Uint8Array | null } | null;
  /** `tell` is null for who may not see it. */
  statusFor(id: string): { readonly tell: HubStatus | null } | null;
  tail(id: string, raw: unknown): void;
  credit(id: string, raw: unknown): void;
  digest(id: string, raw: unknown): void;
  /** The case that the seat of this host looks at. */
  looks(id: string, raw: unknown): void;
  pulse(id: string): Pulse;
  /** What a host asks of a wall. */
  direct(id: string, raw: unknown): DirectAnswer | null;
  /** What a window of a host shows. */
  shows(id: string, raw: unknown): void;
  /** The newest picture of a window, in `found`. */
  echo(id: string, raw: unknown): { readonly found: Echo | null } | null;
  /** Tells every host that is welcome what walls show. */
  walls(message: WallsMessage): void;
  /** Says that claims are others now. */
  claimed(): void;
  /** Sends positions to every host that is welcome, as far as it may see them. */
  tracks(message: TracksMessage): void;
  /** Says that this process has committed something. */
  notice(): void;
  /** Hosts that are welcome now. */
  sessions(): number;
  status(): HubStatus;
  close(): void;
}
