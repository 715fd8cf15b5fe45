/** Stations of dust and noise, put together: their file, the port they connect to, and the means of what they send. */
import type { AveragingMinutes } from "../shared/sensors/means.ts";
import { openStationServer, type StationServer, type TakenAside } from "./devices/hj212-server.ts";
import { troubleOfListening } from "./listen.ts";
import type { Rules } from "./rules/rules.ts";
import type { HubSentences } from "./sentences.ts";
import { openRecorder } from "./sensors/recorder.ts";
import { readStations } from "./sensors/stations.ts";
import type { Store } from "./store/store.ts";

/** Real ms between two looks for periods that are over. */
const FLUSH_EVERY_MS = 15_000;

export interface Measurements {
  readonly port: number;
  /** Samples since the start, and what came to nothing by reason. */
  counts: StationServer["counts"];
  close(): Promise<void>;
}

export interface MeasurementsOptions {
  readonly store: Store;
  readonly rules: Pick<Rules, "thresholds" | "thresholdNames">;
  /** Hub time, epoch ms. */
  now(): number;
  readonly host: string;
  readonly port: number;
  /** The stations' file. */
  readonly file: string;
  readonly log: (line: string) => void;
  readonly say: HubSentences["hub"];
}

/**
 * Reads the stations and opens their port. Throws trouble `stationsBroken`, `fileMissing` or `fileUnreadable` of the file,
 * and `portInUse`, `portDenied` or `hostUnusable` of the port.
 */
export async function openMeasurements(options: MeasurementsOptions): Promise<Measurements> {
  const { store, rules, now, host, port, file, log, say } = options;
  const stations = readStations(file, store, now(), rules.thresholdNames);
  const recorder = openRecorder({
    store,
    now,
    periods: ({ platform, thresholds }): AveragingMinutes[] =>
      (rules.thresholds(platform, thresholds)?.limits ?? []).map(({ minutes }) => minutes),
  });
  const opening = openStationServer({
    host,
    port,
    stations: new Map(stations.map((station) => [station.id, station])),
    now,
    onSamples: (station, samples) => void recorder.take(station, samples),
    onAside: ({ station, reason, field, found }: TakenAside) =>
      log(
        say("hub.hj212Aside", { station, field: field || "—", found: found || "—", why: say(`hub.hj212.${reason}`) }),
      ),
  });
  const server = await opening.catch((error: NodeJS.ErrnoException) => {
    throw troubleOfListening(error, host, port) ?? error;
  });
  const timer = setInterval(() => {
    try {
      recorder.flush();
    } catch (error) {
      log(say("hub.hj212Failed", { why: error instanceof Error ? error.message : String(error) }));
    }
  }, FLUSH_EVERY_MS);
  return {
    port: server.port,
    counts: server.counts,
    async close() {
      clearInterval(timer);
      await server.close();
      recorder.close();
    },
  };
}
