/** Random tokens. The hub keeps their hashes only, so that who reads its file can show none of them. */
import { createHash, randomBytes } from "node:crypto";
import { ACCESS_PREFIX } from "../../shared/wire/door.ts";

/** Bytes of a token: more than anybody can guess. */
const TOKEN_BYTES = 32;
/** Bytes of what the refresh tokens of one session have in common. */
const FAMILY_BYTES = 16;
const REFRESH = /^r\.([\w-]{22})\.[\w-]{43}$/;

/** SHA-256, hex. A plain hash does: nobody can try all tokens. */
export const hashOfToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** A token of a machine, or a screen's secret. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString("base64url");

export const newAccess = (): string => `${ACCESS_PREFIX}${newToken()}`;

/** What the refresh tokens of one session begin with. */
export const newFamily = (): string => randomBytes(FAMILY_BYTES).toString("base64url");

/** @param family so that a token that was used before is known for one of its session */
export const newRefresh = (family: string): string => `r.${family}.${newToken()}`;

/** The family of a refresh token; null for what is none. */
export function familyOf(refresh: string): string | null {
  return REFRESH.exec(refresh)?.[1] ?? null;
}
