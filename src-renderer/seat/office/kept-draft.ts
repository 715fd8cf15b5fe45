/** What is typed into the office's forms and not saved yet: kept on this machine, for who typed it. */
import { useCallback, useEffect, useRef } from "react";
import { useAct, useView } from "../../link/react.ts";
import type { FieldSpec, Values } from "./fields.ts";

/** A pause of typing after which it is kept, ms. */
export const PAUSE_MS = 500;

/** The key under which a form's draft is kept. What an id has beside plain letters and digits is written as numbers. */
export function draftKey(form: string, id: string): string {
  const plain = id.replaceAll(/[^\w.:-]/gu, (mark) => `_${(mark.codePointAt(0) ?? 0).toString(16)}_`);
  return `draft/office/${form}/${plain}`.slice(0, 100);
}

/** The values that may be kept: never a password (Z78). */
export function keepable(specs: readonly FieldSpec[], values: Values): Values {
  const open = new Set(specs.filter(({ kind }) => kind !== "secret").map(({ name }) => name));
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => open.has(name) && value !== undefined));
}

/** A kept draft as it was written, null for what is none. */
export function readKept(specs: readonly FieldSpec[], text: string | undefined): Values | null {
  if (text === undefined) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? keepable(specs, value as Values)
      : null;
  } catch {
    return null;
  }
}

export interface KeptDraft {
  /** False until this machine has said what it keeps. */
  readonly ready: boolean;
  /** What was kept when the form was opened; undefined for nothing. */
  readonly text: string | undefined;
  /** Keeps it after the pause; `drop` lets go of it; `flush` keeps what is still waiting at once. */
  readonly keep: (text: string) => void;
  readonly drop: () => void;
  readonly flush: () => void;
}

/** The draft of one key. */
export function useKeptDraft(key: string): KeptDraft {
  const act = useAct();
  const view = useView({ view: "kept", prefix: key });
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; text: string } | null>(null);
  const flush = useCallback(() => {
    const held = waiting.current;
    if (held === null) return;
    clearTimeout(held.timer);
    waiting.current = null;
    void act({ do: "keep", key, value: held.text });
  }, [act, key]);
  const keep = useCallback(
    (text: string) => {
      if (waiting.current !== null) clearTimeout(waiting.current.timer);
      waiting.current = { text, timer: setTimeout(flush, PAUSE_MS) };
    },
    [flush],
  );
  const drop = useCallback(() => {
    if (waiting.current !== null) clearTimeout(waiting.current.timer);
    waiting.current = null;
    void act({ do: "keep", key, value: null });
  }, [act, key]);
  useEffect(() => flush, [flush]);
  return {
    ready: view.value !== null || view.trouble !== null,
    text: view.value?.find((note) => note.key === key)?.value,
    keep,
    drop,
    flush,
  };
}
