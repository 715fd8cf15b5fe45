/** What the command lines share: options by name, languages, and troubles that end with one sentence. */
import { parseArgs } from "node:util";
import { nearestLanguage, type Language } from "../../shared/text.ts";
import { TroubleError } from "../../shared/trouble.ts";
import { importWords, troubleSentence } from "./words.ts";

/** `strings`: an option that may be given more than once. */
type Kinds = Readonly<Record<string, "string" | "strings" | "boolean">>;

export interface CommandLine {
  readonly files: readonly string[];
  readonly language: Language;
  text(option: string): string | undefined;
  /** Every value of an option that may be given more than once; undefined when it was not given. */
  texts(option: string): readonly string[] | undefined;
  flag(option: string): boolean;
}

/** Reads a command line. Throws trouble `badOption`, which names the options there are. */
export function readCommandLine(args: readonly string[], kinds: Kinds): CommandLine {
  const all: Kinds = { ...kinds, lang: "string", help: "boolean" };
  const options = Object.fromEntries(
    Object.entries(all).map(([name, kind]) => [
      name,
      kind === "strings" ? ({ type: "string", multiple: true } as const) : { type: kind },
    ]),
  );
  // Not strict, so that what is wrong is told in our own words.
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false });
  const allowed = Object.keys(all)
    .map((name) => `--${name}`)
    .join(" ");
  for (const [name, value] of Object.entries(values)) {
    const kind = all[name];
    for (const each of kind === "strings" && Array.isArray(value) ? value : [value]) {
      const fits = kind === "boolean" ? typeof each === "boolean" : isValue(each);
      if (kind === undefined || !fits) {
        throw new TroubleError("badOption", { option: `--${name}`, value: each === true ? "" : String(each), allowed });
      }
    }
  }
  const lang = values["lang"] as string | undefined;
  return {
    files: positionals,
    language: lang === undefined ? languageOfSystem() : nearestLanguage(lang),
    text: (option) => values[option] as string | undefined,
    texts: (option) => values[option] as readonly string[] | undefined,
    flag: (option) => values[option] === true,
  };
}

/** An option in the place of a value means that the value was forgotten. */
function isValue(text: unknown): boolean {
  return typeof text === "string" && text !== "" && !text.startsWith("--");
}

/** The language asked for by `--lang` anywhere, else the system's; for sentences about options themselves. */
export function languageOf(args: readonly string[]): Language {
  const at = args.findIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  if (at < 0) return languageOfSystem();
  const arg = args[at] as string;
  return nearestLanguage(arg.includes("=") ? arg.split("=")[1] : args[at + 1]);
}

function languageOfSystem(): Language {
  return nearestLanguage(process.env["LC_ALL"] || process.env["LANG"] || undefined);
}

/** Runs a command; an expected failure is one sentence on stderr and the exit code `failed`. */
export async function runCommand(
  args: readonly string[],
  work: (args: readonly string[]) => Promise<void>,
  failed = 1,
): Promise<void> {
  try {
    await work(args);
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error;
    const { code } = error.trouble;
    process.stderr.write(`${troubleSentence(error.trouble, languageOf(args))}\n`);
    if (code === "badOption") process.stderr.write(`${importWords(languageOf(args))("command.seeHelp")}\n`);
    process.exitCode = failed;
  }
}
