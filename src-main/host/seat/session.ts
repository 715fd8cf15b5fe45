/**
 * Who is logged in on this machine, and what the hub is shown for it.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - N20 Who is logged in stays so over a restart of the host and through a cut, until they log out or the hub ends it. The
 *   token that renews the session lies in a file that only this account may read; no password is kept anywhere.
 * - N21 The short token is renewed before it runs out, and after a cut before hello is said.
 * - N22 A session that the hub has ended is over here at once: the line goes on with the machine's own token, and rows that
 *   this one does not show go. While it cannot be told whether it has ended, rows and session stay.
 * - N23 Logging out takes effect at once, with the hub or without; a hub that was away hears of it later.
 * - N24 A machine on which the first administrator was named, or that was let in by its code, has a token of its own from
 *   then on; one that was given a token by whoever started it shows that one.
 * - N25 A machine that may not come in asks for a code while somebody looks, and comes in as soon as it is let in.
 * - N26 What is asked at the door and of the office is asked of the hub now, in the session's name, and never kept.
 */
import type { Trouble } from "../../../shared/trouble.ts";
import type { SessionValue } from "../../../shared/seat.ts";
import {
  DOOR_PATHS,
  doorAnswerSchema,
  endedSchema,
  stateAnswerSchema,
  type SessionPair,
} from "../../../shared/wire/door.ts";
import { askDoor } from "./door-client.ts";
import { openScreenCode } from "./screen-code.ts";
import type { SessionKeeper, SessionOptions } from "./session-types.ts";
import { readMachineToken, readSession, writeMachineToken, writeSession, type SessionKept } from "./session-file.ts";

/** Of its life, after which a token is renewed (N21). */
const RENEW_AT = 0.8;
/** Real ms before its end from which on a token counts as run out. */
const MARGIN_MS = 5_000;
/** Real ms between two tries to renew while the hub does not answer. */
const RETRY_MS = 5_000;
/** Sessions that a hub is still to be told of. */
const MOST_LEAVING = 20;

export function openSession(options: SessionOptions): SessionKeeper {
  const { dataDir, machine, wall, real, hubNow } = options;
  let url: string | null = null;
  let kept: SessionKept = readSession(dataDir);
  let own = options.token === "" ? readMachineToken(dataDir) : options.token;
  /** The session's short token; `until` by the monotonic clock. Null before the first of this host's life. */
  let access: { readonly token: string; readonly until: number } | null = null;
  /** Whether anybody has an account, as the hub last said; null before it was asked. */
  let named: boolean | null = kept.named ? true : null;
  let trouble: Trouble | null = null;
  let version = 0;
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  let renewing: Promise<Trouble | null> | null = null;
  let telling: Promise<void> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let open = true;

  const screen = openScreenCode({
    url: () => url,
    machine,
    watched: options.watched,
    real,
    onCode: changed,
    onToken(token) {
      own = token;
      writeMachineToken(dataDir, token);
      changed();
    },
    ...(options.pollMs === undefined ? {} : { pollMs: options.pollMs }),
  });

  function changed(): void {
    if (!open) return;
    version++;
    options.onChange();
  }

  function put(next: Partial<SessionKept>): void {
    kept = { ...kept, ...next };
    writeSession(dataDir, kept);
  }

  function serial<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  }

  function schedule(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void renew(), ms);
    timer.unref();
  }

  function take(pair: SessionPair): void {
    const { person, session, refresh, accessMs, refreshMs, mustChange } = pair;
    const before = kept.held;
    const same = before?.session === session;
    const leaving = before === null || same ? kept.leaving : [...kept.leaving, before.refresh].slice(-MOST_LEAVING);
    const since = same ? before.since : Math.round(hubNow());
    named = true;
    trouble = null;
    put({
      named,
      held: { person, session, refresh, until: wall() + refreshMs, since, mustChange },
      ended: null,
      leaving,
    });
    access = { token: pair.access, until: real() + accessMs - Math.min(MARGIN_MS, accessMs / 10) };
    schedule(accessMs * RENEW_AT);
    if (pair.machineToken !== undefined) {
      writeMachineToken(dataDir, pair.machineToken);
      if (options.token === "") own = pair.machineToken;
    }
    screen.stop();
    changed();
    if (leaving.length > 0) void leave();
  }

  function end(): void {
    const { held } = kept;
    if (held === null) return;
    access = null;
    clearTimeout(timer);
    put({ held: null, ended: held.person });
    changed();
  }

  /** Gives why it cannot be told; null when the session is renewed, or over. */
  function renew(): Promise<Trouble | null> {
    return (renewing ??= serial(renewNow).finally(() => (renewing = null)));
  }

  async function renewNow(): Promise<Trouble | null> {
    const { held } = kept;
    if (held === null || !open) return null;
    const body = { refresh: held.refresh };
    const told = await askDoor({ url, path: DOOR_PATHS.refresh, body, schema: doorAnswerSchema });
    if (!open) return null;
    if ("trouble" in told) {
      // A hub of the version before has no sessions.
      if (told.noDoor) end();
      if (told.noDoor) return null;
      schedule(RETRY_MS);
      return failed(told.trouble);
    }
    const { answer } = told;
    if (kept.held !== held) {
      // They have logged out meanwhile: what was renewed is ended too.
      if (answer.answer === "in") put({ leaving: [...kept.leaving, answer.refresh].slice(-MOST_LEAVING) });
      return null;
    }
    if (answer.answer === "in") take(answer);
    else if (answer.why === "busy" || answer.why === "locked") {
      schedule(RETRY_MS);
      return failed({ code: "hubUnreachable", params: { url: url ?? "", why: answer.why } });
    } else end();
    return null;
  }

  function failed(why: Trouble): Trouble {
    const another = why.code !== trouble?.code;
    trouble = why;
    if (another) changed();
    return why;
  }

  /** Tells the hub of sessions that were left, as far as it can be told. */
  function leave(): Promise<void> {
    return (telling ??= tell().finally(() => (telling = null)));
  }

  async function tell(): Promise<void> {
    for (let refresh = kept.leaving[0]; refresh !== undefined; refresh = kept.leaving[0]) {
      const told = await askDoor({ url, path: DOOR_PATHS.logout, body: { refresh }, schema: endedSchema });
      if (!open || ("trouble" in told && told.trouble.code !== "badMessage" && !told.noDoor)) return;
      const done = refresh;
      put({ leaving: kept.leaving.filter((other) => other !== done) });
    }
  }

  /** Asks whether anybody has an account. */
  async function look(): Promise<void> {
    if (looking || url === null) return;
    looking = true;
    const told = await askDoor({ url, path: DOOR_PATHS.state, body: {}, schema: stateAnswerSchema });
    looking = false;
    if (!open) return;
    const [before, beforeTrouble] = [named, trouble];
    if ("answer" in told) named = told.answer.named;
    else if (told.noDoor) named = false;
    trouble = "answer" in told || told.noDoor ? null : told.trouble;
    if (named !== null && named !== kept.named) put({ named });
    if (named !== before || trouble?.code !== beforeTrouble?.code) changed();
  }

  const fresh = (): string | null => (access !== null && real() < access.until ? access.token : null);
  const token = (): string => (kept.held === null ? own : (access?.token ?? own));
  const wordOf = ({ code, params }: Trouble): string => String(params["why"] ?? code);

  if (kept.held !== null && wall() > kept.held.until) put({ held: null, ended: kept.held.person });

  return {
    connect(to) {
      url = to;
      void look();
    },
    url: () => url,
    token,
    async access() {
      if (kept.held === null) return null;
      const why = fresh() === null ? await renew() : null;
      return why ?? fresh();
    },
    accessRefused(refused) {
      if (access?.token === refused) access = { ...access, until: Number.NEGATIVE_INFINITY };
    },
    value: () => ({
      state: kept.held !== null ? "in" : kept.ended !== null ? "ended" : stateOf(named),
      person: kept.held?.person ?? kept.ended,
      session: kept.held?.session ?? 0,
      since: kept.held?.since ?? null,
      mustChange: kept.held?.mustChange ?? false,
      trouble,
      screenCode: screen.code(),
      machine,
    }),
    version: () => version,
    person: () => kept.held?.person ?? kept.ended,
    stands: () => kept.held !== null,
    ready() {
      if (kept.held === null || fresh() !== null) return null;
      return renew().then((why) => (why === null ? null : wordOf(why)));
    },
    refused(shown, why) {
      void look();
      if (access !== null && shown === access.token) {
        access = { ...access, until: Number.NEGATIVE_INFINITY };
        return renew().then((why) => (why === null ? null : wordOf(why)));
      }
      if (why !== "sessionEnded" && options.token === "" && kept.held === null) screen.want();
      return null;
    },
    welcome(shown, role) {
      screen.stop();
      void look();
      void leave();
      const { held } = kept;
      if (held === null || shown !== access?.token || held.person.role === role) return;
      put({ held: { ...held, person: { ...held.person, role } } });
      changed();
    },
    take,
    refresh: () => kept.held?.refresh ?? null,
    logout() {
      const { held, ended } = kept;
      if (held === null && ended === null) return;
      access = null;
      clearTimeout(timer);
      const leaving = held === null ? kept.leaving : [...kept.leaving, held.refresh].slice(-MOST_LEAVING);
      put({ held: null, ended: null, leaving });
      changed();
      void leave();
    },
    serial,
    close() {
      open = false;
      clearTimeout(timer);
      screen.stop();
    },
  };
}

const stateOf = (named: boolean | null): SessionValue["state"] => (named === null ? "unknown" : named ? "out" : "open");
