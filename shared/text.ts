/**
 * Sentences from message tables. One engine for windows, hub and command lines, so that a sentence reads the same
 * everywhere. Blanks are `{name}`; a key may have `_one`/`_other` forms chosen by the parameter `count`.
 */

export const LANGUAGES = ["zh-CN", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

export type Messages = Readonly<Record<string, string>>;
export type Params = Readonly<Record<string, string | number>>;
export type Text<Key extends string = string> = (key: Key, params?: Params) => string;

/**
 * Makes the function that turns a key into a sentence.
 * Numbers are grouped in the language's way. A key nobody wrote comes back as itself, so that it is seen.
 */
export function makeText<Key extends string = string>(messages: Messages, language: Language): Text<Key> {
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 20 });
  return (key, params = {}) => {
    const count = params["count"];
    const form = typeof count === "number" ? messages[`${key}_${plural.select(count)}`] : undefined;
    const message = form ?? messages[key] ?? messages[`${key}_other`] ?? key;
    return message.replaceAll(/\{(\w+)\}/g, (blank, name: string) => {
      const value = params[name];
      if (value === undefined) return blank;
      return typeof value === "number" ? number.format(value) : value;
    });
  };
}

/** The nearest language we speak for a tag such as "zh", "en-GB" or undefined. Chinese unless English is asked for. */
export function nearestLanguage(tag: string | undefined): Language {
  return tag !== undefined && tag.toLowerCase().startsWith("en") ? "en" : "zh-CN";
}
