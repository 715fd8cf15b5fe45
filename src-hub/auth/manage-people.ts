/** `npm run people -- list|add|change|password|close|open|unlock`: accounts by hand. Works beside a running hub. */
import enGrants from "../../resources/locales/en/grants.json" with { type: "json" };
import enPeople from "../../resources/locales/en/people.json" with { type: "json" };
import zhGrants from "../../resources/locales/zh-CN/grants.json" with { type: "json" };
import zhPeople from "../../resources/locales/zh-CN/people.json" with { type: "json" };
import { safeParse } from "valibot";
import { ROLES } from "../../shared/roles.ts";
import { makeText, type Text } from "../../shared/text.ts";
import { loginSchema } from "../../shared/wire/door.ts";
import type { PersonDraft } from "../../shared/wire/office.ts";
import { readCommandLine, runCommand, type CommandLine } from "../command/line.ts";
import { defaultDataDir, hubFile } from "../data-dir.ts";
import type { Person } from "../store/people-store.ts";
import { openSqliteStore } from "../store/sqlite.ts";
import type { Store } from "../store/store.ts";
import { addAccount, changeAccount, draftOf, resetPassword, unlockAccount } from "./accounts.ts";
import { loginKey } from "./entrance.ts";
import { isWeak, openPasswords } from "./passwords.ts";
import { badOption, readChange, readName } from "./read-change.ts";
import { personLines } from "./tell-people.ts";
import { Interrupted, piped, typedTwice } from "./type-password.ts";

const OPTIONS = {
  login: "string",
  name: "string",
  role: "string",
  platform: "strings",
  district: "strings",
  department: "strings",
  personal: "boolean",
  "no-personal": "boolean",
  "restricted-cameras": "boolean",
  "no-restricted-cameras": "boolean",
  "must-change": "boolean",
  "password-stdin": "boolean",
  data: "string",
} as const;

const COMMANDS = { list, add, change, password, close, open, unlock } as const;

interface Asked {
  readonly store: Store;
  readonly line: CommandLine;
  readonly text: Text;
  /** Words that accounts and grants share. */
  readonly shared: Text;
  say(sentence: string): void;
}

async function manageByArguments(args: readonly string[]): Promise<void> {
  const line = readCommandLine(args, OPTIONS);
  const [people, grants] = line.language === "en" ? [enPeople, enGrants] : [zhPeople, zhGrants];
  const text = makeText(people, line.language);
  const shared = makeText(grants, line.language);
  const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);
  if (line.flag("help") || args.length === 0) {
    return say(text("people.help", { roles: ROLES.join(", "), data: defaultDataDir() }));
  }
  const [name, ...more] = line.files;
  const command = Object.entries(COMMANDS).find(([known]) => known === name)?.[1];
  if (command === undefined || more.length > 0) {
    throw badOption(Object.keys(COMMANDS).join("|"), line.files.join(" "), Object.keys(COMMANDS).join(" "));
  }
  const store = openSqliteStore(hubFile(line.text("data") ?? defaultDataDir()), { readonly: command === list });
  try {
    await command({ store, line, text, shared, say });
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    process.exitCode = 130;
  } finally {
    store.close();
  }
}

function list({ store, line, text, shared, say }: Asked): void {
  const people = store.listPeople();
  if (people.length === 0) say(text("people.none"));
  for (const person of people)
    for (const each of personLines(person, text, shared, line.language, Date.now())) say(each);
}

async function add({ store, line, text, shared, say }: Asked): Promise<void> {
  const login = readLogin(line, text);
  const name = readName(line, text, "people.allowed.name");
  const said = partOf(line, shared);
  if (said.role === undefined) throw badOption("--role", "", ROLES.join(" "));
  const first = !store.hasPeople();
  if (first && said.role !== "admin") throw badOption("--role", said.role, text("people.allowed.firstAdmin"));
  const free = () => {
    if (store.personCalled(login) !== null) throw badOption("--login", login, text("people.allowed.newLogin"));
  };
  free();
  const none = { platforms: null, districts: null, departments: null, personal: false, restricted: false };
  const draft: PersonDraft = { ...none, ...said, role: said.role, name, active: true };
  const hash = await newHash(line, text, [login, name]);
  inOneGo(store, () => {
    free();
    addAccount(store, login, draft, { hash, mustChange: line.flag("must-change") }, Date.now());
  });
  say(text("people.added", { login }));
  if (first && store.listGrants().length === 0) say(text("people.first"));
}

function change({ store, line, text, shared, say }: Asked): void {
  const said = partOf(line, shared);
  const name = line.text("name") === undefined ? {} : { name: readName(line, text, "people.allowed.name") };
  const draft = { ...said, ...name };
  const login = readLogin(line, text);
  if (Object.keys(draft).length === 0) throw badOption("change", login, text("people.allowed.something"));
  changeOne(store, login, text, draft);
  say(text("people.changed", { login }));
}

async function password({ store, line, text, say }: Asked): Promise<void> {
  const login = readLogin(line, text);
  const { name } = personCalled(store, login, text);
  const hash = await newHash(line, text, [login, name]);
  inOneGo(store, () => {
    resetPassword(store, personCalled(store, login, text), hash, line.flag("must-change"), Date.now(), null);
  });
  say(text("people.passwordSet", { login }));
}

function close({ store, line, text, say }: Asked): void {
  const login = readLogin(line, text);
  changeOne(store, login, text, { active: false });
  say(text("people.closed", { login }));
}

function open({ store, line, text, say }: Asked): void {
  const login = readLogin(line, text);
  changeOne(store, login, text, { active: true });
  say(text("people.opened", { login }));
}

function unlock({ store, line, text, say }: Asked): void {
  const login = readLogin(line, text);
  inOneGo(store, () => unlockAccount(store, personCalled(store, login, text)));
  say(text("people.unlocked", { login }));
}

function changeOne(store: Store, login: string, text: Text, change: Partial<PersonDraft>): void {
  inOneGo(store, () => {
    const person = personCalled(store, login, text);
    const done = changeAccount(store, person, { ...draftOf(person), ...change }, Date.now());
    if (done === "lastAdmin") throw badOption("--login", login, text("people.allowed.lastAdmin"));
  });
}

function personCalled(store: Store, login: string, text: Text): Person {
  const found = store.personCalled(login);
  if (found !== null) return found;
  const known = store.listPeople().map((person) => person.login);
  throw badOption("--login", login, text("people.allowed.knownLogin", { known: known.join(", ") || "—" }));
}

/** Role and part as far as they are named. */
function partOf(line: CommandLine, shared: Text): Partial<PersonDraft> {
  const { months: _, ...said } = readChange(line, shared);
  const list = (values: readonly string[] | null) => (values === null ? null : [...values]);
  const { platforms, districts, departments, ...rest } = said;
  return {
    ...rest,
    ...(platforms === undefined ? {} : { platforms: list(platforms) }),
    ...(districts === undefined ? {} : { districts: list(districts) }),
    ...(departments === undefined ? {} : { departments: list(departments) }),
  };
}

function readLogin(line: CommandLine, text: Text): string {
  const said = line.text("login") ?? "";
  const read = safeParse(loginSchema, said);
  if (!read.success) throw badOption("--login", said, text("people.allowed.login"));
  return loginKey(read.output);
}

async function newHash(line: CommandLine, text: Text, names: readonly string[]): Promise<string> {
  const terminal = { input: process.stdin, output: process.stderr };
  const typed = line.flag("password-stdin")
    ? await piped(process.stdin)
    : await typedTwice(terminal, text("people.password"), text("people.again"));
  const option = line.flag("password-stdin") ? "--password-stdin" : "password";
  if (typed === null) throw badOption(option, "…", text("people.allowed.same"));
  if (typed.length > 200 || isWeak(typed, names)) throw badOption(option, "…", text("people.allowed.password"));
  const passwords = openPasswords();
  try {
    const hash = await passwords.hash(typed);
    if (hash === null) throw new Error("the only password waits for no other");
    return hash;
  } finally {
    passwords.close();
  }
}

/** Looks and writes while nobody else writes. Nothing of it is a commit: no host is told. */
function inOneGo<T>(store: Store, work: () => T): T {
  return store.transact(Date.now(), work);
}

await runCommand(process.argv.slice(2), manageByArguments);
