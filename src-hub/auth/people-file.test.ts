import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TroubleError } from "../../shared/trouble.ts";
import { openSqliteStore } from "../store/sqlite.ts";
import type { Store } from "../store/store.ts";
import type { Passwords } from "./passwords.ts";
import { addPeople } from "./people-file.ts";

const GOOD = "tmp ji ying 82";
const BOSS = { login: "Zhuren", name: "主任", role: "admin", personal: true, password: GOOD };
const LI = { login: "li", name: "小李", role: "dispatcher", password: GOOD };
const passwords: Passwords = {
  hash: (password) => Promise.resolve(`plain ${password}`),
  check: () => Promise.resolve(false),
  close: () => undefined,
};
/** Sentences as their keys. */
const text = (key: string): string => key;

let dir = "";
let store: Store;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-people-"));
  store = openSqliteStore(join(dir, "hub.db"));
});
afterAll(() => {
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

function adding(content: string): Promise<unknown> {
  const file = join(dir, "people.json");
  writeFileSync(file, content);
  return addPeople(store, file, passwords, text, () => 1_000);
}

test.each<[string, unknown, string, string]>([
  ["no JSON", "{", "·", "json"],
  ["no list", {}, "·", "form"],
  ["a login of two words", [{ ...BOSS, login: "a b" }], "0.login", "login"],
  ["a login with a line break", [{ ...BOSS, login: "ab\ncd" }], "0.login", "login"],
  ["no name", [BOSS, { ...LI, name: " " }], "1.name", "name"],
  ["an unknown role", [BOSS, { ...LI, role: "boss" }], "1.role", "role"],
  ["a missing role", [BOSS, { ...LI, role: undefined }], "1.role", "role"],
  ["a text for a list", [BOSS, { ...LI, districts: "510104" }], "1.districts", "districts"],
  ["a number in a list", [BOSS, { ...LI, departments: [1] }], "1.departments.0", "departments"],
  ["a word for a flag", [BOSS, { ...LI, personal: "yes" }], "1.personal", "personal"],
  ["an unknown field", [BOSS, { ...LI, rolle: "x" }], "1.rolle", "unknown"],
  ["a short password", [BOSS, { ...LI, password: "short" }], "1.password", "password"],
  [
    "a password with the login inside",
    [BOSS, { ...LI, login: "zhao", password: "zhao-zhao-77" }],
    "1.password",
    "weak",
  ],
  ["neither password nor hash", [BOSS, { ...LI, password: undefined }], "1.password", "either"],
  [
    "a hash of another kind",
    [BOSS, { ...LI, passwordHash: "$2b$10$abc", password: undefined }],
    "1.passwordHash",
    "passwordHash",
  ],
  [
    "a hash that would take all memory",
    [
      BOSS,
      {
        ...LI,
        passwordHash: `$argon2id$v=19$m=999999,t=2,p=1$${"A".repeat(22)}$${"B".repeat(43)}`,
        password: undefined,
      },
    ],
    "1.passwordHash",
    "passwordHash",
  ],
  ["the same login twice", [BOSS, { ...LI, login: "ZHUREN" }], "1.login", "twice"],
  ["no administrator", [LI], "·", "noAdmin"],
])("N12 %s: told with its place, never with what stood there, and nobody is added", async (_, content, path, why) => {
  const failed = await adding(typeof content === "string" ? content : JSON.stringify(content)).then(
    () => null,
    (error: unknown) => error,
  );
  expect(failed).toBeInstanceOf(TroubleError);
  const { code, params } = (failed as TroubleError).trouble;
  expect([code, params["path"], params["why"]]).toEqual(["peopleBroken", path, `people.why.${why}`]);
  expect(store.hasPeople()).toBe(false);
});

test("N12 who is there already stays, whatever the file says of them now", async () => {
  expect(await adding(`\uFEFF${JSON.stringify([BOSS, LI])}`)).toMatchObject({ logins: ["zhuren", "li"] });
  const before = store.listPeople();
  expect(await adding(JSON.stringify([{ ...BOSS, role: "leader", name: "别人" }]))).toMatchObject({ logins: [] });
  expect(store.listPeople()).toEqual(before);
});
