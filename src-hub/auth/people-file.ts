/**
 * The file of people for an installation that nobody attends (`--people FILE`, rule N12):
 *
 * ```json
 * [ { "login": "zhiban", "name": "值班管理员", "role": "admin", "personal": true, "password": "…" },
 *   { "login": "paiqian", "name": "派遣席", "role": "dispatcher", "districts": ["510104"], "passwordHash": "$argon2id$…" } ]
 * ```
 *
 * `platforms`, `districts` and `departments` limit what somebody sees; `personal` and `restricted` are false and `mustChange` is
 * false when nothing is said. Who is there already stays as they are.
 */
import { readFileSync, statSync } from "node:fs";
import * as v from "valibot";
import { ROLES } from "../../shared/roles.ts";
import type { Text } from "../../shared/text.ts";
import { TroubleError } from "../../shared/trouble.ts";
import { loginSchema } from "../../shared/wire/door.ts";
import type { Store } from "../store/store.ts";
import { addAccount } from "./accounts.ts";
import { loginKey } from "./entrance.ts";
import { isWeak, type Passwords } from "./passwords.ts";

const MOST_BYTES = 1_048_576;
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100));
const list = v.optional(v.nullable(v.pipe(v.array(name), v.maxLength(200))), null);
const flag = v.optional(v.boolean(), false);
/** Argon2id as this program writes it, with costs that no file can drive up. */
const HASH = /^\$argon2id\$v=19\$m=(\d{4,6}),t=([1-9]|10),p=[1-4]\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{22,86}$/;
const HASH_KIB = { least: 7_168, most: 262_144 };

const personSchema = v.strictObject({
  login: loginSchema,
  name,
  role: v.picklist(ROLES),
  platforms: list,
  districts: list,
  departments: list,
  personal: flag,
  restricted: flag,
  mustChange: flag,
  password: v.optional(v.pipe(v.string(), v.minLength(8), v.maxLength(200))),
  passwordHash: v.optional(v.pipe(v.string(), v.check(isUsableHash))),
});
const fileSchema = v.pipe(v.array(personSchema), v.maxLength(1_000));
type Wanted = v.InferOutput<typeof personSchema>;

/** What can be wrong in a place of the file; each has its sentence `people.why.<word>`. */
const FIELDS = [
  "login",
  "name",
  "role",
  "platforms",
  "districts",
  "departments",
  "personal",
  "restricted",
  "mustChange",
  "password",
  "passwordHash",
] as const;
type Why = (typeof FIELDS)[number] | "json" | "form" | "unknown" | "weak" | "twice" | "either" | "noAdmin";

function isUsableHash(text: string): boolean {
  const kib = Number(HASH.exec(text)?.[1] ?? 0);
  return kib >= HASH_KIB.least && kib <= HASH_KIB.most;
}

/** What was made of the file. */
export interface PeopleAdded {
  readonly logins: readonly string[];
  /** It holds passwords as they are, and other accounts of this machine can read it. */
  readonly open: boolean;
}

/**
 * Adds whoever the file has and the store has not; nobody when anything in the file is wrong.
 * @param real real epoch ms
 * @throws TroubleError `fileMissing`, `fileUnreadable`, `peopleBroken` with the place and what is expected, never with a password
 */
export async function addPeople(
  store: Store,
  file: string,
  passwords: Passwords,
  text: Text,
  real: () => number,
): Promise<PeopleAdded> {
  const broken = (path: string, why: Why): TroubleError =>
    new TroubleError("peopleBroken", { file, path, why: text(`people.why.${why}`, { roles: ROLES.join(" ") }) });
  const { words, mode } = contentOf(file);
  const people = read(words, broken);
  const missing = people.filter(({ login }) => store.personCalled(loginKey(login)) === null);
  const admins = [...store.listPeople().filter(({ active }) => active), ...missing];
  if (missing.length > 0 && !admins.some(({ role }) => role === "admin")) throw broken("·", "noAdmin");
  const hashes: string[] = [];
  for (const { password, passwordHash } of missing)
    hashes.push(passwordHash ?? (await hashed(passwords, password ?? "")));
  store.transact(real(), () => {
    for (const [at, person] of missing.entries()) {
      const { login, name: called, role, platforms, districts, departments, personal, restricted, mustChange } = person;
      const part = { platforms, districts, departments, personal, restricted };
      const secret = { hash: hashes[at] as string, mustChange };
      addAccount(store, loginKey(login), { name: called, role, ...part, active: true }, secret, real());
    }
  });
  // Windows has no such bits, and says that everybody may.
  const readable = process.platform !== "win32" && (mode & 0o044) !== 0;
  return {
    logins: missing.map(({ login }) => loginKey(login)),
    open: readable && people.some(({ password }) => password !== undefined),
  };
}

function read(words: string, broken: (path: string, why: Why) => TroubleError): Wanted[] {
  let value: unknown;
  try {
    value = JSON.parse(words);
  } catch {
    // What the parser says would quote the file.
    throw broken("·", "json");
  }
  const found = v.safeParse(fileSchema, value);
  if (!found.success) throw firstOf(found.issues[0], broken);
  const seen = new Set<string>();
  for (const [at, { login, name: called, password, passwordHash }] of found.output.entries()) {
    const key = loginKey(login);
    if (seen.has(key)) throw broken(`${at}.login`, "twice");
    seen.add(key);
    if ((password === undefined) === (passwordHash === undefined)) throw broken(`${at}.password`, "either");
    if (password !== undefined && isWeak(password, [key, called])) throw broken(`${at}.password`, "weak");
  }
  return found.output;
}

/** The place of what is wrong first, and what is expected there. */
function firstOf(issue: v.BaseIssue<unknown>, broken: (path: string, why: Why) => TroubleError): TroubleError {
  const keys = (issue.path ?? []).map(({ key }) => key);
  const path = keys.map(String).join(".") || "·";
  if (issue.type === "strict_object" && issue.expected === "never") return broken(path, "unknown");
  return broken(path, FIELDS.find((field) => field === keys[1]) ?? "form");
}

async function hashed(passwords: Passwords, password: string): Promise<string> {
  const hash = await passwords.hash(password);
  if (hash === null) throw new Error("passwords are hashed one after the other, and yet too many wait");
  return hash;
}

function contentOf(file: string): { readonly words: string; readonly mode: number } {
  try {
    const { mode, size } = statSync(file);
    if (size > MOST_BYTES) throw new TroubleError("fileUnreadable", { file, why: `> ${MOST_BYTES}` });
    return { words: readFileSync(file, "utf8").replace(/^\uFEFF/, ""), mode };
  } catch (error) {
    if (error instanceof TroubleError) throw error;
    const { code = "" } = error as NodeJS.ErrnoException;
    throw code === "ENOENT"
      ? new TroubleError("fileMissing", { file })
      : new TroubleError("fileUnreadable", { file, why: code });
  }
}
