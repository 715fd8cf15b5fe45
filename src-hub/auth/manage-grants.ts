/** `npm run grants -- list|add|change|remove`: who may have what of the hub's data. Works beside a running hub. */
import enGrants from "../../resources/locales/en/grants.json" with { type: "json" };
import zhGrants from "../../resources/locales/zh-CN/grants.json" with { type: "json" };
import { ROLES } from "../../shared/roles.ts";
import { makeText, type Language, type Text } from "../../shared/text.ts";
import { readCommandLine, runCommand, type CommandLine } from "../command/line.ts";
import { defaultDataDir, hubFile } from "../data-dir.ts";
import { openSqliteStore } from "../store/sqlite.ts";
import type { Grant, Store } from "../store/store.ts";
import { hashOfToken, newToken } from "./tokens.ts";
import { GRANT_OPTIONS, badOption, readChange, readName, withinRole, type Terms } from "./read-change.ts";
import { grantLines, unknownParts } from "./tell-grants.ts";

const COMMANDS = { list, add, change, remove } as const;
/** What a new grant has when nothing is said: the whole city without personal data. The role must be said. */
const PLAIN: Omit<Terms, "role"> = {
  platforms: null,
  districts: null,
  departments: null,
  months: null,
  personal: false,
  restricted: false,
};

interface Asked {
  readonly store: Store;
  readonly line: CommandLine;
  readonly text: Text;
  say(sentence: string): void;
}

async function manageByArguments(args: readonly string[]): Promise<void> {
  const line = readCommandLine(args, GRANT_OPTIONS);
  const text = grantWords(line.language);
  const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);
  if (line.flag("help") || args.length === 0) {
    return say(text("grants.help", { roles: rolesInWords(text), data: defaultDataDir() }));
  }
  const [name, ...more] = line.files;
  const command = Object.entries(COMMANDS).find(([known]) => known === name)?.[1];
  if (command === undefined || more.length > 0) {
    throw badOption("list|add|change|remove", line.files.join(" "), Object.keys(COMMANDS).join(" "));
  }
  const store = openSqliteStore(hubFile(line.text("data") ?? defaultDataDir()), { readonly: command === list });
  try {
    command({ store, line, text, say });
  } finally {
    store.close();
  }
}

function grantWords(language: Language): Text {
  return makeText(language === "en" ? enGrants : zhGrants, language);
}

function rolesInWords(text: Text): string {
  return ROLES.map((role) => {
    const word = text(`grants.role.${role}`);
    return word === role ? role : text("grants.roleNamed", { role, word });
  }).join(", ");
}

function list({ store, line, text, say }: Asked): void {
  const grants = store.listGrants();
  if (grants.length === 0) say(text(store.hasPeople() ? "grants.noneButPeople" : "grants.none"));
  for (const grant of grants) for (const each of grantLines(grant, text, line.language)) say(each);
}

function add(asked: Asked): void {
  const { store, line, text, say } = asked;
  const name = readName(line, text);
  const said = readChange(line, text);
  if (said.role === undefined) throw badOption("--role", "", ROLES.join(" "));
  const terms = withinRole({ ...PLAIN, ...said, role: said.role }, said, text);
  const token = newToken();
  const open = !store.hasPeople();
  const first = inOneGo(store, () => {
    const known = store.listGrants();
    if (known.some((grant) => grant.name === name)) throw badOption("--name", name, text("grants.allowed.newName"));
    store.putGrant({ ...terms, name, tokenHash: hashOfToken(token), madeAt: Date.now() });
    return known.length === 0;
  });
  say(text("grants.added", { name }));
  tellTerms(asked, name);
  tellToken(asked, token);
  if (first && open) say(text("grants.first"));
}

function change(asked: Asked): void {
  const { store, line, text, say } = asked;
  const said = readChange(line, text);
  const token = line.flag("new-token") ? newToken() : null;
  const name = readName(line, text);
  if (Object.keys(said).length === 0 && token === null) {
    throw badOption("change", name, text("grants.allowed.something"));
  }
  inOneGo(store, () => {
    const grant = grantCalled(store, name, text);
    const terms = withinRole({ ...grant, ...said }, said, text);
    const tokenHash = token === null ? grant.tokenHash : hashOfToken(token);
    store.putGrant({ ...grant, ...terms, tokenHash });
  });
  say(text("grants.changed", { name }));
  tellTerms(asked, name);
  if (token !== null) tellToken(asked, token);
}

function remove({ store, line, text, say }: Asked): void {
  const name = readName(line, text);
  const last = inOneGo(store, () => {
    grantCalled(store, name, text);
    // While somebody has an account the house stays closed.
    const only = store.listGrants().length === 1 && !store.hasPeople();
    if (only && !line.flag("open")) throw badOption("--name", name, text("grants.allowed.notLast"));
    store.removeGrant(name);
    return only;
  });
  say(text("grants.removed", { name }));
  if (last) say(text("grants.lastGone"));
}

function grantCalled(store: Store, name: string, text: Text): Grant {
  const grants = store.listGrants();
  const found = grants.find((grant) => grant.name === name);
  if (found !== undefined) return found;
  const known = grants.map((grant) => grant.name).join(", ") || "—";
  throw badOption("--name", name, text("grants.allowed.knownName", { known }));
}

/** Looks and writes while nobody else writes. Nothing of it is a commit: no host is told. */
function inOneGo<T>(store: Store, work: () => T): T {
  return store.transact(Date.now(), work);
}

function tellTerms({ store, line, text, say }: Asked, name: string): void {
  const grant = grantCalled(store, name, text);
  for (const each of grantLines(grant, text, line.language).slice(1)) say(each);
  for (const each of unknownParts(grant, store, text)) say(each);
}

function tellToken({ text, say }: Asked, token: string): void {
  say(text("grants.token"));
  say(token);
  say(text("grants.tokenHow"));
}

await runCommand(process.argv.slice(2), manageByArguments);
