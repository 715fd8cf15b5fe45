/**
 * What this machine sees of its windows: what they report, what their seats do, how often they fell. From it come the ops
 * page, the black box and the picture that stands in for a window while it is brought back.
 */
import { join } from "node:path";
import { isEchoPicture, type WindowReport } from "../../shared/direction/wall.ts";
import type { OpsValue } from "../../shared/ops.ts";
import type { DeskRequest } from "../../shared/wire/desk.ts";
import type { HostAct } from "../../shared/wire/port.ts";
import { writeAfterAction, type AfterAction } from "./black-box/after-action.ts";
import { openBlackBox } from "./black-box/box.ts";
import { openOps } from "./ops/ops.ts";
import { openWindows } from "./ops/windows.ts";
import type { HostOptions } from "./options.ts";

/** What went on is kept for so many hours when nobody says otherwise. */
const HOURS = 72;

export interface RecorderOptions {
  readonly host: HostOptions;
  readonly product: string;
  readonly version: string;
  /** This machine's own clock, a clock that never jumps, and hub time, ms. */
  readonly wall: () => number;
  readonly real: () => number;
  readonly now: () => number;
  readonly person: () => { readonly uid: number; readonly name: string } | null;
  /** The hall's zone. */
  readonly zone: () => string;
}

/** One window's part. */
export interface RecordedWindow {
  /** Gives the act as it goes on: a report with what only this machine knows of the window. */
  acted(what: HostAct, program: string): HostAct;
  asked(request: DeskRequest, program: string): void;
  /** Its connection broke off without a word. */
  broke(): void;
}

export interface Recorder {
  window(): RecordedWindow;
  /** A window of this display fell. */
  fell(display: string): void;
  lastFrame(display: string): Uint8Array | null;
  ops(): OpsValue;
  afterAction(from: number, to: number): Promise<AfterAction>;
  close(): Promise<void>;
}

export function openRecorder(options: RecorderOptions): Recorder {
  const { host, wall, real, now, person } = options;
  const { dataDir, name } = host;
  const windows = openWindows(real, now);
  const hours = host.blackBoxHours ?? HOURS;
  const box = openBlackBox({ dataDir, hours, wall, real, now, person, log: host.log });
  const ops = openOps({ name, version: options.version, dataDir, wall, real, windows, blackBox: box.status });
  let writing: Promise<unknown> = Promise.resolve();

  return {
    window() {
      /** Which window of which wall it is, null for one that is none. */
      let shows: WindowReport | null = null;
      return {
        acted(what, program) {
          if (what.do !== "shows") {
            box.acted(what, program);
            return what;
          }
          const jpeg = what.jpeg !== null && isEchoPicture(what.jpeg) ? what.jpeg : null;
          shows = windows.told(what.report, jpeg);
          if (jpeg !== null) {
            box.picture(`${shows.wall}/${shows.display}`, jpeg);
            host.onFrame?.(shows.display, jpeg);
          }
          return { ...what, report: shows };
        },
        asked: box.asked,
        broke() {
          if (shows !== null) windows.fell(shows.wall, shows.display);
        },
      };
    },
    fell: (display) => windows.fell(null, display),
    lastFrame: windows.lastFrame,
    ops,
    afterAction(from, to) {
      // One after another: two at once would read the disk twice for the same.
      const next = writing.then(() =>
        writeAfterAction({
          ...{ from, to, product: options.product, version: options.version },
          read: box.read,
          folder: join(dataDir, "exports"),
          language: host.language ?? "zh-CN",
          zone: options.zone(),
          host: name,
          now: now(),
        }),
      );
      writing = next.catch(() => {});
      return next;
    },
    async close() {
      await writing;
      await box.close();
    },
  };
}
