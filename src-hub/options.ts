/** Reads the hub's command line. */
import { Command, CommanderError, Option } from "commander";
import manifest from "../package.json" with { type: "json" };
import { LANGUAGES, nearestLanguage, type Language } from "../shared/text.ts";
import { TroubleError } from "../shared/trouble.ts";
import { DEFAULT_PORT, THIS_MACHINE } from "./listen.ts";
import type { HubKey, HubSentences } from "./sentences.ts";

/** Faster than this the demonstration city would outrun its own store. */
export const MAX_PACE = 3_600;

/** What was asked for, checked. Null: not said. */
export interface HubArguments {
  readonly dataDir: string | null;
  readonly port: number | null;
  readonly host: string | null;
  readonly city: "demo" | "none" | null;
  readonly pace: number | null;
  /** A city's own folder of rules. */
  readonly rules: string | null;
  /** Where vehicle terminals connect. */
  readonly jt808: { readonly host: string; readonly port: number } | null;
  /** Where stations of dust and noise connect. */
  readonly hj212: { readonly host: string; readonly port: number } | null;
  /** The file that lists them. */
  readonly stations: string | null;
  /** The file of what opens video platforms. */
  readonly videoSecrets: string | null;
  /** The file of people who are to have an account. */
  readonly people: string | null;
  readonly language: Language | null;
}

/** Either arguments to start with, a text to print and be done, or a word that is no option. */
export type Asked = { readonly start: HubArguments } | { readonly print: string } | { readonly stray: string };

/** The language to talk in: `--lang` wins, then the environment; Chinese unless English is asked for. */
export function languageOf(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Language {
  const at = args.findIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  const said = at < 0 ? undefined : args[at] === "--lang" ? args[at + 1] : args[at]?.slice("--lang=".length);
  return nearestLanguage(said ?? env["LC_ALL"] ?? env["LC_MESSAGES"] ?? env["LANG"]);
}

/**
 * Reads the arguments, without the program's name. Throws trouble `badOption`.
 * @param defaultDataDir shown in the help
 */
export function readArguments(args: readonly string[], sentences: HubSentences, defaultDataDir: string): Asked {
  const printed: string[] = [];
  const command = describe(sentences, defaultDataDir, (text) => printed.push(text));
  try {
    command.parse(args, { from: "user" });
  } catch (error) {
    // Only the help and the version leave the parser this way; unknown words are told below.
    if (error instanceof CommanderError && error.exitCode === 0) return { print: printed.join("") };
    throw error;
  }
  const stray = command.args[0];
  return stray === undefined ? { start: check(command.opts(), sentences) } : { stray };
}

function describe(sentences: HubSentences, dir: string, print: (text: string) => void): Command {
  const say = sentences.hub;
  const titles: Readonly<Record<string, HubKey>> = { "Usage:": "hub.usage", "Options:": "hub.options" };
  // Values are optional for the parser, so that a missing one is told like any other wrong value; the help hides that.
  const options: readonly (readonly [string, HubKey])[] = [
    ["--data [DIR]", "hub.optionData"],
    ["--port [N]", "hub.optionPort"],
    ["--host [ADDRESS]", "hub.optionHost"],
    ["--city [demo|none]", "hub.optionCity"],
    ["--pace [N]", "hub.optionPace"],
    ["--rules [DIR]", "hub.optionRules"],
    ["--jt808 [PORT]", "hub.optionJt808"],
    ["--hj212 [PORT]", "hub.optionHj212"],
    ["--stations [FILE]", "hub.optionStations"],
    ["--video-secrets [FILE]", "hub.optionVideoSecrets"],
    ["--people [FILE]", "hub.optionPeople"],
    ["--lang [zh-CN|en]", "hub.optionLang"],
  ];
  const blanks = { dir, port: DEFAULT_PORT, host: THIS_MACHINE, max: MAX_PACE };
  const command = new Command("npm run hub --")
    .description(`${manifest.productName} · ${say("hub.title")}`)
    .usage(say("hub.optionsWord"))
    .exitOverride()
    .allowUnknownOption()
    .allowExcessArguments()
    .configureOutput({ writeOut: print, writeErr: print })
    .configureHelp({
      helpWidth: 100,
      styleTitle: (title) => {
        const key = titles[title];
        return key === undefined ? title : say(key);
      },
      optionTerm: ({ flags }) => flags.replace("[", "").replace("]", ""),
      optionDescription: ({ description }) => description,
    })
    .version(manifest.version, "--version", say("hub.version"))
    .helpOption("-h, --help", say("hub.help"));
  for (const [flags, key] of options) command.addOption(new Option(flags, say(key, blanks)));
  return command;
}

function check(raw: Readonly<Record<string, unknown>>, sentences: HubSentences): HubArguments {
  const read = <T>(name: string, allowed: HubKey, parse: (text: string) => T | null): T | null => {
    const value = raw[name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())];
    if (value === undefined) return null;
    const text = typeof value === "string" ? value.trim() : "";
    const parsed = text === "" ? null : parse(text);
    if (parsed !== null) return parsed;
    throw new TroubleError("badOption", {
      option: `--${name}`,
      value: text === "" ? sentences.hub("hub.empty") : text,
      allowed: sentences.hub(allowed, { max: MAX_PACE }),
    });
  };
  const oneOf =
    <T extends string>(values: readonly T[]) =>
    (text: string): T | null =>
      values.find((value) => value === text) ?? null;
  return {
    dataDir: read("data", "hub.allowedPath", (text) => text),
    port: read("port", "hub.allowedPort", portOf),
    host: read("host", "hub.allowedHost", (text) => text),
    city: read("city", "hub.allowedCity", oneOf(["demo", "none"])),
    pace: read("pace", "hub.allowedPace", paceOf),
    rules: read("rules", "hub.allowedPath", (text) => text),
    jt808: read("jt808", "hub.allowedListen", listenOf),
    ...stationsOf(
      read("hj212", "hub.allowedListen", listenOf),
      read("stations", "hub.allowedPath", (text) => text),
    ),
    videoSecrets: read("video-secrets", "hub.allowedPath", (text) => text),
    people: read("people", "hub.allowedPath", (text) => text),
    language: read("lang", "hub.allowedLang", oneOf(LANGUAGES)),
  };
}

/** A port that knows no station would take nothing from anybody, and a list nobody can report to is of no use. */
function stationsOf(hj212: HubArguments["hj212"], stations: string | null): Pick<HubArguments, "hj212" | "stations"> {
  if ((hj212 === null) === (stations === null)) return { hj212, stations };
  const [option, other] = hj212 === null ? ["--stations", "--hj212"] : ["--hj212", "--stations"];
  throw new TroubleError("optionAlone", { option, other });
}

function portOf(text: string): number | null {
  return /^\d{1,5}$/.test(text) && Number(text) < 65_536 ? Number(text) : null;
}

/** "8808" on this machine only, "0.0.0.0:8808" or "[::]:8808" where it is said. */
function listenOf(text: string): { host: string; port: number } | null {
  const at = text.lastIndexOf(":");
  const port = portOf(text.slice(at + 1));
  const host = at < 0 ? THIS_MACHINE : text.slice(0, at).replace(/^\[(.*)\]$/, "$1");
  return port === null || host === "" ? null : { host, port };
}

function paceOf(text: string): number | null {
  const pace = Number(text);
  return Number.isFinite(pace) && pace > 0 && pace <= MAX_PACE ? pace : null;
}
