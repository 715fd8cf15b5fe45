/**
 * The host: opens, wires and closes the rooms below, nothing else.
 *
 * It runs wherever a shell starts it (a utility process, a plain Node process, a test). Windows are served from the cache
 * as soon as it is open; the hub comes later, or never. A cache that turns out to be damaged while it is used is set aside
 * and another is made; windows stay, and are greeted anew.
 */
import { mayTakeBlackBox } from "../../shared/rights.ts";
import { TroubleError, type Trouble } from "../../shared/trouble.ts";
import type { DirectAnswer } from "../../shared/direction/wall.ts";
import type { DeskAnswer, DeskMessage } from "../../shared/wire/desk.ts";
import manifest from "../../package.json" with { type: "json" };
import { openActs } from "./acts.ts";
import { besideCore } from "./beside-core.ts";
import { openRecorder } from "./recorder.ts";
import { chooseDriver } from "./cache/driver.ts";
import { NOWHERE } from "./cache/position.ts";
import { zoneReader } from "./cache/zone.ts";
import { hasId, record } from "./cache/read.ts";
import { openCore, type Core } from "./core.ts";
import { keepWalls, readKeptWalls } from "./direction/kept.ts";
import { openWalls } from "./direction/walls.ts";
import { DAYS, openHistory } from "./history/history.ts";
import type { Host, HostOptions } from "./options.ts";
import { openLookReports } from "./look-reports.ts";
import { openReports } from "./reports/reports.ts";
import { openOutbox } from "./outbox/outbox.ts";
import { openPictures } from "./pictures.ts";
import { converse, type Conversation } from "./port/conversation.ts";
import { openSeat } from "./seat/seat.ts";
import { hubClock, type HubClock } from "./sync/clock.ts";
import { openTracks } from "./tracks.ts";
import { openEyes } from "./video/eyes.ts";

const PRODUCT = "Citywall";
const VIEWS_MS = 50;
const REPORT_MS = 1_000;
/** Making a cache anew is tried again after this long, ms, when the disk does not allow it. */
const REBUILD_MS = 5_000;
const AWAY: DeskAnswer = { answer: "trouble", trouble: { code: "hubAway", params: {} } };
const NO_HUB: DirectAnswer = { done: "no", trouble: { code: "hubAway", params: {} } };

/**
 * Opens the cache and everything that is answered from it.
 * @throws TroubleError `dataReadOnly`, `dataBusy` or `diskFull` when the folder cannot be used.
 */
export async function openHost(options: HostOptions): Promise<Host> {
  const real = () => performance.now();
  const wall = options.tuning?.wall ?? Date.now;
  const tracks = openTracks();
  const conversations = new Set<Conversation>();
  const whySetAside = new Map<string, string>();
  let clock: HubClock | null = null;
  let hubUrl: string | null = null;
  let told: Trouble | null = null;
  let toldTracks = 0;
  let lastEpoch: string | null = null;
  let open = true;
  let core!: Core;
  /** Settles when the cache that is being made anew stands; null while there is one. */
  let rebuilding: Promise<void> | null = null;

  const log: HostOptions["log"] = (event) => {
    if (event.event === "cacheSetAside") whySetAside.set(event.kept, event.why);
    options.log(event);
  };

  const driver = chooseDriver(options.tuning?.driver ?? "auto", () => undefined);
  const history = openHistory({ dataDir: options.dataDir, driver, log, days: options.trackDays ?? DAYS });
  const seat = openSeat({
    dataDir: options.dataDir,
    driver,
    machine: options.name,
    token: options.token,
    wall,
    real,
    hubTime: () => ({ now: clock?.now() ?? wall(), pace: clock?.pace() ?? 1 }),
    watched: () => conversations.size > 0,
    onToken() {
      if (rebuilding === null) core?.line.anew();
    },
    onPerson() {
      outbox?.seated();
      // Windows hear who is here before rows that are no longer theirs begin to go.
      if (rebuilding === null) core?.views.beat();
    },
    onLook(caseUid) {
      if (rebuilding === null) core?.line.look(caseUid);
    },
    log,
  });
  const outbox = openOutbox({
    dataDir: options.dataDir,
    driver,
    now: () => clock?.now() ?? wall(),
    real,
    live: () => rebuilding === null && core?.line.report().state === "live",
    send: (message) => (rebuilding === null ? core.line.desk(message) : Promise.resolve(AWAY)),
    place() {
      const { epoch, cursor } = rebuilding === null ? core.position() : NOWHERE;
      // A cache that is being filled anew is still of the history it was of, until the hub says otherwise.
      lastEpoch = epoch ?? lastEpoch;
      return { epoch: lastEpoch, cursor };
    },
    truthOf(uid) {
      if (rebuilding !== null) return null;
      const found = record(core.cache.read, "cases", uid);
      return found === null ? null : { state: found.state, department: found.department };
    },
    seat: seat.at,
    log(event) {
      if (event.event === "requestRefused") core.line.note("commandRefused", { refused: event.refused });
      else log(event);
    },
    onChange: tellLine,
  });

  const walls = openWalls({
    real,
    kept: readKeptWalls(options.dataDir),
    keep: (states) => void keepWalls(options.dataDir, states),
    send(message) {
      if (rebuilding === null) core.line.shows(message);
    },
  });
  const hubNow = () => clock?.now() ?? wall();
  const recorder = openRecorder({
    host: { ...options, log },
    product: PRODUCT,
    version: manifest.version,
    ...{ wall, real, now: hubNow },
    person: () => seat.reader.session().person,
    zone: () => zoneReader(core.cache.read)(),
  });

  const reports = openReports({
    dataDir: options.dataDir,
    source: () => (rebuilding === null ? (core?.source ?? null) : null),
    role: () => beside.rights().role,
    about() {
      const { scope } = beside.rights();
      return {
        version: manifest.version,
        dataAt: core.line.report().dataAt,
        by: seat.reader.session().person?.name ?? options.name,
        whole: scope === null || (scope.departments === null && scope.unitGrids === null),
      };
    },
  });
  const beside = besideCore({
    host: options,
    ...{ real, outbox, seat, history, walls, reports, whySetAside, ops: recorder.ops },
    windows: () => conversations.size,
    core: () => core ?? null,
  });

  const lookReports = openLookReports(options.name, hubNow, (message) => outbox.ask(message));
  const picture = openPictures({
    dataDir: options.dataDir,
    shown: (sha256) => rebuilding === null && hasId(core.cache.read, "pictures", sha256),
    ask: (sha256) => (rebuilding === null ? core.line.picture(sha256) : Promise.resolve(undefined)),
  });
  const eyes = openEyes({
    dataDir: options.dataDir,
    secrets: options.videoSecrets ?? null,
    camera: (uid) => (rebuilding === null ? record(core.cache.read, "cameras", uid) : null),
    gateway: (uid) => (rebuilding === null ? record(core.cache.read, "gateways", uid) : null),
    hub: () => (hubUrl === null ? null : { url: hubUrl, token: seat.token() }),
    now: hubNow,
    real,
    looked: (look) => lookReports.add(look),
    log,
  });

  const build = (setAsideFirst?: string): Promise<Core> =>
    openCore({
      host: { ...options, log },
      // A sped-up demonstration may have run ahead of this machine; its cache must not look as if it came from the future.
      clock: (committedAt) => (clock ??= hubClock(real, Math.max(wall(), committedAt ?? 0))),
      real,
      wall,
      beside,
      token: seat.token,
      tokens: seat.tokens,
      onSeats: seat.seats,
      onWalls(message) {
        walls.take(message);
        // Windows have a quarter of a second to prepare what is changed: none of it is spent waiting for the next beat.
        if (rebuilding === null) core.views.beat();
      },
      readOnly: () => null,
      outbox: () => {
        const { waiting, conflicts } = outbox.counts();
        return { waiting, conflicts };
      },
      watched: () => conversations.size > 0,
      onTracks(message) {
        tracks.take(message);
        const { epoch } = rebuilding === null ? core.position() : NOWHERE;
        if (epoch !== null && clock !== null) history.take(message, epoch, clock.now());
      },
      onUnitsGone(uids) {
        tracks.forget(uids);
        history.forget(uids);
      },
      onReport() {
        tellLine();
        if (core?.line.report().state !== "live") return;
        core.line.look(seat.looks());
        outbox.wake();
      },
      onBroken: (why) => void rebuild(why),
      ...(setAsideFirst === undefined ? {} : { setAsideFirst }),
    });

  try {
    core = await build();
  } catch (error) {
    eyes.close();
    lookReports.close();
    outbox.close();
    seat.close();
    history.close();
    await recorder.close();
    throw error;
  }
  log({ event: "cacheOpened", cases: core.source.cases.length });

  /** Makes the cache anew in place of one that turned out to be damaged. Windows keep their picture meanwhile. */
  function rebuild(why: string): Promise<void> {
    rebuilding ??= (async () => {
      log({ event: "cacheBroken", why });
      for (const conversation of conversations) conversation.rest({ code: "cacheBroken", params: { why } });
      core.close();
      for (;;) {
        try {
          const next = await build(why);
          core = next;
          break;
        } catch (error) {
          log({ event: "changeRefused", why: String(error) });
          await new Promise((resolve) => setTimeout(resolve, REBUILD_MS));
          if (!open) return;
        }
      }
      rebuilding = null;
      if (!open) return core.close();
      if (hubUrl !== null) core.line.connect(hubUrl);
      else if (told !== null) core.line.trouble(told);
      for (const conversation of conversations) conversation.again();
    })();
    return rebuilding;
  }

  function tellLine(): void {
    if (rebuilding !== null) return;
    const report = core.line.report();
    seat.look(report);
    walls.look(report.state === "live", core.line.status().line.role);
    for (const conversation of conversations) conversation.tellLine(report);
  }

  function tellTracks(): void {
    const columns = tracks.version() === toldTracks ? null : tracks.columns();
    toldTracks = tracks.version();
    if (columns !== null) for (const conversation of conversations) conversation.tellTracks(columns);
  }

  const viewsTimer = setInterval(() => {
    if (rebuilding === null) core.views.beat();
  }, VIEWS_MS);
  const reportTimer = setInterval(() => {
    tellLine();
    tellTracks();
    walls.beat({ now: Math.floor(hubNow()), pace: clock?.pace() ?? 1 });
    const { epoch } = rebuilding === null ? core.position() : NOWHERE;
    history.beat(hubNow(), clock?.pace() ?? 1, epoch);
  }, REPORT_MS);

  /** Whoever is logged in asks for themselves, also where their window does not say so. */
  function ofPerson(message: DeskMessage): DeskMessage {
    const { person } = seat.at();
    return message.person !== undefined || person === null ? message : { ...message, person };
  }

  const act = openActs({
    dataDir: options.dataDir,
    check: (deep) => core.line.check(deep),
    eyes,
    picture,
    discard: (id) => outbox.discard(id),
    seat,
    walls: {
      direct: (what) => (rebuilding === null ? core.line.direct(what) : Promise.resolve(NO_HUB)),
      echo: (request) => (rebuilding === null ? core.line.echo(request) : Promise.resolve(null)),
    },
    afterAction(from, to) {
      const person = seat.reader.session().person;
      if (person !== null && !mayTakeBlackBox(person.role)) throw new TroubleError("blackBoxNotYours");
      return recorder.afterAction(from, to);
    },
    reports,
    support: () => ({
      product: PRODUCT,
      version: manifest.version,
      wall: wall(),
      now: hubNow(),
      system: `${process.platform} ${process.arch}, Node ${process.version}`,
      rssMb: Math.round(process.memoryUsage.rss() / 1e6),
      status: beside.status(),
      outbox: outbox.entries(),
    }),
  });

  return {
    connect(url) {
      if (!/^https?:$/.test(URL.parse(url)?.protocol ?? "")) throw new TroubleError("hubAddress", { url });
      hubUrl = url;
      seat.connect(url);
      if (rebuilding === null) core.line.connect(url);
    },
    hubTrouble(trouble) {
      told = trouble;
      core.line.trouble(trouble);
    },
    attach(wire) {
      const screen = history.window();
      const place = seat.window();
      const display = walls.window();
      const record = recorder.window();
      const conversation = converse({
        wire,
        views: { open: (question, onFresh) => core.views.open(question, onFresh) },
        welcome: () => ({
          product: PRODUCT,
          language: options.language,
          basemap: options.basemap,
          line: core.line.report(),
        }),
        tracks: () => tracks.columns(),
        desk(message, holdMs, program) {
          record.asked(message.request, program);
          return outbox.ask(ofPerson(message), holdMs);
        },
        act(what, program) {
          const known = record.acted(what, program);
          if (what.do === "scene") screen.show({ program, scene: what.scene, replaying: what.replaying }, hubNow());
          if (what.do === "look") place.looks(what.caseUid);
          if (known.do !== "shows") return act(known);
          return Promise.resolve(display.shows(known.report, known.jpeg));
        },
        watch: (asked, tell) => eyes.open(asked, tell),
        real,
        onEnd() {
          screen.end(hubNow());
          place.end();
          display.end();
          conversations.delete(conversation);
        },
      });
      conversations.add(conversation);
      if (rebuilding !== null) conversation.rest({ code: "cacheBroken", params: { why: "" } });
      return { broke: record.broke };
    },
    fell: recorder.fell,
    lastFrame: recorder.lastFrame,
    ops: recorder.ops,
    report: () => core.line.report(),
    async close() {
      if (!open) return;
      open = false;
      clearInterval(viewsTimer);
      clearInterval(reportTimer);
      eyes.close();
      reports.close();
      lookReports.close();
      walls.close();
      outbox.close();
      seat.close();
      history.close();
      for (const conversation of [...conversations]) conversation.close();
      await recorder.close();
      if (rebuilding === null) core.close();
    },
  };
}
