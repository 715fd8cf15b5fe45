/** The hub, put together: the folder's lock, the store, the feed, and the demonstration city when it is wanted. */
import { dirname } from "node:path";
import { TABLE_NAMES } from "../shared/tables.ts";
import type { Language } from "../shared/text.ts";
import { TroubleError, type TroubleCode } from "../shared/trouble.ts";
import type { TracksMessage } from "../shared/wire/hub.ts";
import { openGrants } from "./auth/grants.ts";
import { openUndoPerson } from "./auth/undo-person.ts";
import { watchCameras } from "./camera-watch.ts";
import { openCity } from "./city/city.ts";
import { openCityPictures, type Pictures } from "./city/pictures/open.ts";
import { isArrivalId } from "./city/demand.ts";
import { PLATFORM, TIME_ZONE } from "./city/here.ts";
import { hubFile } from "./data-dir.ts";
import { openFrontDoor, type FrontDoorOptions } from "./front-door.ts";
import { openDesk, type Desk } from "./desk/desk.ts";
import { openDirection } from "./direction/direction.ts";
import { runRules } from "./direction/rules-runner.ts";
import { serveFeed, type FeedServer } from "./feed/socket.ts";
import { THIS_MACHINE, listen } from "./listen.ts";
import { hubClock } from "./live/clock.ts";
import { openOffice } from "./office/office.ts";
import { openPositions, type Positions } from "./positions.ts";
import { openMeasurements, type Measurements } from "./measurements.ts";
import { openRules, type Rules } from "./rules/rules.ts";
import { keepReadings } from "./sensors/retention.ts";
import { hubSentences } from "./sentences.ts";
import { takeFolder } from "./store/lock.ts";
import { openSqliteStore } from "./store/sqlite.ts";
import type { Store } from "./store/store.ts";
import { openVisits, type Visits } from "./visits.ts";

/** Real ms between two looks for what falls due by itself. */
const DUE_EVERY_MS = 5_000;
/** Real ms after which whatever the city did up to a moment is in the store: it writes four times a second. */
const SETTLE_MS = 1_000;
/**
 * The demonstration city's past months become final: whose doing, how many days after their end (the ledger of a month's
 * last week is written up to a week later), and when we look (real ms).
 */
const FREEZING = { by: "考核办", days: 8, firstAfterMs: 20_000, everyMs: 600_000, restMs: 25 };

/** What can be wrong with the file of stations. */
const FILE_TROUBLES: ReadonlySet<TroubleCode> = new Set(["stationsBroken", "fileMissing", "fileUnreadable"]);

export interface HubOptions {
  /** The hub keeps its file in `<dataDir>/hub`. */
  readonly dataDir: string;
  /** 0 for any free port; null for the usual one, or any free one when that is taken. */
  readonly port: number | null;
  /** Address to listen on; this machine only when nothing is said. */
  readonly host?: string;
  /** `auto`: the demonstration city, unless the store holds cases of another platform. */
  readonly city: "demo" | "none" | "auto";
  /** Hub ms per real ms, above 0. */
  readonly pace: number;
  /** A city's own folder of rules. */
  readonly rules?: string;
  /** Where vehicle terminals (JT/T 808) may connect; nowhere when nothing is said. Port 0 for any free one. */
  readonly jt808?: { readonly host: string; readonly port: number };
  /** Where stations of dust and noise (HJ 212) may connect, and the file that lists them; nowhere when nothing is said. */
  readonly hj212?: { readonly host: string; readonly port: number; readonly stations: string };
  /** The file of names and passwords of video platforms; none are known when nothing is said. */
  readonly videoSecrets?: string;
  /** The file of people who are to have an account; nobody is added when nothing is said. */
  readonly people?: string;
  readonly language: Language;
  /** One sentence per noteworthy thing, in `language`. */
  readonly log: (line: string) => void;
}

export interface Hub {
  readonly url: string;
  readonly port: number;
  /** The store; what is committed through it is told at once. */
  readonly store: Store;
  /** The port of vehicle terminals; null where there is none. */
  readonly jt808Port: number | null;
  /** The port of stations of dust and noise; null where there is none. */
  readonly hj212Port: number | null;
  /** Hub time, epoch ms. */
  now(): number;
  close(): Promise<void>;
}

/**
 * Opens a hub. The city fills an empty store after the hub is reachable, so that hosts follow it from the first case.
 * Throws trouble `dataBusy` (another hub has the folder), `dataReadOnly`, `dataNewer`, `fileUnreadable`, `portInUse`,
 * `portDenied` or `hostUnusable`, and with a file of people `peopleBroken`, `fileMissing`; nothing is left open then.
 */
export async function openHub(options: HubOptions): Promise<Hub> {
  const { dataDir, port: askedPort, host = THIS_MACHINE, city: wanted, pace, log } = options;
  const say = hubSentences(options.language).hub;
  const file = hubFile(dataDir);
  /** What has been opened, to be closed in the other order. */
  const opened: (() => unknown)[] = [];
  const close = async () => {
    for (let one = opened.pop(); one !== undefined; one = opened.pop()) await one();
  };
  try {
    opened.push(takeFolder(dirname(file)));
    const inner = openSqliteStore(file, { checkpointsBeside: true });
    opened.push(() => inner.close());
    // Hub time never runs behind what has been committed, e.g. by a sped-up demonstration before.
    const now = hubClock(Math.max(Date.now(), inner.headAt()), pace, () => performance.now());
    let feed: FeedServer | null = null;
    let heard: Positions | null = null;
    let measured: Measurements | null = null;
    let pictures: Pictures | null = null;
    const store: Store = {
      ...inner,
      transact(at, work) {
        const result = inner.transact(at, work);
        feed?.notice();
        return result;
      },
    };
    const withCity = wanted === "demo" || (wanted === "auto" && !hasOtherCases(store));
    const rules = openRules({ store, at: now(), ...(options.rules === undefined ? {} : { dir: options.rules }) });
    tellRules(rules);
    const desk = openDesk({
      store,
      rules,
      now,
      onClaims: () => feed?.claimed(),
      ...(withCity ? { moved: isOfCity, settle: () => wait(SETTLE_MS) } : {}),
    });
    opened.push(() => desk.close());
    const health = () => {
      const { rssMb, clients } = feed?.status() ?? { rssMb: null, clients: [] };
      return { rssMb, waitingBytes: clients.reduce((sum, { waitingBytes }) => sum + waitingBytes, 0) };
    };
    const grants = openGrants({ store, now });
    // Before anybody can reach the hub: whoever the file names ends the open house.
    const { language, people = null } = options;
    const acts = openOffice({
      store,
      isSeen: desk.acts.isSeen,
      people: openUndoPerson({ store, now, real: Date.now }),
      desk: desk.acts,
      rest: () => new Promise((resolve) => setImmediate(resolve)),
    });
    const office: FrontDoorOptions["office"] = (session, asked) => acts.answer(grants.askerOf(session), asked);
    const door = await openFrontDoor({ store, grants, now, people, office, language, log });
    opened.push(door.close);
    const { server, port } = await listen(
      host,
      askedPort,
      () => ({
        ...health(),
        epoch: store.epoch,
        head: store.head(),
        headAt: store.headAt(),
        floor: store.floor(),
        now: now(),
        pace,
        sessions: feed?.sessions() ?? 0,
        positions: heard?.counts() ?? null,
        measurements: measured?.counts() ?? null,
        counts: Object.fromEntries(TABLE_NAMES.map((table) => [table, store.count(table)])),
      }),
      (request, response) => door.answer(request, response) || (pictures?.answer(request, response) ?? false),
    );
    const direction = openDirection({
      store,
      time: () => ({ now: now(), pace }),
      tell: (message) => feed?.walls(message),
      onError: (error) => log(say("hub.failedRead", { why: wordOf(error) })),
    });
    opened.push(direction.close);
    runRules({ store, direction, thresholds: rules.thresholds });
    const served = serveFeed({
      server,
      store,
      time: () => ({ now: now(), pace }),
      grants,
      desk: (message, asker) => desk.take(message, asker),
      claims: desk.claims,
      walls: direction,
      onFault: (what) => log(say("hub.fault", { what })),
      onError: (error) => log(say("hub.failedRead", { why: wordOf(error) })),
    });
    feed = served;
    opened.push(() => served.close());
    const visits = openVisits({
      store,
      rules,
      now,
      onFailed: (error) => log(say("hub.visitsFailed", { why: wordOf(error) })),
    });
    opened.push(() => visits.close());
    const report = (message: TracksMessage) => {
      served.tracks(message);
      visits.take(message);
    };
    const positions = openPositions({ store, now, log, say, report });
    opened.push(() => positions.close());
    heard = positions;
    const jt808Port = await openTerminals(positions);
    measured = await openStations(store, rules, now);
    if (measured !== null) opened.push(measured.close);
    if (!isThisMachine(host)) {
      log(say(store.listGrants().length === 0 && !store.hasPeople() ? "hub.openToAll" : "hub.openToTokens", { host }));
    }
    opened.push(watchDue(desk));
    opened.push(keepReadings(store, now, (error) => log(say("hub.hj212Failed", { why: wordOf(error) }))));
    const { videoSecrets: secrets = null } = options;
    opened.push(watchCameras({ store, now, pace, secrets, language, log }));
    if (withCity) {
      pictures = openCityPictures({ store, grants, now });
      opened.push(pictures.close);
    }
    if (withCity) opened.push(runCity(store, now, positions, visits, desk));
    else if (wanted === "auto") log(say("hub.cityLeftOut"));
    return {
      url: `http://${urlHost(host)}:${port}`,
      port,
      store,
      jt808Port,
      hj212Port: measured?.port ?? null,
      now,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }

  /** One sentence for each thing that is wrong with the rules. */
  function tellRules(rules: Rules): void {
    const { hub: words, trouble } = hubSentences(options.language);
    if (rules.fault !== null) {
      log(words("hub.rulesFolder", { dir: options.rules ?? "", why: words(`hub.rulesFolder.${rules.fault}`) }));
    }
    for (const each of rules.troubles) log(trouble(each));
    for (const { platform, kind, name, known } of rules.missing()) {
      log(words("hub.ruleMissing", { platform, rule: `${kind}/${name}`, known: known.join(", ") || "—" }));
    }
  }

  /** Opens the port of vehicle terminals where one is wanted, and says how far it reaches. */
  async function openTerminals(positions: Positions): Promise<number | null> {
    if (options.jt808 === undefined) return null;
    const { host: at, port } = options.jt808;
    const gateway = await positions.openTerminals(at, port);
    log(say(isThisMachine(at) ? "hub.jt808Ready" : "hub.jt808Open", { host: at, port: gateway.port }));
    return gateway.port;
  }

  /** Opens the port of stations where one is wanted. A file of stations that is wrong is told, and takes nothing else down. */
  async function openStations(store: Store, rules: Rules, now: () => number): Promise<Measurements | null> {
    if (options.hj212 === undefined) return null;
    const { host: at, port, stations: list } = options.hj212;
    try {
      const found = await openMeasurements({ store, rules, now, host: at, port, file: list, log, say });
      log(say(isThisMachine(at) ? "hub.hj212Ready" : "hub.hj212Open", { host: at, port: found.port }));
      return found;
    } catch (error) {
      if (!(error instanceof TroubleError) || !FILE_TROUBLES.has(error.trouble.code)) throw error;
      log(hubSentences(options.language).trouble(error.trouble));
      return null;
    }
  }

  /** Lets what falls due by itself happen; the function given back ends that. */
  function watchDue(desk: Desk): () => void {
    const timer = setInterval(() => {
      try {
        desk.fallDue();
      } catch (error) {
        log(say("hub.deskFailed", { why: wordOf(error) }));
      }
    }, DUE_EVERY_MS);
    return () => clearInterval(timer);
  }

  /** Makes the city's past months final, now and then and without haste; the function given back ends that. */
  function watchMonths(desk: Desk): () => void {
    const rest = () => wait(FREEZING.restMs);
    const look = () =>
      desk.freezePast(PLATFORM, FREEZING.days, FREEZING.by, rest).then(
        (months) => {
          if (months.length > 0) log(say("hub.frozen", { platform: PLATFORM, months: months.join(", ") }));
          timer = setTimeout(look, FREEZING.everyMs);
        },
        (error: unknown) => log(say("hub.deskFailed", { why: wordOf(error) })),
      );
    let timer = setTimeout(look, FREEZING.firstAfterMs);
    return () => clearTimeout(timer);
  }

  /** Starts the city beside the hub; the function given back ends it. */
  function runCity(
    store: Store,
    now: () => number,
    positions: Positions,
    visits: Visits,
    desk: Desk,
  ): () => Promise<void> {
    const held = (uid: number) => desk.claims().some(({ caseUid }) => caseUid === uid);
    const city = openCity({ store, now, pace, log, held });
    const failed = (error: unknown) => {
      endTracks();
      log(say("hub.cityFailed", { why: wordOf(error) }));
    };
    const endTracks = positions.ask(() => city.tracks(), failed);
    let over = false;
    let endMonths = () => undefined as void;
    const living = city.start().then(() => {
      if (over) return;
      log(say("hub.cityDemo", { pace }));
      endMonths = watchMonths(desk);
      return visits.walkPast(
        (from, to, stepMs) => city.past(from, to, stepMs),
        TIME_ZONE,
        () => over,
      );
    }, failed);
    return async () => {
      over = true;
      endTracks();
      endMonths();
      city.close();
      await living;
    };
  }
}

/** Whether the store holds cases of a platform that is not a demonstration. */
function hasOtherCases(store: Store): boolean {
  for (const { platform, demo } of store.each("platforms")) {
    if (demo === 0 && store.each("cases", platform).next().done === false) return true;
  }
  return false;
}

/** What the city moves itself; what people file at the desk is not its own. */
function isOfCity(platform: string, id: string): boolean {
  return platform === PLATFORM && isArrivalId(id);
}

/** An address that nobody else can reach. */
function isThisMachine(host: string): boolean {
  return host === THIS_MACHINE || host === "localhost" || host === "::1";
}

/** A wildcard address is reached through this machine's own. */
function urlHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return THIS_MACHINE;
  return host.includes(":") ? `[${host}]` : host;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function wordOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
