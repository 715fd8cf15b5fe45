/** What the parts of the desk share: the transaction they decide in, and the forms of an answer. */
import type { CasePolicy } from "../../shared/case/policy.ts";
import type { WorkCalendar } from "../../shared/case/worktime.ts";
import { periodOf } from "../../shared/evaluation/period-key.ts";
import type { Scheme } from "../../shared/rules/scheme.ts";
import type { DeskAnswer, DeskRefusal } from "../../shared/wire/desk.ts";
import type { Store, Tx } from "../store/store.ts";

/** The rules the desk decides by. */
export interface DeskRules {
  rulesOf(platform: string): { readonly calendar: WorkCalendar; readonly policy: CasePolicy };
  scheme(name: string): { readonly scheme: Scheme; readonly body: string; readonly hash: string } | null;
}

/** One request being decided: whose, when (hub time, whole epoch ms), and inside which transaction. */
export interface Deciding {
  readonly store: Store;
  readonly rules: DeskRules;
  readonly tx: Tx;
  readonly id: string;
  readonly by: string;
  readonly at: number;
}

export function done({ tx }: Pick<Deciding, "tx">, uid: number): DeskAnswer {
  return { answer: "done", uid, seq: tx.seq() };
}

export function refused(why: DeskRefusal): DeskAnswer {
  return { answer: "refused", refused: why };
}

/** Is there a final result of this scheme that covers the month? */
export function isFrozen(store: Store, platform: string, scheme: string, month: string): boolean {
  const asked = periodOf(month);
  if (asked === null) return false;
  for (const row of store.each("frozen", platform)) {
    if (row.scheme !== scheme) continue;
    const period = periodOf(row.period);
    if (period !== null && period.first <= asked.first && period.last >= asked.last) return true;
  }
  return false;
}
