import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DESK_REFUSALS } from "../../shared/wire/desk.ts";
import { languageOf, messagesOf, nameIn, wordsOf } from "./text.ts";

const table = (language: string) =>
  JSON.parse(readFileSync(new URL(`../../resources/locales/${language}/wall.json`, import.meta.url), "utf8")) as Record<
    string,
    string
  >;
const zh = table("zh-CN");
const en = table("en");
const blanks = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test("both languages say the same things with the same blanks", () => {
  expect(Object.keys(en)).toEqual(Object.keys(zh));
  for (const key of Object.keys(zh)) expect(blanks(en[key] ?? ""), key).toEqual(blanks(zh[key] ?? ""));
});

test("every sentence is used and every sentence used is there", () => {
  const root = new URL("..", import.meta.url).pathname;
  const source = ["board", "kit", "wall"]
    .flatMap((room) => readdirSync(join(root, room), { recursive: true }).map((file) => join(root, room, String(file))))
    .concat(join(root, "boot.tsx"))
    .filter((file) => statSync(file).isFile() && /\.tsx?$/.test(file) && !/\.test\./.test(file))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  const families = [...source.matchAll(/text\(\s*`([\w.]+)\.\$\{/g)].map(([, stem]) => `${stem}.`);
  expect(families.length).toBeGreaterThan(5);
  for (const key of Object.keys(zh)) {
    const stem = key.replace(/_(one|other)$/, "");
    const used = source.includes(`"${stem}"`) || families.some((family) => stem.startsWith(family));
    expect(used, `${key} is never said`).toBe(true);
  }
});

test("names fall back to the other language rather than to nothing", () => {
  expect(nameIn("zh-CN", "", "Department of Sanitation")).toBe("Department of Sanitation");
  expect(nameIn("en", "城管局", "")).toBe("城管局");
  expect(nameIn("en", "城管局", "Urban management")).toBe("Urban management");
});

test("the address chooses the language, then the host, then Chinese", () => {
  expect(languageOf("?lang=en", "zh-CN")).toBe("en");
  expect(languageOf("?lang=zh", "en")).toBe("zh-CN");
  expect(languageOf("", "en")).toBe("en");
  expect(languageOf("", null)).toBe("zh-CN");
});

test("troubles, refusals and the map's sentences are at hand", () => {
  for (const language of ["zh-CN", "en"] as const) {
    const { refusal } = wordsOf(language, "UTC");
    expect(DESK_REFUSALS.filter((each) => refusal(each) === `refusal.${each}`)).toEqual([]);
    expect(messagesOf(language)["trouble.sceneUnknown"]).toContain("{scene}");
    expect(messagesOf(language)["map.lost"]).toBeTruthy();
    expect(
      wordsOf(language, "UTC").trouble({ code: "sceneUnknown", params: { scene: "x", known: "overview" } }),
    ).toContain("overview");
  }
});
