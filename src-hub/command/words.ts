/** The sentences of import and export, and of every trouble a command can meet, in one language. */
import enImport from "../../resources/locales/en/import.json" with { type: "json" };
import enTrouble from "../../resources/locales/en/trouble.json" with { type: "json" };
import zhImport from "../../resources/locales/zh-CN/import.json" with { type: "json" };
import zhTrouble from "../../resources/locales/zh-CN/trouble.json" with { type: "json" };
import { makeText, type Language, type Text } from "../../shared/text.ts";
import type { Trouble } from "../../shared/trouble.ts";

/** Sentences of import and export in a language. */
export function importWords(language: Language): Text {
  return makeText(language === "en" ? enImport : zhImport, language);
}

/** One sentence for a trouble. Its reason is a key of the import's table (`why.*`) or words of the system. */
export function troubleSentence({ code, params }: Trouble, language: Language): string {
  const words = importWords(language);
  const why = params["why"];
  const said = typeof why === "string" ? { ...params, why: words(why, params) } : params;
  return makeText(language === "en" ? enTrouble : zhTrouble, language)(`trouble.${code}`, said);
}
