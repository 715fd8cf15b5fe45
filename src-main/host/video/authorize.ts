/** Answers to a machine that wants to know who is asking: Basic (RFC 7617) and Digest (RFC 7616, and 2069 where it is old). */
import { createHash, randomBytes } from "node:crypto";
import type { Credentials } from "../../../shared/rules/video-secrets.ts";

export type Challenge =
  | { readonly scheme: "basic" }
  | {
      readonly scheme: "digest";
      readonly realm: string;
      readonly nonce: string;
      readonly opaque: string | null;
      readonly hash: "md5" | "sha256";
      readonly session: boolean;
      /** Quality of protection `auth` is offered; without it the older form is answered. */
      readonly protected: boolean;
    };

const PARAMETER = /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g;

/** The best of what is offered that can be answered; null when there is none. @param header `www-authenticate` */
export function readChallenge(header: string): Challenge | null {
  const digests = [...header.matchAll(/digest\s+(.*?)(?=(?:,\s*)?\b(?:basic|digest)\s|$)/gis)].flatMap(
    ([, text = ""]) => digestOf(text) ?? [],
  );
  const best = digests.find(({ hash }) => hash === "sha256") ?? digests[0];
  if (best !== undefined) return best;
  return /\bbasic\b/i.test(header) ? { scheme: "basic" } : null;
}

function digestOf(text: string): Extract<Challenge, { scheme: "digest" }> | null {
  const fields = new Map<string, string>();
  for (const [, name = "", quoted, plain] of text.matchAll(PARAMETER)) {
    fields.set(name.toLowerCase(), quoted?.replaceAll(/\\(.)/g, "$1") ?? plain ?? "");
  }
  const [, hash, session] = /^(md5|sha-256)(-sess)?$/i.exec(fields.get("algorithm") ?? "MD5") ?? [];
  const nonce = fields.get("nonce");
  const offered = fields.get("qop")?.split(/\s*,\s*/) ?? [];
  if (hash === undefined || nonce === undefined || (offered.length > 0 && !offered.includes("auth"))) return null;
  return {
    scheme: "digest",
    realm: fields.get("realm") ?? "",
    nonce,
    opaque: fields.get("opaque") ?? null,
    hash: hash.toLowerCase() === "md5" ? "md5" : "sha256",
    session: session !== undefined,
    protected: offered.length > 0,
  };
}

export interface Asking {
  readonly method: string;
  /** Path and query as they are asked for. */
  readonly path: string;
  /** How often this challenge has been answered, this time included. */
  readonly count: number;
  /** Hex digits of our own; left out for random ones. */
  readonly own?: string;
}

/** The field `authorization`. */
export function authorization(challenge: Challenge, { user, password }: Credentials, asking: Asking): string {
  if (challenge.scheme === "basic") return `Basic ${Buffer.from(`${user}:${password}`, "utf8").toString("base64")}`;
  const { realm, nonce, opaque } = challenge;
  const digest = (text: string) => createHash(challenge.hash).update(text, "utf8").digest("hex");
  const own = asking.own ?? randomBytes(8).toString("hex");
  const count = asking.count.toString(16).padStart(8, "0");
  const who = digest(`${user}:${realm}:${password}`);
  const a1 = challenge.session ? digest(`${who}:${nonce}:${own}`) : who;
  const a2 = digest(`${asking.method}:${asking.path}`);
  const response = digest(challenge.protected ? `${a1}:${nonce}:${count}:${own}:auth:${a2}` : `${a1}:${nonce}:${a2}`);
  const quoted = (text: string) => `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
  return [
    `Digest username=${quoted(user)}, realm=${quoted(realm)}, nonce=${quoted(nonce)}, uri=${quoted(asking.path)}`,
    `response="${response}", algorithm=${challenge.hash === "md5" ? "MD5" : "SHA-256"}${challenge.session ? "-sess" : ""}`,
    ...(opaque === null ? [] : [`opaque=${quoted(opaque)}`]),
    ...(challenge.protected ? [`qop=auth, nc=${count}`] : []),
    ...(challenge.protected || challenge.session ? [`cnonce="${own}"`] : []),
  ].join(", ");
}
