/**
 * What opens video platforms and cameras: a file beside the program, never in the hub's tables, in an address, or in a
 * window (V63). Both the host and the hub read it; `--video-secrets` names it.
 *
 * ```json
 * { "gateways": { "wvp-1": { "user": "wall", "password": "…" } },
 *   "machines": { "10.0.0.8:80": { "user": "viewer", "password": "…" } } }
 * ```
 */
import * as v from "valibot";
import { TroubleError } from "../trouble.ts";

const credentials = v.strictObject({
  user: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  password: v.pipe(v.string(), v.maxLength(200)),
});

export const videoSecretsSchema = v.strictObject({
  /** By the gateway's own id (`gateways.id`). */
  gateways: v.optional(v.record(v.string(), credentials), {}),
  /** By "host:port" of an address, the port also where it is the usual one. */
  machines: v.optional(v.record(v.pipe(v.string(), v.regex(/^.+:\d{1,5}$/)), credentials), {}),
});

export type VideoSecrets = v.InferOutput<typeof videoSecretsSchema>;
export type Credentials = v.InferOutput<typeof credentials>;

/** What there is while no file is named. */
export const NO_SECRETS: VideoSecrets = { gateways: {}, machines: {} };

/**
 * The checked content of the file.
 * @param file name to show
 * @throws TroubleError `secretsBroken` with the place in the file and what is expected there; never with what was found
 */
export function readVideoSecrets(file: string, text: string): VideoSecrets {
  const broken = (path: string, why: string) => new TroubleError("secretsBroken", { file, path, why });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // What the parser says would quote the file.
    throw broken("·", "JSON");
  }
  const result = v.safeParse(videoSecretsSchema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw broken(v.getDotPath(issue) ?? "·", issue.expected);
}

const PORTS: Readonly<Record<string, string>> = { "http:": "80", "ws:": "80", "https:": "443", "wss:": "443" };

/** Under which name an address stands in `machines`: host and port in small letters. */
export function machineOf(url: URL): string {
  return `${url.hostname.toLowerCase()}:${url.port === "" ? (PORTS[url.protocol] ?? "") : url.port}`;
}

/** What opens the machine of an address; null where nothing is known. */
export function machineSecrets(secrets: VideoSecrets, url: URL): Credentials | null {
  return secrets.machines[machineOf(url)] ?? null;
}
