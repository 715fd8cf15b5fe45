import enCli from "../resources/locales/en/cli.json" with { type: "json" };
import enTrouble from "../resources/locales/en/trouble.json" with { type: "json" };
import zhCli from "../resources/locales/zh-CN/cli.json" with { type: "json" };
import zhTrouble from "../resources/locales/zh-CN/trouble.json" with { type: "json" };
import { makeText, type Language, type Params } from "../shared/text.ts";
import type { Trouble } from "../shared/trouble.ts";
import type { HostEvent } from "./host/options.ts";

export type CliKey = keyof typeof zhCli;

/** Sentences of the command line and of every trouble, in one language. */
export interface Sentences {
  readonly language: Language;
  cli(key: CliKey, params?: Params): string;
  trouble(trouble: Trouble): string;
  host(event: HostEvent): string;
}

/**
 * Whole numbers are said without grouping here: the command line speaks of ports and versions, where "8,311" would be
 * wrong.
 */
function plainNumbers(params: Params | undefined): Params {
  const entries = Object.entries(params ?? {}).map(([key, value]) => [key, String(value)] as const);
  return Object.fromEntries(entries);
}

/** The sentences of one language. */
export function sentencesIn(language: Language): Sentences {
  const cli = makeText<CliKey>(language === "en" ? enCli : zhCli, language);
  const trouble = makeText(language === "en" ? enTrouble : zhTrouble, language);
  const troubleSentence = ({ code, params }: Trouble) => trouble(`trouble.${code}`, plainNumbers(params));
  return {
    language,
    cli: (key, params) => cli(key, plainNumbers(params)),
    trouble: troubleSentence,
    host(event) {
      if (event.event === "tracksNotRecorded" || event.event === "boxPaused") {
        return `${cli(`host.${event.event}`)} ${troubleSentence(event.trouble)}`;
      }
      if (event.event !== "lineMoved") {
        const { event: name, ...params } = event;
        return cli(`host.${name}`, params);
      }
      const moved = cli(`host.lineMoved.${event.state}`);
      return event.trouble === null ? moved : `${moved} ${troubleSentence(event.trouble)}`;
    },
  };
}
