/** Asking the hub's office: one question, its answer or why there is none in words, and lists that keep themselves fresh. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { OfficeAnswer, OfficeRequest } from "../../../shared/wire/office.ts";
import { useWords } from "../../kit/words.ts";
import { useAct, useLine } from "../../link/react.ts";

/** How old a list of the office may get while it is looked at, ms. */
export const FRESH_MS = 5_000;

/** An answer, or the sentence why there is none. */
export type Answered =
  | { readonly answer: Exclude<OfficeAnswer, { did: "refused" }>; readonly problem: null }
  | { readonly answer: null; readonly problem: string };

/** The function that asks the office, once each call. Without a hub there is no answer: nothing of it waits. */
export function useOffice(): (request: OfficeRequest) => Promise<Answered> {
  const act = useAct();
  const words = useWords();
  return useCallback(
    async (request) => {
      const result = await act({ do: "office", request });
      if (result.did === "not") return { answer: null, problem: words.trouble(result.trouble) };
      if (result.did !== "office") return { answer: null, problem: words.text("office.refused.unknown") };
      const { answer } = result;
      return answer.did === "refused"
        ? { answer: null, problem: words.text(`office.refused.${answer.refused}`) }
        : { answer, problem: null };
    },
    [act, words],
  );
}

export interface OfficeList<T> {
  /** Null before the first answer. */
  readonly value: T | null;
  /** Why there is no newer one. */
  readonly problem: string | null;
  readonly refresh: () => void;
}

/** The answer to one of the office's lists, asked again every five seconds, when the line comes back, and on `refresh`. */
export function useOfficeList<D extends "people" | "sessions" | "screens">(
  did: D,
): OfficeList<Extract<OfficeAnswer, { did: D }>> {
  type Value = Extract<OfficeAnswer, { did: D }>;
  const ask = useOffice();
  const standing = useLine().report?.state === "live";
  const [value, setValue] = useState<Value | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const asked = useRef(0);
  useEffect(() => {
    let over = false;
    const once = async () => {
      const mine = ++asked.current;
      const told = await ask({ office: did });
      // A later question has been asked: its answer counts.
      if (over || mine !== asked.current) return;
      setProblem(told.problem);
      if (told.answer?.did === did) setValue(told.answer as Value);
    };
    void once();
    const timer = setInterval(() => void once(), FRESH_MS);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [ask, did, standing, turn]);
  const refresh = useCallback(() => setTurn((before) => before + 1), []);
  return { value, problem, refresh };
}
