/** Every sentence the window can say, in both languages, and the names of things in the language asked for. */
import { makeText, nearestLanguage, type Language, type Messages, type Params } from "../../shared/text.ts";
import type { Trouble } from "../../shared/trouble.ts";
import type { DeskRefusal } from "../../shared/wire/desk.ts";

type Written =
  | keyof typeof import("../../resources/locales/zh-CN/wall.json")
  | keyof typeof import("../../resources/locales/zh-CN/evaluation.json")
  | keyof typeof import("../../resources/locales/zh-CN/sync.json")
  | keyof typeof import("../../resources/locales/zh-CN/ops.json")
  | keyof typeof import("../../resources/locales/zh-CN/filter.json")
  | keyof typeof import("../../resources/locales/zh-CN/heat.json")
  | keyof typeof import("../../resources/locales/zh-CN/coverage.json")
  | keyof typeof import("../../resources/locales/zh-CN/movers.json")
  | keyof typeof import("../../resources/locales/zh-CN/sensors.json")
  | keyof typeof import("../../resources/locales/zh-CN/components.json")
  | keyof typeof import("../../resources/locales/zh-CN/search.json")
  | keyof typeof import("../../resources/locales/zh-CN/replay.json")
  | keyof typeof import("../../resources/locales/zh-CN/tile.json")
  | keyof typeof import("../../resources/locales/zh-CN/video.json")
  | keyof typeof import("../../resources/locales/zh-CN/cameras.json")
  | keyof typeof import("../../resources/locales/zh-CN/grids.json")
  | keyof typeof import("../../resources/locales/zh-CN/seat.json")
  | keyof typeof import("../../resources/locales/zh-CN/queue.json")
  | keyof typeof import("../../resources/locales/zh-CN/casework.json")
  | keyof typeof import("../../resources/locales/zh-CN/newcase.json")
  | keyof typeof import("../../resources/locales/zh-CN/alarms.json")
  | keyof typeof import("../../resources/locales/zh-CN/handover.json")
  | keyof typeof import("../../resources/locales/zh-CN/contacts.json")
  | keyof typeof import("../../resources/locales/zh-CN/directed.json")
  | keyof typeof import("../../resources/locales/zh-CN/switching.json")
  | keyof typeof import("../../resources/locales/zh-CN/office.json")
  | keyof typeof import("../../resources/locales/zh-CN/briefing.json")
  | keyof typeof import("../../resources/locales/zh-CN/hall.json")
  | keyof typeof import("../../resources/locales/zh-CN/scenes.json")
  | keyof typeof import("../../resources/locales/zh-CN/reports.json");
/** A key of the tables that windows speak from; the plural forms of a key go by its stem. */
export type WallKey = Written extends infer Key
  ? Key extends `${infer Stem}_one` | `${infer Stem}_other`
    ? Stem
    : Key
  : never;

const files = import.meta.glob<Messages>(
  "../../resources/locales/*/{wall,evaluation,sync,ops,filter,heat,coverage,movers,sensors,components,search,replay,grids,tile,video,cameras,seat,queue,casework,newcase,alarms,handover,contacts,switching,office,scenes,hall,briefing,directed,reports,codes,map,refusal,trouble}.json",
  { eager: true, import: "default" },
);

const merged = new Map<Language, Messages>();

/** All sentences of a language, the rooms' tables merged. */
export function messagesOf(language: Language): Messages {
  let messages = merged.get(language);
  if (messages === undefined) merged.set(language, (messages = merge(language)));
  return messages;
}

function merge(language: Language): Messages {
  const entries = Object.entries(files).filter(([path]) => path.includes(`/${language}/`));
  return Object.assign({}, ...entries.map(([, messages]) => messages)) as Messages;
}

/** What a component needs to speak: the language, the city's zone, and sentences. */
export interface Words {
  readonly language: Language;
  readonly timeZone: string;
  text(key: WallKey, params?: Params): string;
  trouble(trouble: Trouble): string;
  /** Why the desk said no. */
  refusal(refused: DeskRefusal): string;
  /** A sentence of another room's table, e.g. map.json. */
  foreign(key: string, params?: Params): string;
  /** The name in the language asked for, or the other one where it is missing. */
  name(thing: { readonly name: string; readonly nameEn: string }): string;
}

/** Chinese first in Chinese, English first in English, never nothing when there is either. */
export function nameIn(language: Language, name: string, nameEn: string): string {
  return language === "en" ? nameEn || name : name || nameEn;
}

export function wordsOf(language: Language, timeZone: string): Words {
  const text = makeText(messagesOf(language), language);
  return {
    language,
    timeZone,
    text: (key, params) => text(key, params),
    trouble: (trouble) => text(`trouble.${trouble.code}`, trouble.params),
    refusal: (refused) => text(`refusal.${refused}`),
    foreign: (key, params) => text(key, params),
    name: (thing) => nameIn(language, thing.name, thing.nameEn),
  };
}

/** A sentence in both languages, whatever the window speaks: for what is looked for in either. */
export function bothTexts(key: WallKey, params?: Params): { readonly "zh-CN": string; readonly en: string } {
  return {
    "zh-CN": makeText(messagesOf("zh-CN"), "zh-CN")(key, params),
    en: makeText(messagesOf("en"), "en")(key, params),
  };
}

/** The language a window was asked for: the address first, then what the host says, then Chinese. */
export function languageOf(search: string, host: Language | null): Language {
  const asked = new URLSearchParams(search).get("lang");
  return asked === null ? (host ?? "zh-CN") : nearestLanguage(asked);
}
