/**
 * Runs the line: carries out what `line.ts` says, with a real socket, real timers and the cache.
 *
 * What goes wrong becomes an event of the line again, so that there is one place where it is decided what to do next.
 */
import { TABLE_NAMES, type TableName } from "../../../shared/tables.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import type { Welcome } from "../../../shared/wire/hub.ts";
import type { LineReport } from "../../../shared/wire/port.ts";
import { HUB_WIRE_VERSION } from "../../../shared/wire/version.ts";
import { openCacheWork } from "./cache-work.ts";
import { compareDigest } from "./compare.ts";
import { step } from "./line.ts";
import { openLineBook } from "./line-book.ts";
import { openGreeting } from "./greeting.ts";
import { lineAt } from "./line-steps.ts";
import type { Around, Line, LineAction, LineEvent, News } from "./line-types.ts";
import { snapshotProgress, type SnapshotMeter } from "./progress.ts";
import { lineRates } from "./rates.ts";
import { lineReport, standingOf } from "./report.ts";
import { startRounds } from "./rounds.ts";
import { openScrub } from "./scrub.ts";
import type { LineOptions, LineRunner, SyncEvent } from "./runner-types.ts";
import { openTalk } from "./talk.ts";
import { LINE_TIMES, type LineTimes } from "./times.ts";

export type { LineOptions, LineRunner, SyncEvent };

const AWAY = { answer: "trouble", trouble: { code: "hubAway", params: {} } } as const;
/** It was asked, and nobody knows what became of it. */
const SILENT = { answer: "trouble", trouble: { code: "deskSilent", params: {} } } as const;

/** Actions that are words to the hub, or about the connection to it. */
type Spoken = "connect" | "disconnect" | "hello" | "askPage" | "tail" | "credit" | "askTime" | "askDigest";

export function runLine(options: LineOptions): LineRunner {
  const { writer, clock, real, log } = options;
  const times: LineTimes = { ...LINE_TIMES, ...options.times };
  const around = (): Around => ({
    token: options.token(),
    name: options.name,
    keepMonths: options.keepMonths,
    ...times,
  });
  const rates = lineRates(real);
  const book = openLineBook(clock, rates);
  const sums = (table: TableName) => writer.digests.of(table);
  let line: Line = lineAt(options.position());
  let url = "";
  let retryAt: number | null = null;
  let retryTimer: NodeJS.Timeout | undefined;
  let meter: SnapshotMeter | null = null;
  let told: Trouble | null = null;
  let before = "";
  /** Somebody wants the digests compared as soon as that is possible. */
  let wanted = false;
  let over = false;

  const talk = openTalk(
    {
      event(event) {
        send(event);
        // Nothing may be left to write: whether it can be written is tried all the same.
        if (event.event === "beat" && line.at === "live" && cacheWork.unwritable() !== null) {
          cacheWork.write({ do: "note", position: line.position });
        }
      },
      welcome(welcome) {
        if (welcome.answer === "welcome") measure(welcome);
        if (!greeting.answered(welcome)) return;
        send({ event: "welcome", welcome });
        if (line.at === "snapshot") meter?.begin(options.rowsSoFar(line.position));
      },
      time(time, sent, received) {
        clock.take(time, sent, received);
        if (time.head === null) return;
        book.pulse(time.head, time.headAt, line.position.cursor);
        send({ event: "pulse", head: time.head });
      },
      digest(digest) {
        if (line.at !== "live" || line.check?.step !== "asked") return;
        send({ event: "digest", digest: compareDigest(digest, sums) });
      },
      tracks(message, numbered) {
        if (numbered) rates.heardTracks(message.n);
        else rates.count("tracksHeard", 1);
        options.onTracks(message);
      },
      seats: (message) => options.onSeats?.(message),
      walls: (message) => options.onWalls?.(message),
    },
    times,
    real,
    options.open,
  );
  const greeting = openGreeting({
    ...(options.tokens === undefined ? {} : { tokens: options.tokens }),
    token: options.token,
    anew: () => send({ event: "anew" }),
    closed: (detail) => send({ event: "closed", detail }),
  });
  const cacheWork = openCacheWork({
    writer,
    position: options.position,
    dataDir: options.dataDir,
    book,
    send,
    onChanges: options.onChanges,
    onRefused: (why) => log({ event: "changeRefused", why }),
    onBroken: options.onBroken,
  });
  const scrub = openScrub({
    writer,
    real,
    roundMs: times.scrubMs,
    found: (table, bucket) => {
      log({ event: "changeRefused", why: `rows of ${table} in bucket ${bucket} are not what was written` });
    },
    onDamage: want,
    guarded: (work) => cacheWork.guarded(work),
  });

  function send(event: LineEvent): void {
    if (over) return;
    const stood = line.at === "live";
    const next = step(line, event, around(), Math.random());
    line = next.line;
    for (const action of next.actions) if (!perform(action)) return;
    if (line.at !== "snapshot" && line.at !== "greeting" && line.at !== "sweeping") meter = null;
    if (line.at === "live") {
      told = null;
      if (wanted && line.check === null) want();
    }
    // Hello again on a line that stands is no news before it was answered: a session is renewed every few minutes.
    if (line.at === "greeting" && before === "live") return;
    const { state, trouble } = standingOf({ line, told, url, unwritable: cacheWork.unwritable() });
    const now = trouble === null ? state : `${state} ${trouble.code} ${JSON.stringify(trouble.params)}`;
    if (now === before) {
      if (!stood && state === "live") options.onReport();
      return;
    }
    before = now;
    book.moved(state);
    // Standing still by our own wish is no news.
    if (state !== "starting") log({ event: "lineMoved", state, trouble });
    options.onReport();
  }

  function report(): LineReport {
    return lineReport({
      line,
      url,
      told,
      silentMs: talk.silentMs(),
      retryAt,
      real: real(),
      clock,
      progress: meter?.now() ?? null,
      outbox: options.outbox(),
      unwritable: cacheWork.unwritable(),
      readOnly: options.readOnly(),
    });
  }

  /** Carries one action out; false when the cache refused it, and the actions after it must not happen. */
  function perform(action: LineAction): boolean {
    switch (action.do) {
      case "applyPage":
        meter?.add(action.page.rows.length);
        return cacheWork.write(action);
      case "applyDelta":
        rates.count("deltas", 1);
        return cacheWork.write(action);
      case "note":
      case "applyRange":
        return cacheWork.write(action);
      case "sweep":
        cacheWork.sweep(action, () => !over && line.at === "sweeping" && line.goal === action.goal);
        return true;
      case "tell":
        tell(action.news);
        return true;
      case "wait":
        retryAt = real() + action.ms;
        retryTimer = setTimeout(() => send({ event: "retry" }), action.ms);
        return true;
      default:
        speak(action);
        return true;
    }
  }

  function speak(action: Extract<LineAction, { do: Spoken }>): void {
    switch (action.do) {
      case "connect":
        disconnect();
        rates.forgetNumber();
        return greeting.connect(() => talk.connect(url));
      case "disconnect":
        return disconnect();
      case "hello":
        greeting.said(action.hello.token);
        return talk.hello(action.hello);
      case "askPage":
        return talk.page(action.request);
      case "tail":
        return talk.tail(action.cursor);
      case "credit":
        return talk.credit(action.to);
      case "askTime":
        return talk.time();
      case "askDigest":
        return talk.digest(action.tables);
    }
  }

  function disconnect(): void {
    clearTimeout(retryTimer);
    retryAt = null;
    greeting.forget();
    talk.disconnect();
  }

  function tell(news: News): void {
    book.tell(news);
    if (news.news === "differs") log({ event: "cacheDiffers", tables: news.tables.join(", ") });
    if (news.news === "compared" && news.outcome === "repaired") log({ event: "cacheRepaired" });
  }

  function measure(welcome: Extract<Welcome, { answer: "welcome" }>): void {
    const total = TABLE_NAMES.reduce((sum, table) => sum + (welcome.counts[table] ?? 0), 0);
    meter = snapshotProgress(total, real);
  }

  function want(): void {
    wanted = line.at !== "live";
    if (!wanted) send({ event: "check" });
  }

  const endRounds = startRounds({
    times,
    compare() {
      if (line.at === "live") send({ event: "check" });
    },
    look() {
      const jump = clock.look(options.wall());
      if (jump !== null) book.note("clockJumped", { seconds: Math.round(jump.byMs / 1_000) });
    },
    askStatus() {
      const mayAsk = line.at === "live" && line.spoken?.wire === HUB_WIRE_VERSION && line.spoken.role === "admin";
      if (!mayAsk || !options.watched()) return book.hub(null);
      void talk.status().then((status) => book.hub(status));
    },
  });

  return {
    connect(to) {
      told = null;
      if (to === url) return options.onReport();
      url = to;
      send({ event: "stop" });
      send({ event: "start" });
    },
    trouble(trouble) {
      told = trouble;
      options.onReport();
    },
    report,
    status: () => book.status(line, report(), url, sums),
    statusVersion: () => book.version(),
    note: (what, params) => book.note(what, params),
    anew: () => send({ event: "anew" }),
    look(caseUid) {
      if (line.at === "live") talk.look(caseUid);
    },
    check(deep) {
      if (deep) scrub.deep(want);
      else want();
    },
    async desk(message) {
      if (line.at !== "live") return AWAY;
      return (await talk.desk(message)) ?? SILENT;
    },
    async picture(sha256) {
      // A hub of the version before has none, and does not know the question.
      if (line.at !== "live" || line.spoken?.wire !== HUB_WIRE_VERSION) return undefined;
      return talk.picture(sha256);
    },
    async direct(act) {
      if (line.at !== "live") return { done: "no", trouble: AWAY.trouble };
      return (await talk.direct(act)) ?? { done: "no", trouble: SILENT.trouble };
    },
    async echo(request) {
      return line.at === "live" ? talk.echo(request) : null;
    },
    shows(message) {
      if (line.at === "live") talk.shows(message);
    },
    close() {
      send({ event: "stop" });
      over = true;
      disconnect();
      endRounds();
      cacheWork.close();
      scrub.close();
    },
  };
}
