/**
 * What a machine keeps of its doings at the door: who is logged in and the token that renews it, and the machine's own token.
 * Each is a small file that only this account may read, put in place whole or not at all.
 */
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { personWordSchema } from "../../../shared/wire/door.ts";

const uint = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const sessionFileSchema = v.object({
  version: v.literal(1),
  /** Somebody has an account at the hub: it is not open to everybody. */
  named: v.boolean(),
  /** Who is logged in; null for nobody. */
  held: v.nullable(
    v.object({
      person: personWordSchema,
      session: uint,
      refresh: v.string(),
      /** This machine's time until which the session can be renewed, epoch ms. */
      until: v.number(),
      /** Hub time of the log in, epoch ms. */
      since: v.number(),
      mustChange: v.boolean(),
    }),
  ),
  /** Whose session was ended by others, until somebody logs in. */
  ended: v.nullable(personWordSchema),
  /** Sessions to be ended at the hub, by their refresh tokens: it could not be told yet. */
  leaving: v.pipe(v.array(v.string()), v.maxLength(20)),
});
export type SessionKept = v.InferOutput<typeof sessionFileSchema>;

export const NOTHING_KEPT: SessionKept = { version: 1, named: false, held: null, ended: null, leaving: [] };

const TOKEN = /^[\x21-\x7e]{1,200}$/;

const sessionFile = (dataDir: string): string => join(dataDir, "session.json");
const tokenFile = (dataDir: string): string => join(dataDir, "token");

/** What was kept; nothing where there is no file, or none that can be read: then one has to log in again. */
export function readSession(dataDir: string): SessionKept {
  try {
    const { success, output } = v.safeParse(sessionFileSchema, JSON.parse(readFileSync(sessionFile(dataDir), "utf8")));
    return success ? output : NOTHING_KEPT;
  } catch {
    return NOTHING_KEPT;
  }
}

/** False when the disk did not take it: it lasts as long as the host then. */
export function writeSession(dataDir: string, kept: SessionKept): boolean {
  return put(dataDir, sessionFile(dataDir), `${JSON.stringify(kept)}\n`);
}

/** The token that the hub gave to this machine; "" for none. */
export function readMachineToken(dataDir: string): string {
  try {
    const text = readFileSync(tokenFile(dataDir), "utf8").trim();
    return TOKEN.test(text) ? text : "";
  } catch {
    return "";
  }
}

/** False when the disk did not take it. */
export function writeMachineToken(dataDir: string, token: string): boolean {
  return put(dataDir, tokenFile(dataDir), `${token}\n`);
}

function put(dataDir: string, file: string, text: string): boolean {
  const beside = `${file}.new`;
  try {
    mkdirSync(dataDir, { recursive: true });
    rmSync(beside, { force: true });
    writeFileSync(beside, text, { mode: 0o600, flush: true });
    // A file made under another mask is made ours.
    chmodSync(beside, 0o600);
    renameSync(beside, file);
    return true;
  } catch {
    return false;
  }
}
