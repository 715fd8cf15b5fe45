/**
 * The hub's desk: takes requests and decides on the truth. One request is one transaction; the same id again gets the same
 * answer and has no second effect, also after a restart and from another process.
 */
import type { CaseReport } from "../../shared/case/case.ts";
import { monthOf, periodKeyOf, periodOf, windowOfPeriod } from "../../shared/evaluation/period-key.ts";
import { mayAsk, mayCommand, mayRule } from "../../shared/rights.ts";
import type { DeskAnswer, DeskMessage, DeskRefusal, DeskRequest } from "../../shared/wire/desk.ts";
import type { OfficeRefusal } from "../../shared/wire/office.ts";
import type { KeptAct } from "../store/audit.ts";
import type { Store, Tx } from "../store/store.ts";
import { platformSeen, refused, type Asker, type Deciding, type DeskRules } from "./answer.ts";
import { commandCase, fileCase, letFallDue, type Filed } from "./cases.ts";
import { frozenDraft, frozenId, frozenPast, recomputedDigest } from "./freeze.ts";
import { openClaims, type ClaimWord } from "./claims.ts";
import { enterLedger, withdrawLedger } from "./ledger.ts";
import { changeHall } from "./hall.ts";
import { changeCameras } from "./cameras.ts";
import { openHolds } from "./holds.ts";
import { writeLooks } from "./looks.ts";
import { aboutRequest, witness } from "./record.ts";
import { reportCase } from "./report.ts";
import { clearTarget, setTarget } from "./targets.ts";
import { isActSeen, isUndoable, undoAct } from "./undo.ts";
import { breathe, type Breathe } from "./up-to.ts";

export interface DeskOptions {
  readonly store: Store;
  readonly rules: DeskRules;
  /** Hub time, epoch ms. */
  now(): number;
  /** Monotonic real ms. */
  real?(): number;
  /** Cases that somebody else moves, also when something falls due by itself. */
  moved?(platform: string, id: string): boolean;
  /**
   * Settles when everything that happened up to now is in the store: somebody who moves cases a moment late may still have
   * some to write down.
   */
  settle?(): Promise<void>;
  /** Somebody has claimed a case, let go of it or taken it over, or a claim has run out. */
  onClaims?(): void;
}

/** Acts that were written down, as the desk judges them. */
export interface Acts {
  /** Whether what it was about is there for somebody. */
  isSeen(act: KeptAct, asker: Asker): boolean;
  /** Whether it can be taken back: what it changed still is as it left it. */
  isUndoable(act: KeptAct): boolean;
  /** Takes it back, as an act of its own; why not, or null when it is done. */
  undo(act: KeptAct, asker: Asker): OfficeRefusal | null;
}

export interface Desk {
  /** Answers a request of somebody whose message has been checked. */
  take(message: DeskMessage, asker: Asker): Promise<DeskAnswer>;
  /** Files a new case under a number of its own, or says why not. */
  report(platform: string, report: CaseReport, by: string): Filed | DeskRefusal;
  /** Lets what has fallen due by itself happen; how many cases moved. */
  fallDue(): number;
  /**
   * Makes the platform's own scheme final for the months that ended at least so many days ago and are not final yet,
   * without haste. Gives those months.
   */
  freezePast(platform: string, days: number, by: string, rest: Breathe): Promise<string[]>;
  /**
   * The digest of a final result as computed again from the facts and the scheme kept with it; null when there is no such
   * result. Another digest than the row's means that facts were changed afterwards.
   */
  recompute(platform: string, scheme: string, period: string): Promise<string | null>;
  /** Cases that somebody has claimed. */
  claims(): readonly ClaimWord[];
  readonly acts: Acts;
  /** Gives up what takes long; settles when nothing uses the store any more. */
  close(): Promise<void>;
}

/** Thrown inside work that takes long, to leave it when the hub closes. */
class HubCloses extends Error {}

const DAY = 86_400_000;
const HUB_AWAY: DeskAnswer = { answer: "trouble", trouble: { code: "hubAway", params: {} } };
type Freeze = Extract<DeskRequest, { ask: "freeze" }>;

/** Asked by somebody else than who is logged in now. */
const isOthers = ({ person }: DeskMessage, asker: Asker) => person !== undefined && person !== asker.person?.uid;
/** Whose doing it is: who is logged in, or what was typed where nobody is. */
const nameOf = ({ by }: DeskMessage, asker: Asker) => asker.person?.name ?? by;

/**
 * Whether a person's role gives such commands, and changes rule files of such a kind. Where nobody is logged in, whoever may ask
 * at all may give any command.
 */
function mayGive(request: DeskRequest, { role, person }: Asker): boolean {
  if (request.ask === "putRule" || request.ask === "resetRule") return mayRule(role, request.kind);
  if (person === undefined) return true;
  if (request.ask === "report") return mayCommand(role, "report");
  return request.ask !== "case" || mayCommand(role, request.command.kind);
}

export function openDesk({ store, rules, now, moved = () => false, settle = breathe, ...options }: DeskOptions): Desk {
  const real = options.real ?? (() => performance.now());
  const holds = openHolds(real);
  const claims = openClaims(real, () => options.onClaims?.());
  /** Freezing takes a while: who asks with the same id meanwhile waits for the same answer. */
  const underWay = new Map<string, Promise<DeskAnswer>>();
  const working = new Set<Promise<unknown>>();
  let closed = false;
  /** The newest moment a result was frozen by: whatever the desk decides after it is later than it. */
  let frozenBy = -1;
  const hubTime = () => Math.max(Math.floor(now()), frozenBy + 1);

  /** Rests between two slices of work, and leaves it when the hub closes. */
  const resting = (rest: Breathe): Breathe => {
    return async () => {
      await rest();
      if (closed) throw new HubCloses();
    };
  };

  /** Work that takes long: when the hub closes meanwhile it gives `instead`. */
  async function long<T>(work: () => Promise<T>, instead: T): Promise<T> {
    const running = work().catch((error: unknown) => {
      if (error instanceof HubCloses) return instead;
      throw error;
    });
    working.add(running);
    try {
      return await running;
    } finally {
      working.delete(running);
    }
  }

  /** One transaction under an id: the answer that was given before, or what `work` answers now. */
  function once(message: DeskMessage, asker: Asker, work: (deciding: Deciding) => DeskAnswer): DeskAnswer {
    const { id, request } = message;
    const answer = store.transact(hubTime(), (tx: Tx): DeskAnswer => {
      const known = store.answer(id);
      if (known !== null) return JSON.parse(known) as DeskAnswer;
      // Nothing is kept under the id: it may come again from whoever asked it.
      if (isOthers(message, asker)) return refused("otherPerson");
      // The time is taken when it is our turn: whoever had the store before us may have moved the same case.
      const at = hubTime();
      const by = nameOf(message, asker);
      const seen = witness(store, tx, { asker, by, at }, aboutRequest(store, request));
      const no = rightRefusal(message, asker, at);
      const deciding = { store, rules, tx: seen.tx, asker, id, by, at, tell: seen.tell };
      const given = no === null ? work(deciding) : refused(no);
      seen.record(given);
      tx.keepAnswer(id, JSON.stringify(given));
      return given;
    });
    if (request.ask === "putRule" || request.ask === "resetRule") rules.refresh();
    return answer;
  }

  /** Why it is not even looked at: the role may not ask it, or it comes too late. */
  function rightRefusal({ request, notAfter }: DeskMessage, asker: Asker, at: number): DeskRefusal | null {
    if (!mayAsk(asker.role, request.ask) || !mayGive(request, asker)) return "notAllowed";
    return notAfter !== undefined && at > notAfter ? "expired" : null;
  }

  function decided(deciding: Deciding, request: Exclude<DeskRequest, Freeze>): DeskAnswer {
    switch (request.ask) {
      case "case": {
        const other = claims.heldByOther(deciding, request.uid);
        if (other !== null) return refused("caseHeld", other);
        claims.keep(deciding, request.uid);
        return commandCase(deciding, request);
      }
      case "report":
        return reportCase(deciding, request);
      case "setTarget":
        return setTarget(deciding, request);
      case "clearTarget":
        return clearTarget(deciding, request);
      case "enterLedger":
        return enterLedger(deciding, request);
      case "withdrawLedger":
        return withdrawLedger(deciding, request);
      case "looked":
        return writeLooks(deciding, request);
      case "holdCamera":
        return holds.hold(deciding, request);
      case "claim":
        return claims.claim(deciding, request);
      case "putDepartment":
      case "removeDepartment":
      case "putContact":
      case "removeContact":
      case "confirmContact":
      case "putRule":
      case "resetRule":
      case "markAlarm":
      case "writeHandover":
      case "signHandover":
        return changeHall(deciding, request);
      default:
        return changeCameras(deciding, request);
    }
  }

  function freezeRefusal({ platform, scheme, period }: Freeze, asker: Asker): DeskRefusal | null {
    const row = platformSeen({ store, asker }, platform);
    if (row === null) return "unknownPlatform";
    if (rules.scheme(scheme) === null) return "unknownScheme";
    if (store.find("frozen", platform, frozenId(scheme, period)) !== null) return "alreadyFrozen";
    const asked = periodOf(period);
    return asked === null || windowOfPeriod(asked, row.timeZone).to > hubTime() ? "monthRunning" : null;
  }

  /** What the facts up to this very moment are frozen by: what comes in from now on is later than that. */
  async function moment(rest: Breathe): Promise<number> {
    fallDue();
    const at = hubTime();
    frozenBy = at;
    await settle();
    await rest();
    return at;
  }

  async function freeze(message: DeskMessage, request: Freeze, asker: Asker): Promise<DeskAnswer> {
    const known = store.answer(message.id);
    if (known !== null) return JSON.parse(known) as DeskAnswer;
    const no = rightRefusal(message, asker, hubTime()) ?? freezeRefusal(request, asker);
    if (no !== null || isOthers(message, asker)) return once(message, asker, () => refused(no ?? "notAllowed"));
    const rest = resting(breathe);
    const at = await moment(rest);
    const { platform } = request;
    const scheme = rules.scheme(request.scheme);
    const period = periodOf(request.period);
    const row = store.find("platforms", platform, platform);
    if (scheme === null || period === null || row === null) {
      return once(message, asker, () => refused("unknownScheme"));
    }
    const basis = { platform, timeZone: row.timeZone, ...scheme, at };
    const draft = await frozenDraft(store, basis, period, nameOf(message, asker), rest);
    return once(message, asker, ({ tx }) => {
      const late = freezeRefusal(request, asker);
      if (late !== null) return refused(late);
      return { answer: "done", uid: tx.put("frozen", draft).uid, seq: tx.seq() };
    });
  }

  function fallDue(): number {
    const at = hubTime();
    if (store.suspensionsEnded(at).length === 0) return 0;
    return store.transact(at, (tx) => letFallDue(store, rules, tx, at, moved));
  }

  return {
    async take(message, asker) {
      const { request, id } = message;
      if (request.ask !== "freeze") return once(message, asker, (deciding) => decided(deciding, request));
      let answer = underWay.get(id);
      if (answer === undefined) {
        answer = long(() => freeze(message, request, asker), HUB_AWAY).finally(() => underWay.delete(id));
        underWay.set(id, answer);
      }
      return answer;
    },
    report(platform, report, by) {
      return store.transact(hubTime(), (tx) => fileCase({ store, rules, tx, by, at: hubTime() }, platform, report));
    },
    fallDue,
    freezePast: (platform, days, by, rest) => long(() => freezePast(platform, days, by, resting(rest)), []),
    async recompute(platform, scheme, period) {
      const frozen = store.find("frozen", platform, frozenId(scheme, period));
      const row = store.find("platforms", platform, platform);
      if (frozen === null || row === null) return null;
      return recomputedDigest(store, frozen, row.timeZone, breathe);
    },
    claims: claims.list,
    acts: {
      isSeen: (act, asker) => isActSeen({ store, asker }, act),
      isUndoable: (act) => isUndoable({ store, rules }, act),
      undo(act, asker) {
        const no = store.transact(hubTime(), (tx) => undoAct({ store, rules, tx, asker, at: hubTime() }, act));
        rules.refresh();
        return no;
      },
    },
    async close() {
      closed = true;
      claims.close();
      await Promise.allSettled(working);
    },
  };

  async function freezePast(platform: string, days: number, by: string, rest: Breathe): Promise<string[]> {
    const row = store.find("platforms", platform, platform);
    const scheme = row === null ? null : rules.scheme(row.scheme);
    if (row === null || scheme === null) return [];
    const endedBy = hubTime() - days * DAY;
    if (isUpToDate(platform, row.timeZone, row.scheme, endedBy)) return [];
    const basis = { platform, timeZone: row.timeZone, ...scheme, at: await moment(rest) };
    const drafts = await frozenPast(store, basis, endedBy, by, rest);
    for (const draft of drafts) {
      store.transact(hubTime(), (tx) => {
        if (store.find("frozen", platform, draft.id) === null) tx.put("frozen", draft);
      });
      await rest();
    }
    return drafts.map(({ period }) => period);
  }

  /** Is the newest month that may be made final so already? */
  function isUpToDate(platform: string, timeZone: string, scheme: string, endedBy: number): boolean {
    const newest = periodKeyOf("month", monthOf(endedBy, timeZone) - 1);
    return store.find("frozen", platform, frozenId(scheme, newest)) !== null;
  }
}
