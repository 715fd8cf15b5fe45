import { TROUBLE_CODES, type Trouble } from "../shared/trouble.ts";

/** What an embedded hub says to whoever started it. */
export type HubWord = { readonly ready: string } | { readonly failed: Trouble };

/** Reads a message of the hub's process; null for anything else. */
export function readHubWord(message: unknown): HubWord | null {
  if (typeof message !== "object" || message === null) return null;
  const { ready, failed } = message as { ready?: unknown; failed?: Partial<Trouble> };
  if (typeof ready === "string" && URL.canParse(ready)) return { ready };
  const known = TROUBLE_CODES.find((code) => code === failed?.code);
  return known === undefined ? null : { failed: { code: known, params: failed?.params ?? {} } };
}
