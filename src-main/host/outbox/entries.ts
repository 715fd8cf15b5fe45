/** The outbox as people see it. */
import type { OutboxEntry } from "../../../shared/sync-status.ts";
import type { Kept } from "./ledger.ts";
import { isSettled } from "./order.ts";

/** A case as the cache has it. */
export type TruthOf = (caseUid: number) => OutboxEntry["truth"];

/** Refused after whoever asked had been told that it is kept: somebody has to look at it. */
export const isConflict = ({ state, told }: Kept): boolean => (state === "refused" || state === "expired") && !told;

/** @param waitsForPerson it goes only when somebody else is logged in */
export function entryOf(
  { message, madeAt, state, answer, settledAt }: Kept,
  truthOf: TruthOf,
  waitsForPerson = false,
): OutboxEntry {
  const refused = answer?.answer === "refused" ? answer.refused : null;
  const { request } = message;
  return {
    message,
    madeAt,
    state,
    refused,
    settledAt,
    truth: refused !== null && request.ask === "case" ? truthOf(request.uid) : null,
    ...(waitsForPerson ? { heldFor: message.by } : {}),
  };
}

/** What waits first, oldest first; then what somebody should look at; then the rest, newest first. */
export function entriesOf(
  all: readonly Kept[],
  truthOf: TruthOf,
  waitsForPerson: (one: Kept) => boolean,
): OutboxEntry[] {
  const settled = all.filter(isSettled).toReversed();
  return [
    ...all.filter((one) => !isSettled(one)),
    ...settled.filter(isConflict),
    ...settled.filter((one) => !isConflict(one)),
  ].map((one) => entryOf(one, truthOf, waitsForPerson(one)));
}
