/** The link as React hooks. */
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import type { DeskAnswer, DeskRequest } from "../../shared/wire/desk.ts";
import type { ActResult, HostAct } from "../../shared/wire/port.ts";
import type { TrackColumns } from "../../shared/track.ts";
import type { ColumnsValues, KeyedRows, WholeValues } from "../../shared/view.ts";
import {
  keyOf,
  type ColumnsQuestion,
  type KeyedQuestion,
  type LineValue,
  type Link,
  type ViewValue,
  type WholeQuestion,
} from "./connection.ts";

export const LinkContext = createContext<Link | null>(null);

/** The link of this window. Throws outside of a `LinkContext`: a broken invariant. */
export function useLink(): Link {
  const link = useContext(LinkContext);
  if (link === null) throw new Error("no link in this tree");
  return link;
}

/** The live answer to a question; identical questions share one view. */
export function useView<Q extends WholeQuestion>(question: Q): ViewValue<WholeValues[Q["view"]]> {
  const link = useLink();
  const key = keyOf(question);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the key is the question
  const source = useMemo(() => link.whole(question), [link, key]);
  return useSyncExternalStore(source.subscribe, source.get, source.get);
}

/** The live rows of a keyed question, newest first. */
export function useRows<Q extends KeyedQuestion>(question: Q): ViewValue<readonly KeyedRows[Q["view"]][]> {
  const link = useLink();
  const key = keyOf(question);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the key is the question
  const source = useMemo(() => link.keyed(question), [link, key]);
  return useSyncExternalStore(source.subscribe, source.get, source.get);
}

/** Hands every patch of a columns question to `onPatch`, which may change between draws. */
export function useColumns(
  question: ColumnsQuestion,
  onPatch: (value: ColumnsValues["points"], reset: boolean) => void,
): void {
  const link = useLink();
  const key = keyOf(question);
  const latest = useRef(onPatch);
  useEffect(() => {
    latest.current = onPatch;
  });
  useEffect(
    () => link.columns(question, (value, reset) => latest.current(value, reset)),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the key is the question
    [link, key],
  );
}

/** Hands every set of positions to `onTracks`. */
export function useTracks(onTracks: (value: TrackColumns) => void): void {
  const link = useLink();
  const latest = useRef(onTracks);
  useEffect(() => {
    latest.current = onTracks;
  });
  useEffect(() => link.tracks((value) => latest.current(value)), [link]);
}

export function useLine(): LineValue {
  const { line } = useLink();
  return useSyncExternalStore(line.subscribe, line.get, line.get);
}

/** A fresh id for a request. Not `randomUUID`: pages served to another machine over plain http do not have it. */
export function freshId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The function that asks the hub's desk, once each call. `by` names the post or person that asks. */
export function useAsk(): (request: DeskRequest, by: string) => Promise<DeskAnswer> {
  const link = useLink();
  return useCallback((request, by) => link.ask({ id: freshId(), by, request }), [link]);
}

/** The function that asks the host itself for something. */
export function useAct(): (what: HostAct) => Promise<ActResult> {
  const link = useLink();
  return useCallback((what) => link.act(what), [link]);
}
