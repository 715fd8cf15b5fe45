/**
 * How a machine without any right comes by its own: it asks the hub for a code, shows it, and asks again and again whether
 * somebody has let it in (rule N25). It asks only while somebody looks.
 */
import {
  DOOR_PATHS,
  screenCodeSchema,
  screenPolledSchema,
  type screenAskSchema,
  type screenPollSchema,
} from "../../../shared/wire/door.ts";
import type * as v from "valibot";
import { askDoor } from "./door-client.ts";

/** Real ms between two questions, and at most while the hub does not answer. */
const POLL_MS = 3_000;
const LONGEST_MS = 60_000;
/** Real ms between two looks whether anybody is there to see a code. */
const IDLE_MS = 1_000;

export interface ScreenCodeOptions {
  readonly url: () => string | null;
  /** How this machine calls itself. */
  readonly machine: string;
  /** Whether somebody looks at this machine. */
  readonly watched: () => boolean;
  /** Monotonic real ms. */
  readonly real: () => number;
  /** Another code is to be shown, or none. */
  readonly onCode: () => void;
  /** The machine was let in, with this token. */
  readonly onToken: (token: string) => void;
  readonly pollMs?: number;
}

export interface ScreenCode {
  /** This machine has no right: from now on it asks to be let in. */
  want(): void;
  /** It has one, or somebody has logged in. */
  stop(): void;
  /** What is to be shown; null for nothing. */
  code(): string | null;
}

export function openScreenCode(options: ScreenCodeOptions): ScreenCode {
  const { url, machine, watched, real, onCode, onToken, pollMs = POLL_MS } = options;
  let asked: { readonly code: string; readonly secret: string; readonly until: number } | null = null;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  /** What is under way ends with it; null while nothing is wanted. */
  let wanting: AbortController | null = null;

  function again(ms: number): void {
    clearTimeout(timer);
    const mine = wanting;
    timer = setTimeout(() => mine !== null && mine === wanting && void turn(mine), ms);
    timer.unref();
  }

  function show(next: typeof asked): void {
    const changed = next?.code !== asked?.code;
    asked = next;
    if (changed) onCode();
  }

  /** Real ms until the next turn after one that came to nothing. */
  const patience = (): number => Math.min(LONGEST_MS, pollMs * 2 ** Math.min(failures++, 10));

  async function turn(mine: AbortController): Promise<void> {
    if (!watched()) return again(IDLE_MS);
    if (asked !== null && real() > asked.until) show(null);
    const { signal } = mine;
    if (asked === null) {
      const body: v.InferInput<typeof screenAskSchema> = { machine };
      const told = await askDoor({ url: url(), path: DOOR_PATHS.screen, body, schema: screenCodeSchema, signal });
      if (mine !== wanting) return;
      if ("trouble" in told) return again(patience());
      const { code, secret, untilMs } = told.answer;
      failures = 0;
      show({ code, secret, until: real() + untilMs });
      return again(pollMs);
    }
    const body: v.InferInput<typeof screenPollSchema> = { secret: asked.secret };
    const told = await askDoor({ url: url(), path: DOOR_PATHS.screenPoll, body, schema: screenPolledSchema, signal });
    if (mine !== wanting) return;
    if ("trouble" in told) return again(patience());
    failures = 0;
    if (told.answer.answer === "waiting") return again(pollMs);
    show(null);
    if (told.answer.answer === "over") return again(pollMs);
    wanting = null;
    onToken(told.answer.token);
  }

  return {
    want() {
      if (wanting !== null) return;
      wanting = new AbortController();
      failures = 0;
      void turn(wanting);
    },
    stop() {
      clearTimeout(timer);
      wanting?.abort();
      wanting = null;
      show(null);
    },
    code: () => asked?.code ?? null,
  };
}
