/**
 * From one case to the next: what is asked for ahead, and how long it took from the key to the next case on the screen.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z31 After a command that moves a case on, the case behind it in the queue is shown at once: it was asked for before.
 */
import { useEffect } from "react";
import type { Link } from "../../link/connection.ts";
import { useLink } from "../../link/react.ts";
import type { CaseCommandKind } from "./commands.ts";

/** The name of the measure in the page's performance timeline, and of the mark at its beginning. */
export const TRIAGE = "citywall:triage";
const KEY = "citywall:triage-key";

/** Commands after which the case still waits for the same people: one stays with it. */
const STAYS: ReadonlySet<CaseCommandKind> = new Set([
  "urge",
  "supervise",
  "answerSupervision",
  "requestExtension",
  "refuseExtension",
  "extend",
  "requestSuspension",
  "refuseSuspension",
  "preCheck",
  "callBack",
]);

/** Whether one goes on to the next case after a command. */
export const movesOn = (kind: CaseCommandKind): boolean => !STAYS.has(kind);

/** Notes that a key was pressed that leads to another case. */
export function beginTriage(): void {
  performance.mark(KEY);
}

/** Measures the time since the key once the case is drawn; nothing where no key led here. */
export function useTriageEnd(uid: number, ready: boolean): void {
  useEffect(() => {
    if (!ready || performance.getEntriesByName(KEY).length === 0) return;
    const frame = requestAnimationFrame(() => {
      if (performance.getEntriesByName(KEY).length === 0) return;
      performance.measure(TRIAGE, { start: KEY, detail: { uid } });
      performance.clearMarks(KEY);
    });
    return () => cancelAnimationFrame(frame);
  }, [uid, ready]);
}

/** Opens what the page of a case asks for first, so that it is there when one comes to the case. Returns its end. */
export function openAhead(link: Pick<Link, "whole">, uid: number): () => void {
  const nothing = () => {};
  const ends = [
    link.whole({ view: "case", uid }).subscribe(nothing),
    link.whole({ view: "suggest", uid }).subscribe(nothing),
    link.whole({ view: "pictures", caseUid: uid }).subscribe(nothing),
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** Keeps another case open ahead, null for none. */
export function usePrefetch(uid: number | null): void {
  const link = useLink();
  useEffect(() => (uid === null ? undefined : openAhead(link, uid)), [link, uid]);
}

/** How long a mark must rest on a case before the case is asked for ahead, ms: going down a list asks for nothing. */
const REST_MS = 80;

/** Keeps the case open ahead on which the mark of a list rests, 0 for none. */
export function usePrefetchAtRest(uid: number): void {
  const link = useLink();
  useEffect(() => {
    if (uid === 0) return;
    let end = (): void => {};
    const timer = setTimeout(() => (end = openAhead(link, uid)), REST_MS);
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [link, uid]);
}
