/** Asks the hub's door over plain HTTP (shared/wire/door.ts). The only file that knows how; it keeps nothing. */
import * as v from "valibot";
import type { DOOR_PATHS } from "../../../shared/wire/door.ts";
import type { Trouble } from "../../../shared/trouble.ts";

/** Real ms until an answer counts as lost. A password is checked on purpose slowly, and others may be before. */
const ANSWER_MS = 10_000;

/** What the hub answered, or why nobody knows. `noDoor`: the hub is of a version that has none. */
export type Told<T> = { readonly answer: T } | { readonly trouble: Trouble; readonly noDoor: boolean };

/** What travels to the door: the address of the hub, and who asks where that is to be said. */
export interface DoorAsk<T> {
  /** Null while there is no address. */
  readonly url: string | null;
  readonly path: (typeof DOOR_PATHS)[keyof typeof DOOR_PATHS];
  readonly body: object;
  readonly schema: v.GenericSchema<unknown, T>;
  /** Token shown as bearer; left out or "" for none. */
  readonly bearer?: string;
  readonly signal?: AbortSignal;
}

/** Never rejects. Troubles: `hubAway` without an address, `hubUnreachable`, `badMessage` for what fits no schema. */
export async function askDoor<T>({ url, path, body, schema, bearer = "", signal }: DoorAsk<T>): Promise<Told<T>> {
  if (url === null) return { trouble: { code: "hubAway", params: {} }, noDoor: false };
  const unreachable = (why: string, noDoor = false): Told<T> => ({
    trouble: { code: "hubUnreachable", params: { url, why } },
    noDoor,
  });
  const late = AbortSignal.timeout(ANSWER_MS);
  let text: string;
  try {
    const response = await fetch(new URL(path, url), {
      method: "POST",
      redirect: "error",
      headers: {
        "content-type": "application/json",
        ...(bearer === "" ? {} : { authorization: `Bearer ${bearer}` }),
      },
      body: JSON.stringify(body),
      signal: signal === undefined ? late : AbortSignal.any([signal, late]),
    });
    text = await response.text();
    if (!response.ok) return unreachable(`HTTP ${response.status}`, response.status === 404);
  } catch (error) {
    return unreachable(wordOf(error));
  }
  const read = v.safeParse(schema, jsonOf(text));
  if (read.success) return { answer: read.output };
  return { trouble: { code: "badMessage", params: { what: path } }, noDoor: false };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The system's own word for a failed connection, e.g. ECONNREFUSED; the message when there is none. */
function wordOf(error: unknown): string {
  for (const candidate of [error, (error as { cause?: unknown }).cause]) {
    if (typeof candidate !== "object" || candidate === null) continue;
    if ("code" in candidate && typeof candidate.code === "string") return candidate.code;
    if ("name" in candidate && candidate.name === "TimeoutError") return "ETIMEDOUT";
  }
  return error instanceof Error ? error.message : String(error);
}
