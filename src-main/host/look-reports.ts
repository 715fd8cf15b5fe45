/** Tells the hub who looked through which cameras: together, through the outbox, so that no cut loses any of it (V68). */
import { randomUUID } from "node:crypto";
import type { DeskMessage } from "../../shared/wire/desk.ts";
import type { Look } from "./video/looks.ts";

type Looked = Extract<DeskMessage["request"], { ask: "looked" }>;

/** Looks that one request may bring. */
const MOST_LOOKS = 200;
/** They are told together after so long, real ms. */
const TELL_MS = 60_000;
/** However late it comes, it is written down: hub ms. */
const NEVER_MS = 10 * 365 * 86_400_000;
/** Longest name that the desk takes. */
const MOST_NAME = 100;

export interface LookReports {
  add(look: Look): void;
  /** Tells what there is. */
  flush(): void;
  close(): void;
}

/**
 * @param name how this host is called
 * @param now hub time, epoch ms
 * @param ask takes a request for the desk; never fails
 */
export function openLookReports(
  name: string,
  now: () => number,
  ask: (message: DeskMessage) => Promise<unknown>,
): LookReports {
  /** By where they were looked at. */
  const waiting = new Map<string, Looked["looks"]>();

  function tell(at: string): void {
    const looks = waiting.get(at) ?? [];
    waiting.delete(at);
    if (looks.length === 0) return;
    const request: Looked = { ask: "looked", at, looks };
    void ask({ id: randomUUID(), by: name.slice(0, MOST_NAME), notAfter: Math.round(now()) + NEVER_MS, request });
  }

  function flush(): void {
    for (const at of [...waiting.keys()]) tell(at);
  }

  const timer = setInterval(flush, TELL_MS);
  return {
    add({ camera, why, caseUid, program, fromAt, toAt }) {
      const at = `${name} ${program}`.trim().slice(0, MOST_NAME);
      const looks = waiting.get(at) ?? [];
      looks.push({ camera, why, caseUid, fromAt, toAt });
      waiting.set(at, looks);
      if (looks.length >= MOST_LOOKS) tell(at);
    },
    flush,
    close() {
      clearInterval(timer);
      flush();
    },
  };
}
