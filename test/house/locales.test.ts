/**
 * Both languages say the same things: the same keys with the same blanks, every trouble code has its sentence, no key
 * is asked for that nobody wrote, and none is written that nobody asks for.
 */
import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../shared/text.ts";
import { TROUBLE_CODES } from "../../shared/trouble.ts";

const root = join(import.meta.dirname, "../..");
const locales = join(root, "resources/locales");

type Messages = Record<string, string>;

const rooms = readdirSync(join(locales, "zh-CN")).filter((file) => file.endsWith(".json"));

function read(language: string, room: string): Messages {
  return JSON.parse(readFileSync(join(locales, language, room), "utf8")) as Messages;
}

/** Key without its plural form. */
const stem = (key: string): string => key.replace(/_(?:zero|one|two|few|many|other)$/, "");

/** The blanks of a sentence, sorted. */
function blanks(sentence: string): string[] {
  return [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!))].sort();
}

/** What differs between the sentences of two languages: plural forms may, blanks and stems may not. */
function differences(one: Messages, other: Messages): string[] {
  const gather = (messages: Messages): Map<string, Set<string>> => {
    const stems = new Map<string, Set<string>>();
    for (const [key, sentence] of Object.entries(messages)) {
      const known = stems.get(stem(key)) ?? new Set();
      for (const blank of blanks(sentence)) known.add(blank);
      stems.set(stem(key), known);
    }
    return stems;
  };
  const [a, b] = [gather(one), gather(other)];
  const found: string[] = [];
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const [left, right] = [a.get(key), b.get(key)];
    if (left === undefined || right === undefined) found.push(`${key} is missing in one language`);
    else if ([...left].sort().join() !== [...right].sort().join()) found.push(`${key} has other blanks`);
  }
  return found;
}

const sources = globSync("{shared,src-hub,src-main,src-renderer}/**/*.{ts,tsx}", { cwd: root })
  .filter((file) => !/\.test\.tsx?$/.test(file))
  .map((file) => readFileSync(join(root, file), "utf8"))
  .join("\n");

/** What a text asks for: keys as strings, and starts such as `"wall.` of templates `wall.${…}`. */
function asksOf(text: string): { readonly keys: ReadonlySet<string>; readonly starts: ReadonlySet<string> } {
  const keys = [...text.matchAll(/(["`])([\w-]+(?:\.[\w-]+)+)\1/g)].map((match) => match[2]!);
  const starts = [...text.matchAll(/`((?:[\w-]+\.)+)\$\{/g)].map((match) => match[1]!);
  return { keys: new Set(keys), starts: new Set(starts) };
}

function isAsked(key: string, { keys, starts }: ReturnType<typeof asksOf>): boolean {
  if (keys.has(key)) return true;
  for (let dot = key.lastIndexOf("."); dot > 0; dot = key.lastIndexOf(".", dot - 1)) {
    if (starts.has(key.slice(0, dot + 1))) return true;
  }
  return false;
}

describe("locales", () => {
  test("exist for every language and room", () => {
    expect(rooms.length).toBeGreaterThan(4);
    for (const language of LANGUAGES) expect(readdirSync(join(locales, language)).sort()).toEqual([...rooms].sort());
  });

  test.each(rooms)("%s says the same in both languages", (room) => {
    expect(differences(read("zh-CN", room), read("en", room))).toEqual([]);
  });

  test.each(rooms)("%s has no empty sentence, and its Chinese is Chinese", (room) => {
    for (const language of LANGUAGES) {
      for (const [key, sentence] of Object.entries(read(language, room))) {
        expect(sentence.trim(), `${language} ${key}`).not.toBe("");
      }
    }
    const chinese = Object.values(read("zh-CN", room));
    const written = chinese.filter((sentence) => /\p{Script=Han}/u.test(sentence));
    expect(written.length / chinese.length).toBeGreaterThan(0.8);
    // The name of the other language, on the switch that leads there, is written in that language.
    const english = Object.values(read("en", room)).map((sentence) => sentence.replace(/中文|^中$/, ""));
    expect(english.filter((sentence) => /\p{Script=Han}/u.test(sentence))).toEqual([]);
  });

  test("every trouble has its sentence with the way out", () => {
    for (const language of LANGUAGES) {
      const sentences = read(language, "trouble.json");
      expect(TROUBLE_CODES.filter((code) => sentences[`trouble.${code}`] === undefined)).toEqual([]);
    }
  });

  test("no sentence is written that nobody asks for", () => {
    const asked = asksOf(sources);
    const unused = rooms.flatMap((room) =>
      [...new Set(Object.keys(read("en", room)).map(stem))].filter(
        (key) => !key.startsWith("trouble.") && !isAsked(key, asked),
      ),
    );
    expect(unused).toEqual([]);
    const codes = new Set<string>(TROUBLE_CODES.map((code) => `trouble.${code}`));
    expect(Object.keys(read("en", "trouble.json")).filter((key) => !codes.has(stem(key)))).toEqual([]);
  });

  test("no sentence is asked for that nobody wrote", () => {
    const written = new Set(rooms.flatMap((room) => Object.keys(read("en", room)).map(stem)));
    const namespaces = new Set([...written].map((key) => key.split(".")[0]));
    const asked = [...sources.matchAll(/\b(?:t|text|say|sentence)\(\s*"([a-zA-Z]+(?:\.[\w-]+)+)"/g)].map(
      (match) => match[1]!,
    );
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter((key) => namespaces.has(key.split(".")[0]) && !written.has(key))).toEqual([]);
  });
});

describe("the checks of the locales", () => {
  test.each([
    [{ "a.b": "x {n}" }, { "a.b": "y {m}" }, ["a.b has other blanks"]],
    [{ "a.b": "x" }, {}, ["a.b is missing in one language"]],
    [{ "a.b": "{count} 件" }, { "a.b_one": "{count} case", "a.b_other": "{count} cases" }, []],
  ])("see what differs in %j and %j", (one, other, expected) => {
    expect(differences(one as Messages, other as Messages)).toEqual(expected);
  });

  test("know an asked key from a forgotten one", () => {
    expect(isAsked("wall.stale", asksOf(`t("wall.stale")`))).toBe(true);
    expect(isAsked("wall.state.live", asksOf("t(`wall.state.${state}`)"))).toBe(true);
    expect(isAsked("wall.forgotten", asksOf(`t("wall.stale")`))).toBe(false);
  });

  test("read the tables that ship", () => {
    expect(existsSync(join(locales, "zh-CN/trouble.json"))).toBe(true);
  });
});
