/** What windows ask of the host itself (rule P9), each answered once, with what came of it or why it did not. */
import { TroubleError, type Trouble } from "../../shared/trouble.ts";
import type { ActResult, HostAct } from "../../shared/wire/port.ts";
import type { AfterAction } from "./black-box/after-action.ts";
import { troubleOf } from "./cache/trouble.ts";
import type { Reports } from "./reports/reports.ts";
import type { Seat } from "./seat/seat.ts";
import type { LineRunner } from "./sync/runner-types.ts";
import { supportText, writeSupport, type SupportFacts } from "./support.ts";
import type { Eyes } from "./video/eyes.ts";

export interface ActsOptions {
  readonly dataDir: string;
  /** Holds the cache against the hub. */
  readonly check: (deep: boolean) => void;
  readonly eyes: Pick<Eyes, "turn" | "preset">;
  /** The bytes of a picture that belongs to a case. */
  readonly picture: (sha256: string) => Promise<ActResult>;
  /** False for a request that is under way. */
  readonly discard: (id: string) => boolean;
  readonly seat: Pick<Seat, "act">;
  readonly walls: Pick<LineRunner, "direct" | "echo">;
  readonly reports: Pick<Reports, "make" | "verify">;
  readonly support: () => SupportFacts;
  /** Writes what was recorded between two instants of hub time to a file. */
  readonly afterAction: (from: number, to: number) => Promise<AfterAction>;
}

/** The function given back never rejects. */
export function openActs(options: ActsOptions): (what: HostAct) => Promise<ActResult> {
  const { dataDir, eyes, seat } = options;
  const turned = (trouble: Trouble | null): ActResult =>
    trouble === null ? { did: "turned" } : { did: "not", trouble };

  async function done(what: HostAct): Promise<ActResult> {
    switch (what.do) {
      case "check":
        options.check(what.deep);
        return { did: "checking" };
      case "turn":
        return turned(await eyes.turn(what.camera, what.pan, what.tilt, what.zoom));
      case "preset":
        return turned(await eyes.preset(what.camera, what.number));
      case "picture":
        return options.picture(what.sha256);
      case "discard":
        if (options.discard(what.id)) return { did: "discarded" };
        return { did: "not", trouble: { code: "requestUnderWay", params: {} } };
      case "login":
      case "nameFirst":
      case "logout":
      case "password":
      case "office":
      case "keep":
      case "meanwhileSeen":
        return seat.act(what);
      case "makeReport":
        return { did: "report", name: await options.reports.make(what) };
      case "verifyReport":
        return { did: "verified", verified: await options.reports.verify(what.name) };
      case "look": // of one window, whose conversation takes it
        return { did: "looking" };
      case "scene":
      case "page":
        return { did: "noted" };
      case "shows": // of one window, whose conversation takes it
        return { did: "noted" };
      case "direct":
        return { did: "direct", answer: await options.walls.direct(what.act) };
      case "echo": {
        const { host, display, picture } = what;
        return { did: "echo", echo: await options.walls.echo({ host, display, picture }) };
      }
      case "blackBox":
        return { did: "blackBox", ...(await options.afterAction(what.from, what.to)) };
      case "support": {
        const facts = options.support();
        const text = supportText(facts);
        return { did: "support", file: await writeSupport(dataDir, facts.wall, text), text };
      }
    }
  }

  return async (what) => {
    try {
      return await done(what);
    } catch (error) {
      const trouble = troubleOf(error, dataDir);
      if (trouble instanceof TroubleError) return { did: "not", trouble: trouble.trouble };
      return { did: "not", trouble: { code: "hostFailed", params: { why: String(error) } } };
    }
  };
}
