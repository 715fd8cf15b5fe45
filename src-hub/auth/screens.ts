/**
 * Screens that have no token: each shows a code, an administrator types it in, and the screen fetches a token of its own, once
 * (rule N10). No password is ever typed on a wall.
 */
import { randomInt } from "node:crypto";
import type * as v from "valibot";
import type { ScreenCode, screenPolledSchema } from "../../shared/wire/door.ts";
import type { Part, ScreenAsk } from "../store/people-store.ts";
import type { Store } from "../store/store.ts";
import { hashOfToken, newToken } from "./tokens.ts";

/** Real ms for which a code counts. */
export const CODE_MS = 600_000;
/** Without signs that are taken for one another across a hall. */
const SIGNS = "ACDEFHJKMNPQRTUVWXY3479";
const CODE_SIGNS = 6;
/** Codes that may wait at once. */
const MOST_WAITING = 200;

/** What a screen is told when it asks whether it was let in. */
export type Polled = v.InferOutput<typeof screenPolledSchema>;

type Keeping = Pick<
  Store,
  "listScreenAsks" | "addScreenAsk" | "grantScreenAsk" | "removeScreenAsk" | "listGrants" | "putGrant" | "removeGrant"
>;

const newCode = (): string => Array.from({ length: CODE_SIGNS }, () => SIGNS[randomInt(SIGNS.length)]).join("");

/** Codes that wait, the oldest first; whoever ran out is forgotten, with the grant that nobody ever fetched. */
export function waitingScreens(store: Keeping, at: number): ScreenAsk[] {
  const asks = store.listScreenAsks();
  for (const { code, until, granted } of asks) {
    if (until > at) continue;
    store.removeScreenAsk(code);
    if (granted !== null) store.removeGrant(granted);
  }
  return asks.filter(({ until, granted }) => until > at && granted === null);
}

/**
 * A code for a screen; null when too many wait.
 * @param at real epoch ms
 */
export function askForCode(store: Keeping, machine: string, at: number): ScreenCode | null {
  if (waitingScreens(store, at).length >= MOST_WAITING) return null;
  const taken = new Set(store.listScreenAsks().map(({ code }) => code));
  let code = newCode();
  while (taken.has(code)) code = newCode();
  const secret = newToken();
  store.addScreenAsk({ code, secret: hashOfToken(secret), machine, until: at + CODE_MS, granted: null });
  return { code, secret, untilMs: CODE_MS };
}

/** Whether the screen with this secret was let in. Its token is made now, told this once, and kept as its hash. */
export function pollScreen(store: Keeping, secret: string, at: number): Polled {
  const hash = hashOfToken(secret);
  const ask = store.listScreenAsks().find((each) => each.secret === hash);
  if (ask === undefined || ask.until <= at) return { answer: "over" };
  const { code, granted: name } = ask;
  if (name === null) return { answer: "waiting" };
  store.removeScreenAsk(code);
  const grant = store.listGrants().find((each) => each.name === name);
  if (grant === undefined) return { answer: "over" };
  const token = newToken();
  store.putGrant({ ...grant, tokenHash: hashOfToken(token) });
  return { answer: "in", token, name };
}

/** Lets the screen with this code in as a wall that may see this part of the city, never personal data. */
export function letScreenIn(
  store: Keeping,
  code: string,
  name: string,
  part: Part,
  at: number,
): "done" | "codeUnknown" | "nameTaken" {
  const asked = code.replace(/[\s-]/g, "").toUpperCase();
  if (!waitingScreens(store, at).some((each) => each.code === asked)) return "codeUnknown";
  if (store.listGrants().some((grant) => grant.name === name)) return "nameTaken";
  // Nobody has a token with this hash: the screen gets its own when it asks the next time.
  const terms = { ...part, role: "wall", months: null, personal: false } as const;
  store.putGrant({ name, tokenHash: hashOfToken(newToken()), ...terms, madeAt: at });
  store.grantScreenAsk(asked, name);
  return "done";
}

/** Turns a screen down; false when no such code waits. */
export function turnScreenDown(store: Keeping, code: string, at: number): boolean {
  const asked = code.replace(/[\s-]/g, "").toUpperCase();
  return waitingScreens(store, at).some((each) => each.code === asked) && store.removeScreenAsk(asked);
}
