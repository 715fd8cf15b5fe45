/**
 * Drafts of what was sent, until it is known what became of it.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z32 A draft outlives its sending until the hub has done it: taken back or refused, it can be taken up as it was typed.
 */
import type { OutboxEntry } from "../../../shared/sync-status.ts";
import type { DeskAnswer } from "../../../shared/wire/desk.ts";

export interface SentDrafts {
  /** Something was sent of the draft that is kept under this key. */
  sent(id: string, key: string): void;
  heard(id: string, answer: DeskAnswer): void;
  /** The outbox as it stands. */
  look(entries: readonly Pick<OutboxEntry, "message" | "state">[]): void;
}

/** @param letGo takes a draft off the disk, by its key */
export function createSentDrafts(letGo: (key: string) => void): SentDrafts {
  const keys = new Map<string, string>();
  const done = (id: string) => {
    const key = keys.get(id);
    if (key === undefined) return;
    keys.delete(id);
    letGo(key);
  };
  return {
    sent: (id, key) => void keys.set(id, key),
    heard(id, answer) {
      if (answer.answer === "done") done(id);
    },
    look(entries) {
      for (const { message, state } of entries) if (state === "done") done(message.id);
    },
  };
}
