/**
 * What is shown to the hub, and what is done about its answer, where somebody keeps that (rules N20 to N29): a token that
 * has to be renewed first is waited for, and one that the hub does not take is asked about before rows go for it (S17).
 */
import type { TokenRefusal, Welcome } from "../../../shared/wire/hub.ts";

type Welcomed = Extract<Welcome, { answer: "welcome" }>;

/** Whoever keeps the token that is shown. */
export interface TokenKeeper {
  /** Before a connection: settles with null when the token may be shown, or with why there is none. Null: at once. */
  ready(): Promise<string | null> | null;
  /**
   * The hub took no hello of this token. Null: so it is. Otherwise settles when it is known what is to be shown instead, with
   * null, or with why that cannot be told.
   */
  refused(token: string, why: TokenRefusal): Promise<string | null> | null;
  welcome(token: string, welcome: Welcomed): void;
}

export interface GreetingOptions {
  readonly tokens?: TokenKeeper;
  /** What is to be shown now. */
  readonly token: () => string;
  /** Hello is to be said with another token. */
  readonly anew: () => void;
  /** What was begun comes to nothing; `detail` is a short technical word. */
  readonly closed: (detail: string) => void;
}

export interface Greeting {
  /** Connects once there is a token to show. */
  connect(connect: () => void): void;
  /** Hello was said with this token. */
  said(token: string): void;
  /** The hub's answer to it; false when the line is not to hear it, because something else will follow. */
  answered(welcome: Welcome): boolean;
  /** Nothing that was begun goes on. */
  forget(): void;
}

export function openGreeting({ tokens, token, anew, closed }: GreetingOptions): Greeting {
  /** Counts beginnings, so that what comes late says nothing. */
  let turn = 0;
  let shown = "";

  function after(waiting: Promise<string | null>, then: () => void): void {
    const mine = ++turn;
    void waiting.then((detail) => {
      if (mine !== turn) return;
      if (detail === null) then();
      else closed(detail);
    });
  }

  return {
    connect(connect) {
      turn++;
      const waiting = tokens?.ready() ?? null;
      if (waiting === null) connect();
      else after(waiting, connect);
    },
    said(by) {
      turn++;
      shown = by;
    },
    answered(welcome) {
      if (welcome.answer === "welcome") {
        tokens?.welcome(shown, welcome);
        return true;
      }
      if (welcome.answer !== "refused") return true;
      // Meanwhile it has become another: the answer is about nobody who is here.
      if (shown !== token()) {
        anew();
        return false;
      }
      const waiting = tokens?.refused(shown, welcome.why) ?? null;
      if (waiting === null) return true;
      after(waiting, anew);
      return false;
    },
    forget() {
      turn++;
    },
  };
}
