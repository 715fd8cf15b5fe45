/**
 * 认领: who works on which case, one holder at a time and for a while (Z67). Kept in memory: a hub that begins anew has given
 * none away. The seconds are real ones, whatever the pace of hub time: nobody reads faster in a city that does.
 */
import type { DeskAnswer, DeskRequest } from "../../shared/wire/desk.ts";
import { caseSeen, done, refused, type Deciding } from "./answer.ts";

type Asked = Extract<DeskRequest, { ask: "claim" }>;

/** A case that somebody has claimed. */
export interface ClaimWord {
  readonly caseUid: number;
  /** uid of who is logged in, 0 where nobody is. */
  readonly person: number;
  readonly name: string;
  /** Real ms until it is let go of by itself. */
  readonly leftMs: number;
}

interface Claim {
  /** The person, wherever they are logged in; where nobody is, host and name. */
  readonly holder: string;
  readonly person: number;
  readonly name: string;
  readonly seconds: number;
  /** Monotonic real ms. */
  readonly until: number;
}

export interface Claims {
  claim(deciding: Deciding, asked: Asked): DeskAnswer;
  /** Who else has claimed the case; null when nobody has, or when it is not there for the asker. */
  heldByOther(deciding: Deciding, caseUid: number): string | null;
  /** Somebody acts on a case: what they have claimed stays theirs for as long again. */
  keep(deciding: Deciding, caseUid: number): void;
  /** Claims as they are now, in the order of their making. */
  list(): ClaimWord[];
  close(): void;
}

/**
 * @param real monotonic real ms
 * @param changed hears of every claim that is made, let go of, taken over or has run out
 */
export function openClaims(real: () => number, changed: () => void): Claims {
  const held = new Map<number, Claim>();
  let timer: NodeJS.Timeout | undefined;

  const holderOf = ({ asker, by }: Deciding) =>
    asker.person === undefined ? JSON.stringify([asker.host ?? "", by]) : String(asker.person.uid);

  /** Forgets what has run out, and looks again when the next claim does. */
  function tidy(): void {
    const now = real();
    const before = held.size;
    for (const [uid, { until }] of held) if (until <= now) held.delete(uid);
    if (held.size < before) changed();
    clearTimeout(timer);
    if (held.size === 0) return;
    const next = Math.min(...[...held.values()].map(({ until }) => until));
    timer = setTimeout(tidy, Math.max(1, next - now)).unref();
  }

  function heldNow(caseUid: number): Claim | undefined {
    const claim = held.get(caseUid);
    return claim !== undefined && claim.until > real() ? claim : undefined;
  }

  function take(deciding: Deciding, caseUid: number, seconds: number): void {
    const person = deciding.asker.person?.uid ?? 0;
    const holder = holderOf(deciding);
    held.set(caseUid, { holder, person, name: deciding.by, seconds, until: real() + seconds * 1_000 });
    tidy();
    changed();
  }

  return {
    claim(deciding, { uid, seconds, reason = "" }) {
      const record = caseSeen(deciding, uid);
      if (record === null) return refused("unknownCase");
      const before = heldNow(uid);
      const own = before?.holder === holderOf(deciding);
      if (seconds === 0) {
        // Who does not hold it has nothing to let go of.
        if (!own) return done(deciding, uid);
        held.delete(uid);
        changed();
        deciding.tell({ text: "letGo", changed: true });
        return done(deciding, uid);
      }
      if (before !== undefined && !own) {
        if (reason.trim() === "") return refused("caseHeld", before.name);
        deciding.tell({ text: reason.trim(), before: wordOf(before.name), after: wordOf(deciding.by), changed: true });
      } else if (!own) deciding.tell({ changed: true });
      take(deciding, uid, seconds);
      return done(deciding, uid);
    },
    heldByOther(deciding, caseUid) {
      const claim = heldNow(caseUid);
      if (claim === undefined || claim.holder === holderOf(deciding)) return null;
      return caseSeen(deciding, caseUid) === null ? null : claim.name;
    },
    keep(deciding, caseUid) {
      const claim = heldNow(caseUid);
      if (claim?.holder === holderOf(deciding)) take(deciding, caseUid, claim.seconds);
    },
    list() {
      const now = real();
      return [...held]
        .filter(([, { until }]) => until > now)
        .map(([caseUid, { person, name, until }]) => ({ caseUid, person, name, leftMs: Math.ceil(until - now) }));
    },
    close() {
      clearTimeout(timer);
      held.clear();
    },
  };
}

const wordOf = (name: string) => JSON.stringify({ heldBy: name });
