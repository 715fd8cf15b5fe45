/**
 * Where everyone is: gathers what the sources know once a second, judges it, reports the newest of each unit, and says once
 * a minute what came to nothing.
 */
import { TroubleError, type Trouble } from "../shared/trouble.ts";
import type { TracksMessage } from "../shared/wire/hub.ts";
import { openGateway, type Gateway } from "./devices/jt808-gateway.ts";
import type { Track } from "./devices/jt808-terminal.ts";
import { terminalUnits } from "./devices/jt808-units.ts";
import { troubleOfListening } from "./listen.ts";
import { latestTracks } from "./live/latest.ts";
import type { HubKey } from "./sentences.ts";
import type { Store } from "./store/store.ts";

/** Real ms between two reports of positions. */
const REPORT_EVERY_MS = 1_000;
/** Real ms between two sentences about what came to nothing. */
const TELL_EVERY_MS = 60_000;

export interface PositionsOptions {
  readonly store: Store;
  /** Hub time, epoch ms. */
  now(): number;
  /** Hears the newest of each unit whenever something has come. */
  readonly report: (message: TracksMessage) => void;
  readonly log: (line: string) => void;
  readonly say: (key: HubKey, params?: Trouble["params"]) => string;
}

export interface Positions {
  /** Asks a source once a second; the function given back ends that. A source that throws is not asked again. */
  ask(source: () => Pick<TracksMessage, "rows">, onFailed: (error: unknown) => void): () => void;
  /** Takes positions of vehicle terminals. Throws trouble `portInUse`, `portDenied` or `hostUnusable`. */
  openTerminals(host: string, port: number): Promise<Gateway>;
  /** Positions set aside and messages of terminals that came to nothing, by reason, since the start. */
  counts(): { readonly fixes: Readonly<Record<string, number>>; readonly terminals: Readonly<Record<string, number>> };
  close(): Promise<void>;
}

export function openPositions({ store, now, report, log, say }: PositionsOptions): Positions {
  const latest = latestTracks();
  const sources = new Map<() => Pick<TracksMessage, "rows">, (error: unknown) => void>();
  let gateway: Gateway | null = null;
  /** What terminals have said since the last report. */
  let heard: Track[] = [];
  let told = counts();

  function counts(): ReturnType<Positions["counts"]> {
    return { fixes: latest.asides(), terminals: gateway?.counts().asides ?? {} };
  }

  function beat(): void {
    for (const [source, onFailed] of sources) {
      try {
        latest.take(source(), now());
      } catch (error) {
        sources.delete(source);
        onFailed(error);
      }
    }
    const rows = heard;
    heard = [];
    latest.take({ rows }, now());
    const news = latest.news(now());
    if (news !== null) report(news);
  }

  /** One sentence for each kind of what came to nothing in the last minute. */
  function tell(): void {
    const before = told;
    told = counts();
    const fixes = risen(before.fixes, told.fixes);
    if (fixes.length > 0) {
      log(say("hub.fixesAside", { what: words(fixes.map(([reason, n]) => [`hub.fixAside.${reason}` as HubKey, n])) }));
    }
    const terminals = risen(before.terminals, told.terminals);
    if (terminals.length > 0) {
      log(say("hub.jt808Aside", { what: words(terminals.map(([reason, n]) => [`hub.jt808.${reason}` as HubKey, n])) }));
    }
  }

  const words = (parts: readonly (readonly [HubKey, number])[]): string =>
    parts.map(([key, count]) => `${say(key)} ${count}`).join(say("hub.comma"));

  const timers = [setInterval(beat, REPORT_EVERY_MS), setInterval(tell, TELL_EVERY_MS)];
  return {
    ask(source, onFailed) {
      sources.set(source, onFailed);
      return () => void sources.delete(source);
    },
    async openTerminals(host, port) {
      const units = terminalUnits(store, () => performance.now());
      try {
        gateway = await openGateway({ host, port, units, onTrack: (track) => heard.push(track) });
        return gateway;
      } catch (error) {
        const trouble = troubleOfListening(error as NodeJS.ErrnoException, host, port);
        throw trouble instanceof TroubleError ? trouble : error;
      }
    },
    counts,
    async close() {
      for (const timer of timers) clearInterval(timer);
      sources.clear();
      await gateway?.close();
    },
  };
}

/** What is more than before, with by how much. */
function risen(
  before: Readonly<Record<string, number>>,
  now: Readonly<Record<string, number>>,
): (readonly [string, number])[] {
  return Object.entries(now)
    .map(([reason, count]) => [reason, count - (before[reason] ?? 0)] as const)
    .filter(([, more]) => more > 0);
}
