/**
 * What a remote on the hall's network may say to its host, and hear from it. A host knows one person for all its windows; a
 * network has more than one person on it. So a browser that comes over the network is nobody until somebody has logged in
 * through that very browser, whoever else is in, and may ask for no more than a remote needs (rules X146 to X149).
 */
import type { SessionValue } from "../../shared/seat.ts";
import type { Trouble } from "../../shared/trouble.ts";
import type { HostMessage, Wire } from "../../shared/wire/port.ts";

/** Views that anybody at the door may open, and those of who is in. None of them tells where a camera is. */
const AT_THE_DOOR: ReadonlySet<string> = new Set(["city", "session"]);
const INSIDE: ReadonlySet<string> = new Set([
  ...AT_THE_DOOR,
  ...["walls", "ruleFiles", "search", "case", "cameras", "rights"],
]);
const ACTS_INSIDE: ReadonlySet<string> = new Set(["login", "logout", "direct", "echo"]);
/** Files of rules that a remote reads; the others are no business of a telephone. */
const RULES: ReadonlySet<string> = new Set(["scenes", "playlists"]);

const NOT_HERE: Trouble = { code: "remoteMayNot", params: {} };
const NO_ACCOUNTS: Trouble = { code: "remoteNoAccounts", params: {} };

/** The browsers through which who is in has logged in. One for each host that serves remotes. */
export interface Admitted {
  /** Whether this browser is let in. */
  has(browser: string): boolean;
  /** Somebody logged in through it. Another person than before puts everybody else out. */
  add(browser: string, login: string): void;
  /** Who the host says is in, 0 for nobody: once they have left, nobody is admitted. */
  seen(person: number): void;
  /** Hears of every change. */
  onChange(listener: () => void): () => void;
}

export function createAdmitted(): Admitted {
  const browsers = new Set<string>();
  const listeners = new Set<() => void>();
  let who = "";
  /** Who the host said was in since the last log in through a browser; 0 before it said so. */
  let inside = 0;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    has: (browser) => browsers.has(browser),
    add(browser, login) {
      const named = login.trim().toLowerCase();
      if (named !== who) browsers.clear();
      who = named;
      browsers.add(browser);
      inside = 0;
      tell();
    },
    seen(person) {
      const left = person === 0 && inside !== 0;
      inside = person;
      if (!left) return;
      browsers.clear();
      tell();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

type Whole = HostMessage & { readonly say: "whole" };

interface Said {
  readonly say?: unknown;
  readonly program?: unknown;
  readonly view?: unknown;
  readonly act?: unknown;
  readonly question?: { readonly view?: unknown; readonly kind?: unknown } | null;
  readonly what?: { readonly do?: unknown; readonly login?: unknown } | null;
}

/** The wire of a browser on the network, as the host sees it. */
export function gatedWire(
  wire: Wire<unknown, HostMessage>,
  browser: string,
  admitted: Admitted,
): Wire<unknown, HostMessage> {
  /** Views of who is logged in, and what was last said to them before the gate. */
  const sessions = new Map<number, Whole | null>();
  const logins = new Map<number, string>();
  const opened = new Set<number>();
  const isIn = () => admitted.has(browser);

  const shown = (value: SessionValue): SessionValue => {
    if (value.state === "open") return { ...nobody(value), state: "unknown", trouble: NO_ACCOUNTS };
    return isIn() || value.person === null ? value : { ...nobody(value), state: "out" };
  };
  const sendSession = (message: Whole) => wire.send({ ...message, value: shown(message.value as SessionValue) });
  const stop = admitted.onChange(() => {
    for (const message of sessions.values()) if (message !== null) sendSession(message);
    // Whoever was put out sees nothing more: the browser begins anew, at the door.
    if (!isIn() && opened.size > 0) wire.close();
  });
  wire.onClose(stop);

  return {
    onMessage(listener) {
      wire.onMessage((message) => {
        if (passes(message as Said | null)) listener(message);
      });
    },
    send(message) {
      if (message.say === "whole" && sessions.has(message.view)) {
        sessions.set(message.view, message);
        admitted.seen((message.value as SessionValue).person?.uid ?? 0);
        sendSession(message);
        return;
      }
      if (message.say === "tracks" || (message.say === "whole" && opened.has(message.view) && !isIn())) return;
      if (message.say === "acted" && logins.has(message.act)) {
        const login = logins.get(message.act) as string;
        logins.delete(message.act);
        const { result } = message;
        if (result.did === "door" && result.result.well) admitted.add(browser, login);
      }
      wire.send(message);
    },
    onClose: (listener) => wire.onClose(listener),
    close: () => wire.close(),
  };

  /** Whether the host is told; what is not for a remote is answered here. */
  function passes(message: Said | null): boolean {
    switch (message?.say) {
      case "hello":
        if (message.program === "remote") return true;
        wire.close();
        return false;
      case "open": {
        const { view } = message;
        const asked = message.question?.view;
        if (typeof view !== "number" || typeof asked !== "string") return true; // refused by its schema
        const may =
          (isIn() ? INSIDE : AT_THE_DOOR).has(asked) &&
          (asked !== "ruleFiles" || RULES.has(String(message.question?.kind)));
        if (!may) {
          wire.send({ say: "failed", view, trouble: NOT_HERE });
          return false;
        }
        if (asked === "session") sessions.set(view, null);
        else if (!AT_THE_DOOR.has(asked)) opened.add(view);
        return true;
      }
      case "close":
        if (typeof message.view === "number") {
          sessions.delete(message.view);
          opened.delete(message.view);
        }
        return true;
      case "drawn":
      case "ping":
        return true;
      case "act": {
        const { act, what } = message;
        if (typeof act !== "number" || typeof what?.do !== "string") return true; // refused by its schema
        if (what.do !== "login" && !(isIn() && ACTS_INSIDE.has(what.do))) {
          wire.send({ say: "acted", act, result: { did: "not", trouble: NOT_HERE } });
          return false;
        }
        if (what.do === "login") logins.set(act, String(what.login));
        return true;
      }
      default:
        wire.close(); // no page of ours says anything else
        return false;
    }
  }
}

const nobody = (value: SessionValue): SessionValue => ({
  ...value,
  ...{ person: null, session: 0, since: null, mustChange: false, screenCode: null, machine: "" },
});
