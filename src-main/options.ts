import { isIPv4 } from "node:net";
import { Command, CommanderError, Option } from "commander";
import * as v from "valibot";
import manifest from "../package.json" with { type: "json" };
import { wallName } from "../shared/direction/wall.ts";
import { LANGUAGES, nearestLanguage, type Language } from "../shared/text.ts";
import { TroubleError } from "../shared/trouble.ts";
import type { CliKey, Sentences } from "./sentences.ts";

/** What the person asked for on the command line, checked. `null`: not said. */
export interface LaunchOptions {
  readonly shell: "electron" | "kiosk" | null;
  readonly port: number | null;
  /** Normalised origin of an existing hub, without a trailing slash. */
  readonly hub: string | null;
  readonly dataDir: string | null;
  readonly city: "demo" | "none" | null;
  readonly pace: number | null;
  /** The embedded hub's folder of a city's own rules. */
  readonly rules: string | null;
  /** Folder of the city's own exercises. */
  readonly exercises: string | null;
  /** File of names and passwords for video platforms and cameras. */
  readonly videoSecrets: string | null;
  /** The embedded hub's file of people who are to have an account. */
  readonly people: string | null;
  /** The big screen, a seat of the hall, or a briefing. */
  readonly program: Program;
  readonly scene: string;
  /** The wall that the windows are of; null for one with this machine's name. */
  readonly wall: string | null;
  readonly language: Language | null;
  readonly basemap: string | null;
  /** File with the token that this machine shows the hub. */
  readonly tokenFile: string | null;
  /** Texts of cases that are over are kept for so many months, the running one included; null for all. */
  readonly keepMonths: number | null;
  /** Where units were is recorded for so many days, 0 for not at all. */
  readonly trackDays: number | null;
  /** An IPv4 address of this machine on which remotes are served too, null for none (kiosk shell). */
  readonly lan: string | null;
  /** Pictures of walls and acts of seats are kept for so many hours, 0 for not at all. */
  readonly blackBoxHours: number | null;
  /** Port of the desktop shell's /health on this machine; null for none. The browser shell has it at its own port. */
  readonly healthPort: number | null;
  readonly open: boolean;
}

export const PROGRAMS = ["wall", "seat", "briefing"] as const;
export type Program = (typeof PROGRAMS)[number];

/** Either options to start with, or a text to print and be done. */
export type Asked = { readonly start: LaunchOptions } | { readonly print: string };

/** Faster than this the demonstration city would outrun its own store. */
export const MAX_PACE = 3_600;

/** Ten years: who keeps more may as well keep all. */
const MAX_MONTHS = 120;
const MAX_TRACK_DAYS = 31;
const MAX_BOX_HOURS = 720;

/** Something on the command line that is no option at all. */
export class UnknownArgument extends Error {
  readonly argument: string;
  constructor(argument: string) {
    super(argument);
    this.argument = argument;
  }
}

/** What the command line is read against. */
export interface Surroundings {
  /** Shown in the help. */
  readonly defaultDataDir: string;
  /** Names of the scenes there are. */
  readonly scenes: readonly string[];
}

/** The language to talk in: `--lang` wins, then the environment; Chinese unless English is asked for. */
export function languageOf(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Language {
  const at = args.findIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  const said = at < 0 ? undefined : args[at] === "--lang" ? args[at + 1] : args[at]?.slice("--lang=".length);
  return nearestLanguage(said ?? (env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"])); // an empty variable is an unset one
}

type Raw = Readonly<Record<string, string | boolean | undefined>>;

/**
 * Reads the command line.
 * @param args without the program's name
 * @throws TroubleError badOption, hubAddress, sceneUnknown; UnknownArgument
 */
export function readOptions(args: readonly string[], sentences: Sentences, around: Surroundings): Asked {
  const printed: string[] = [];
  const command = describe(sentences, around.defaultDataDir, (text) => printed.push(text));
  try {
    command.parse(args, { from: "user" });
  } catch (error) {
    // The help and the version leave the parser this way; a wrong option never does, see describe().
    if (error instanceof CommanderError && error.exitCode === 0) return { print: printed.join("") };
    throw error;
  }
  const stray = command.args[0];
  if (stray !== undefined) throw new UnknownArgument(stray);
  return { start: check(command.opts<Raw>(), sentences, around.scenes) };
}

function describe(sentences: Sentences, defaultDataDir: string, print: (text: string) => void): Command {
  const say = sentences.cli;
  const titles: Readonly<Record<string, CliKey>> = { "Usage:": "cli.usage", "Options:": "cli.options" };
  // Values are optional for the parser, so that a missing one is told like any other wrong value; the help hides that.
  const options: readonly (readonly [string, CliKey])[] = [
    ["--shell [electron|kiosk]", "cli.shell"],
    ["--port [N]", "cli.port"],
    ["--hub [URL]", "cli.hub"],
    ["--data [DIR]", "cli.data"],
    ["--city [demo|none]", "cli.city"],
    ["--pace [N]", "cli.pace"],
    ["--rules [DIR]", "cli.rules"],
    ["--exercises [DIR]", "cli.exercises"],
    ["--video-secrets [FILE]", "cli.videoSecrets"],
    ["--people [FILE]", "cli.people"],
    ["--program [wall|seat|briefing]", "cli.program"],
    ["--scene [NAME]", "cli.scene"],
    ["--wall [NAME]", "cli.wall"],
    ["--lang [zh-CN|en]", "cli.lang"],
    ["--basemap [FILE]", "cli.basemap"],
    ["--token-file [FILE]", "cli.tokenFile"],
    ["--keep-months [N]", "cli.keepMonths"],
    ["--track-days [N]", "cli.trackDays"],
    ["--lan [ADDRESS]", "cli.lan"],
    ["--black-box-hours [N]", "cli.blackBoxHours"],
    ["--health-port [N]", "cli.healthPort"],
    ["--no-open", "cli.noOpen"],
  ];
  const command = new Command("npm start --")
    .description(`${manifest.productName} · ${say("cli.title")}`)
    .usage(say("cli.optionsWord"))
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
    .version(manifest.version, "--version", say("cli.version"))
    .helpOption("-h, --help", say("cli.help"));
  for (const [flags, key] of options) command.addOption(new Option(flags, say(key, { dir: defaultDataDir })));
  const examples: readonly (readonly [string, CliKey])[] = [
    ["npm start", "cli.exampleDemo"],
    ["npm start -- --hub http://10.0.0.5:8312", "cli.exampleHub"],
    ["npm start -- --program seat", "cli.exampleSeat"],
    ["npm start -- --pace 60 --no-open", "cli.examplePace"],
  ];
  const lines = examples.map(([line, key]) => `  ${line.padEnd(42)}${say(key)}`);
  return command.addHelpText("after", `\n${say("cli.examples")}\n${lines.join("\n")}`);
}

function check(raw: Raw, sentences: Sentences, scenes: readonly string[]): LaunchOptions {
  const read = <T>(name: string, allowed: CliKey, parse: (text: string) => T | null): T | null => {
    // The parser names what it has read in one word: --token-file is tokenFile.
    const value = raw[name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())];
    if (value === undefined) return null;
    const parsed = typeof value === "string" && value.trim() !== "" ? parse(value.trim()) : null;
    if (parsed !== null) return parsed;
    const shown = typeof value === "string" && value.trim() !== "" ? value : sentences.cli("cli.empty");
    const params = {
      option: `--${name}`,
      value: shown,
      allowed: sentences.cli(allowed, {
        max: MAX_PACE,
        months: MAX_MONTHS,
        days: MAX_TRACK_DAYS,
        hours: MAX_BOX_HOURS,
      }),
    };
    throw new TroubleError("badOption", params);
  };
  const oneOf =
    <T extends string>(values: readonly T[]) =>
    (text: string): T | null =>
      values.find((value) => value === text) ?? null;
  const scene = read("scene", "cli.allowedScene", (text) => text) ?? "overview";
  if (!scenes.includes(scene)) throw new TroubleError("sceneUnknown", { scene, known: scenes.join(", ") });
  return {
    shell: read("shell", "cli.allowedShell", oneOf(["electron", "kiosk"])),
    port: read("port", "cli.allowedPort", portOf),
    hub: read("hub", "cli.allowedHub", hubOrigin),
    dataDir: read("data", "cli.allowedPath", (text) => text),
    city: read("city", "cli.allowedCity", oneOf(["demo", "none"])),
    pace: read("pace", "cli.allowedPace", paceOf),
    rules: read("rules", "cli.allowedPath", (text) => text),
    exercises: read("exercises", "cli.allowedPath", (text) => text),
    videoSecrets: read("video-secrets", "cli.allowedPath", (text) => text),
    people: read("people", "cli.allowedPath", (text) => text),
    program: read("program", "cli.allowedProgram", oneOf(PROGRAMS)) ?? "wall",
    scene,
    wall: read("wall", "cli.allowedWall", (text) => (v.is(wallName, text) ? text : null)),
    language: read("lang", "cli.allowedLang", oneOf(LANGUAGES)),
    basemap: read("basemap", "cli.allowedPath", (text) => text),
    tokenFile: read("token-file", "cli.allowedPath", (text) => text),
    keepMonths: read("keep-months", "cli.allowedMonths", monthsOf),
    trackDays: read("track-days", "cli.allowedTrackDays", trackDaysOf),
    lan: read("lan", "cli.allowedLan", lanAddress),
    blackBoxHours: read("black-box-hours", "cli.allowedBoxHours", boxHoursOf),
    healthPort: read("health-port", "cli.allowedPort", portOf),
    open: raw["open"] !== false,
  };
}

function paceOf(text: string): number | null {
  const pace = Number(text);
  return Number.isFinite(pace) && pace > 0 && pace <= MAX_PACE ? pace : null;
}

function monthsOf(text: string): number | null {
  const months = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return months >= 1 && months <= MAX_MONTHS ? months : null;
}

function trackDaysOf(text: string): number | null {
  return /^\d{1,2}$/.test(text) && Number(text) <= MAX_TRACK_DAYS ? Number(text) : null;
}

/** One address that others can name: not all of them at once, and not the one that the machine's own pages are at. */
function lanAddress(text: string): string | null {
  return isIPv4(text) && text !== "127.0.0.1" && !/^(?:0|22[4-9]|2[3-5]\d)\./.test(text) ? text : null;
}

function boxHoursOf(text: string): number | null {
  return /^\d{1,3}$/.test(text) && Number(text) <= MAX_BOX_HOURS ? Number(text) : null;
}

function portOf(text: string): number | null {
  return /^\d{1,5}$/.test(text) && Number(text) < 65_536 ? Number(text) : null;
}

/** @throws TroubleError hubAddress, when it is not a plain http(s) address */
function hubOrigin(text: string): string {
  const url = URL.parse(text);
  const plain = url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
  if (!plain || url.pathname !== "/" || url.search !== "" || url.hash !== "") {
    throw new TroubleError("hubAddress", { url: text });
  }
  return url.origin;
}

/** Writes the options back as arguments, for the desktop shell that is started as a program of its own. */
export function argumentsOf(options: LaunchOptions): string[] {
  const said: readonly (readonly [string, string | number | null])[] = [
    ["hub", options.hub],
    ["data", options.dataDir],
    ["city", options.city],
    ["pace", options.pace],
    ["rules", options.rules],
    ["exercises", options.exercises],
    ["video-secrets", options.videoSecrets],
    ["people", options.people],
    ["program", options.program],
    ["scene", options.scene],
    ["wall", options.wall],
    ["lang", options.language],
    ["basemap", options.basemap],
    ["token-file", options.tokenFile],
    ["keep-months", options.keepMonths],
    ["track-days", options.trackDays],
    ["lan", options.lan],
    ["black-box-hours", options.blackBoxHours],
    ["health-port", options.healthPort],
  ];
  return said.flatMap(([name, value]) => (value === null ? [] : [`--${name}=${value}`]));
}

/** Arguments for the hub's own command line. */
export function hubArguments(options: LaunchOptions, dataDir: string, language: Language): string[] {
  const said: readonly (readonly [string, string | number | null])[] = [
    ["data", dataDir],
    ["city", options.city],
    ["pace", options.pace],
    ["rules", options.rules],
    ["video-secrets", options.videoSecrets],
    ["people", options.people],
    ["lang", language],
  ];
  return said.flatMap(([name, value]) => (value === null ? [] : [`--${name}`, String(value)]));
}
