import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LANGUAGES } from "../shared/text.ts";
import { TROUBLE_CODES, TroubleError } from "../shared/trouble.ts";
import { ensureDataDir, readToken } from "./checks.ts";
import { hostName } from "./data-dir.ts";
import { argumentsOf, hubArguments, languageOf, readOptions, UnknownArgument, type LaunchOptions } from "./options.ts";
import { sentencesIn } from "./sentences.ts";

const zh = sentencesIn("zh-CN");
const around = { defaultDataDir: "/data", scenes: ["overview"] };

function read(...args: string[]): LaunchOptions {
  const asked = readOptions(args, zh, around);
  if (!("start" in asked)) throw new Error("nothing to start");
  return asked.start;
}

function troubleOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    if (error instanceof TroubleError) return error.trouble;
    throw error;
  }
  return null;
}

test("nothing said leaves everything open", () => {
  expect(read()).toEqual({
    shell: null,
    port: null,
    hub: null,
    dataDir: null,
    city: null,
    pace: null,
    rules: null,
    exercises: null,
    videoSecrets: null,
    people: null,
    program: "wall",
    scene: "overview",
    wall: null,
    language: null,
    basemap: null,
    tokenFile: null,
    keepMonths: null,
    trackDays: null,
    lan: null,
    blackBoxHours: null,
    healthPort: null,
    open: true,
  });
});

test("everything said is read, and written back for the other program", () => {
  const asked = read(
    "--shell",
    "kiosk",
    "--port=0",
    "--hub",
    "http://h:1/",
    "--data",
    "d",
    "--city",
    "none",
    "--pace",
    "2.5",
    "--rules",
    "r",
    "--exercises",
    "drills",
    "--video-secrets",
    "video.json",
    "--people",
    "people.json",
    "--program",
    "seat",
    "--scene",
    "overview",
    "--wall",
    "大厅-1",
    "--lang",
    "en",
    "--basemap",
    "m.pmtiles",
    "--token-file",
    "t.token",
    "--keep-months",
    "6",
    "--track-days",
    "0",
    "--lan",
    "192.168.1.5",
    "--black-box-hours",
    "24",
    "--health-port",
    "8399",
    "--no-open",
  );
  expect(asked).toEqual({
    shell: "kiosk",
    port: 0,
    hub: "http://h:1",
    dataDir: "d",
    city: "none",
    pace: 2.5,
    rules: "r",
    exercises: "drills",
    videoSecrets: "video.json",
    people: "people.json",
    program: "seat",
    scene: "overview",
    wall: "大厅-1",
    language: "en",
    basemap: "m.pmtiles",
    tokenFile: "t.token",
    keepMonths: 6,
    trackDays: 0,
    lan: "192.168.1.5",
    blackBoxHours: 24,
    healthPort: 8_399,
    open: false,
  });
  expect(read(...argumentsOf(asked))).toEqual({ ...asked, shell: null, port: null, open: true });
  expect(hubArguments(asked, "/d", "en")).toEqual([
    "--data",
    "/d",
    "--city",
    "none",
    "--pace",
    "2.5",
    "--rules",
    "r",
    "--video-secrets",
    "video.json",
    "--people",
    "people.json",
    "--lang",
    "en",
  ]);
});

test.each([
  ["--shell", "firefox"],
  ["--program", "newsreel"],
  ["--port", "65536"],
  ["--port", "-1"],
  ["--port", "1.5"],
  ["--city", "paris"],
  ["--pace", "0"],
  ["--pace", "fast"],
  ["--pace", "Infinity"],
  ["--keep-months", "0"],
  ["--keep-months", "121"],
  ["--keep-months", "1.5"],
  ["--track-days", "32"],
  ["--track-days", "-1"],
  ["--black-box-hours", "721"],
  ["--black-box-hours", "1.5"],
  ["--health-port", "65536"],
  ["--token-file", " "],
  ["--lang", "fr"],
  ["--data", " "],
])("%s %s is refused with what is allowed", (option, value) => {
  const trouble = troubleOf(() => read(`${option}=${value}`));
  expect(trouble).toMatchObject({ code: "badOption", params: { option } });
});

test("an option without its value is told like a wrong one", () => {
  expect(troubleOf(() => read("--port"))).toMatchObject({
    code: "badOption",
    params: { option: "--port", value: "（空）" },
  });
});

test.each(["h:1", "ftp://h", "http://", "http://u:p@h", "http://h/path", "http://h?x=1"])("%s is no hub", (url) => {
  expect(troubleOf(() => read("--hub", url))).toEqual({ code: "hubAddress", params: { url } });
});

test("an unknown scene names the known ones; an unknown word is named", () => {
  expect(troubleOf(() => read("--scene", "x"))).toEqual({
    code: "sceneUnknown",
    params: { scene: "x", known: "overview" },
  });
  expect(() => read("--foo")).toThrow(UnknownArgument);
  expect(() => read("foo")).toThrow(UnknownArgument);
});

test("the help explains every option in the language", () => {
  const help = readOptions(["--help"], zh, around);
  const english = readOptions(["--help"], sentencesIn("en"), around);
  const options = [
    "shell",
    "port",
    "hub",
    "data",
    "city",
    "pace",
    "scene",
    "lang",
    "basemap",
    "token-file",
    "keep-months",
    "track-days",
    "black-box-hours",
    "health-port",
  ];
  options.push("no-open", "help");
  for (const option of options) {
    expect("print" in help && help.print).toContain(`--${option}`);
    expect("print" in english && english.print).toContain(`--${option}`);
  }
  expect("print" in help && help.print).toContain("用法：");
  expect("print" in english && english.print).toContain("Usage:");
});

test("the language is the one asked for, else the environment's, else Chinese", () => {
  expect(languageOf(["--lang", "en"], {})).toBe("en");
  expect(languageOf(["--lang=zh-CN"], { LANG: "en_US.UTF-8" })).toBe("zh-CN");
  expect(languageOf([], { LANG: "en_US.UTF-8" })).toBe("en");
  expect(languageOf([], { LC_ALL: "", LANG: "en_US.UTF-8" })).toBe("en");
  expect(languageOf([], { LANG: "C.UTF-8" })).toBe("zh-CN");
});

test.each(LANGUAGES)("every trouble has its sentence in %s", (language) => {
  for (const code of TROUBLE_CODES) {
    const sentence = sentencesIn(language).trouble({ code, params: {} });
    expect(sentence).not.toBe(`trouble.${code}`);
    expect(sentence).toMatch(/[。.]$/);
  }
});

test("a port number is said without grouping", () => {
  expect(sentencesIn("en").trouble({ code: "portInUse", params: { port: 8311 } })).toContain("Port 8311 ");
});

test("a token is one line of its file and nothing else", async () => {
  const folder = await mkdtemp(join(tmpdir(), "citywall-token-"));
  const file = join(folder, "token");
  const read = async (text: string): Promise<unknown> => {
    await writeFile(file, text);
    return readToken(file, sentencesIn("en")).catch((error: TroubleError) => error.trouble);
  };
  const no = (why: string): unknown => ({ code: "tokenFile", params: { file, why } });
  expect(await read("AbC-123_x")).toBe("AbC-123_x");
  expect(await read("\ufeffAbC-123_x\r\n")).toBe("AbC-123_x");
  expect(await read(" \n")).toEqual(no("the file is empty"));
  expect(await read("one\ntwo")).toEqual(no("the file holds something else than one token"));
  expect(await read("令牌")).toEqual(no("the file holds something else than one token"));
  expect(await read("x".repeat(5_000))).toEqual(no("the file holds something else than one token"));
  await rm(file);
  expect(await readToken(file, zh).catch((error: TroubleError) => error.trouble)).toEqual(no("文件不存在"));
  expect(await readToken(folder, zh).catch((error: TroubleError) => error.trouble)).toMatchObject({
    code: "tokenFile",
    params: { why: "EISDIR" },
  });
  await rm(folder, { recursive: true });
});

test("a host is called by its machine and its folder, and no longer than a list takes", () => {
  expect(hostName("/home/hall/citywall", "hall-3.city.example")).toBe("hall-3/citywall");
  expect(hostName(`/${"x".repeat(200)}`, "hall-3").length).toBe(100);
});

test("a data folder is made, or refused when it cannot be", async () => {
  const folder = await mkdtemp(join(tmpdir(), "citywall-data-"));
  expect(await ensureDataDir(join(folder, "a/b"))).toBe(join(folder, "a/b"));
  await writeFile(join(folder, "file"), "");
  await expect(ensureDataDir(join(folder, "file/below"))).rejects.toMatchObject({ trouble: { code: "dataReadOnly" } });
  await rm(folder, { recursive: true });
});
