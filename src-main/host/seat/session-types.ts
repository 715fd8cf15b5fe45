/** The session as its neighbours know it. */
import type { Role } from "../../../shared/roles.ts";
import type { SessionValue } from "../../../shared/seat.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import type { PersonWord, SessionPair } from "../../../shared/wire/door.ts";
import type { TokenRefusal } from "../../../shared/wire/hub.ts";

export interface SessionOptions {
  readonly dataDir: string;
  /** How this machine calls itself. */
  readonly machine: string;
  /** The token that this machine was started with; "" for none. */
  readonly token: string;
  /** This machine's own clock, epoch ms. */
  readonly wall: () => number;
  /** Monotonic real ms. */
  readonly real: () => number;
  /** Hub time, epoch ms. */
  readonly hubNow: () => number;
  /** Whether somebody looks at this machine. */
  readonly watched: () => boolean;
  /** The session reads otherwise, or another token is to be shown. */
  readonly onChange: () => void;
  readonly pollMs?: number;
}

export interface SessionKeeper {
  connect(url: string): void;
  url(): string | null;
  /** What the hub is to be shown now; "" for nothing. */
  token(): string;
  /** The session's own token, renewed where that is due; null without a session, or why it cannot be told. */
  access(): Promise<string | null | Trouble>;
  /** The hub no longer takes the session's token. */
  accessRefused(token: string): void;
  value(): SessionValue;
  version(): number;
  /** Who is logged in, or was until the hub ended it; null for nobody. */
  person(): PersonWord | null;
  /** Somebody is logged in, as far as this machine knows. */
  stands(): boolean;
  /** As TokenKeeper of the line. */
  ready(): Promise<string | null> | null;
  refused(token: string, why: TokenRefusal): Promise<string | null> | null;
  welcome(token: string, role: Role): void;
  /** Somebody has come in by what the door answered. */
  take(pair: SessionPair): void;
  /** The token that renews the session; null without one. */
  refresh(): string | null;
  logout(): void;
  /** Work that must not happen beside other work of its kind. */
  serial<T>(work: () => Promise<T>): Promise<T>;
  close(): void;
}
