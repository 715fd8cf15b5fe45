/** Answer templates: what is said again and again, with blanks that the case fills. */
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

const template = v.strictObject({
  template: ruleName,
  title: bothLanguages,
  /** The commands it is offered for; empty for every command with words. */
  commands: v.array(v.string()),
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(2_000)),
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
