/** Words of the after-action file, in the language of this machine. */
import en from "../../../resources/locales/en/blackbox.json" with { type: "json" };
import zh from "../../../resources/locales/zh-CN/blackbox.json" with { type: "json" };
import { makeText, type Language, type Text } from "../../../shared/text.ts";

export type BoxKey = keyof typeof zh;

export const boxText = (language: Language): Text<BoxKey> => makeText<BoxKey>(language === "en" ? en : zh, language);

/** What sort of act it is in words; the name that the program has for it stands beside. */
const SORTS = ["case", "desk", "scene", "page", "camera", "office", "direct", "door", "host"] as const;

export function sortOf(kind: string, text: Text<BoxKey>): string {
  const sort = SORTS.find((each) => kind.startsWith(`${each}.`));
  return sort === undefined ? "" : text(`blackbox.sort.${sort}`);
}

/** Makes an instant read as everywhere in the file: 2026-11-21 14:05:09 in the hall's zone. */
export function instantWriter(zone: string): (at: number) => string {
  const two = "2-digit";
  const parts = { year: "numeric", month: two, day: two, hour: two, minute: two, second: two } as const;
  const format = new Intl.DateTimeFormat("sv-SE", { ...parts, timeZone: zone });
  return (at) => format.format(at);
}
