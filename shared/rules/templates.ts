/**
 * Answer templates: what is said again and again, with blanks that the case fills.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z23 A blank that the case cannot fill stays in the text in braces and is named; a text with a blank in it is not sent.
 */
import * as v from "valibot";
import { bothLanguages, checkRule, ruleName } from "./check.ts";

/** Blanks that a case fills; each stands in the text in braces. */
export const TEMPLATE_BLANKS = [
  "caseNo",
  "className",
  "address",
  "department",
  "deadline",
  "reportedAt",
  "limit",
] as const;
export type TemplateBlank = (typeof TEMPLATE_BLANKS)[number];

const BLANK = /\{(\w+)\}/g;
const isBlank = (name: string): name is TemplateBlank => (TEMPLATE_BLANKS as readonly string[]).includes(name);
/** The names in braces in a text, each once, in their order. */
const namesIn = (text: string): string[] => [...new Set(Array.from(text.matchAll(BLANK), ([, name = ""]) => name))];

const template = v.strictObject({
  template: ruleName,
  title: bothLanguages,
  /** The commands it is offered for; empty for every command with words. */
  commands: v.array(v.string()),
  text: v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(2_000),
    v.check((text) => namesIn(text).every(isBlank), TEMPLATE_BLANKS.map((name) => `{${name}}`).join(" | ")),
  ),
});
export type Template = v.InferOutput<typeof template>;

const schema = v.strictObject({
  templates: ruleName,
  version: v.string(),
  title: bothLanguages,
  list: v.array(template),
});
export type Templates = v.InferOutput<typeof schema>;

/** The content of `templates/NAME.json`. @throws TroubleError `ruleBroken`. */
export function parseTemplates(file: string, value: unknown): Templates {
  return checkRule(schema, file, value);
}

/** A text with those of its blanks filled that are known; `missing` are the others, in the order of the text. */
export function fillTemplate(
  text: string,
  known: Readonly<Partial<Record<TemplateBlank, string>>>,
): { readonly text: string; readonly missing: readonly TemplateBlank[] } {
  const value = (name: string) => (isBlank(name) ? (known[name] ?? "") : "");
  return {
    text: text.replaceAll(BLANK, (blank, name: string) => value(name) || blank),
    missing: blanksIn(text).filter((name) => value(name) === ""),
  };
}

/** The blanks that still stand in a text, in its order. */
export function blanksIn(text: string): readonly TemplateBlank[] {
  return namesIn(text).filter(isBlank);
}

/** Those that are offered for a command, those made for it first, then those for every command with words. */
export function templatesFor(list: readonly Template[], command: string): readonly Template[] {
  return [
    ...list.filter(({ commands }) => commands.includes(command)),
    ...list.filter(({ commands }) => commands.length === 0),
  ];
}
