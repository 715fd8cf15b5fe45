import { expect, test } from "vitest";
import { TroubleError } from "../shared/trouble.ts";
import { languageOf, readArguments } from "./options.ts";
import { hubSentences } from "./sentences.ts";

const read = (...args: string[]) => readArguments(args, hubSentences("en"), "/data");

test("nothing said is null throughout", () => {
  const nothing = {
    dataDir: null,
    port: null,
    host: null,
    city: null,
    pace: null,
    rules: null,
    jt808: null,
    hj212: null,
    stations: null,
    videoSecrets: null,
    people: null,
    language: null,
  };
  expect(read()).toEqual({ start: nothing });
});

test("everything can be said", () => {
  const args = [
    "--data",
    "d",
    "--port=0",
    "--host",
    "0.0.0.0",
    "--city",
    "none",
    "--pace",
    "60",
    "--rules",
    "r",
    "--jt808",
    "8808",
    "--hj212",
    "0.0.0.0:7212",
    "--stations",
    "s.json",
    "--video-secrets",
    "v.json",
    "--people",
    "p.json",
  ];
  expect(read(...args, "--lang", "en")).toEqual({
    start: {
      dataDir: "d",
      port: 0,
      host: "0.0.0.0",
      city: "none",
      pace: 60,
      rules: "r",
      jt808: { host: "127.0.0.1", port: 8808 },
      hj212: { host: "0.0.0.0", port: 7212 },
      stations: "s.json",
      videoSecrets: "v.json",
      people: "p.json",
      language: "en",
    },
  });
});

test.each([
  ["--port", "65536"],
  ["--port", "-1"],
  ["--port", "80.5"],
  ["--city", "town"],
  ["--pace", "0"],
  ["--pace", "3601"],
  ["--pace", "fast"],
  ["--lang", "fr"],
  ["--data", " "],
  ["--rules", ""],
  ["--jt808", "0.0.0.0"],
  ["--jt808", ":8808"],
  ["--jt808", "0.0.0.0:99999"],
])("%s %s is refused with what is allowed", (option, value) => {
  expect.assertions(2);
  try {
    read(`${option}=${value}`);
  } catch (error) {
    expect(error).toBeInstanceOf(TroubleError);
    expect((error as TroubleError).trouble).toMatchObject({ code: "badOption", params: { option } });
  }
});

test("the port of vehicle terminals may be opened beyond this machine", () => {
  expect(read("--jt808", "0.0.0.0:8808")).toMatchObject({ start: { jt808: { host: "0.0.0.0", port: 8808 } } });
  expect(read("--jt808", "[::]:8808")).toMatchObject({ start: { jt808: { host: "::", port: 8808 } } });
});

test("an option without its value and a word that is none are told", () => {
  expect(() => read("--port")).toThrow(TroubleError);
  expect(read("serve")).toEqual({ stray: "serve" });
  expect(read("--verbose")).toEqual({ stray: "--verbose" });
});

test("the help is in the language asked for", () => {
  const help = (language: "zh-CN" | "en") => {
    const asked = readArguments(["--help"], hubSentences(language), "/data");
    return "print" in asked ? asked.print : "";
  };
  expect(help("en")).toMatch(/Usage:[\s\S]*--port N\s+port; 8312 when not given/);
  expect(help("zh-CN")).toMatch(/用法：[\s\S]*--port N\s+端口；不写为 8312/);
});

test("the language comes from --lang, then from the environment", () => {
  expect(languageOf(["--lang", "en"], { LANG: "zh_CN.UTF-8" })).toBe("en");
  expect(languageOf(["--lang=zh-CN"], { LANG: "en_GB.UTF-8" })).toBe("zh-CN");
  expect(languageOf([], { LANG: "en_GB.UTF-8" })).toBe("en");
  expect(languageOf([], {})).toBe("zh-CN");
});

test.each([
  ["--hj212", "7212", "--stations"],
  ["--stations", "s.json", "--hj212"],
])("%s is no use without the other of the two", (option, value, other) => {
  expect.assertions(1);
  try {
    read(option, value);
  } catch (error) {
    expect(error).toMatchObject({ trouble: { code: "optionAlone", params: { option, other } } });
  }
});
