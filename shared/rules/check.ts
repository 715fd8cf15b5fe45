/**
 * Reading the files in which a city keeps its rules: class tables, work calendars, policies, schemes,
 * thresholds.
 *
 * A broken file is an expected failure: it is told with the file, the place inside it and what is expected there, and
 * it never takes down what does not depend on it. What valibot expects and finds is written in its own short notation
 * ("number", ">=0", `"a" | "b"`), which reads the same in every language.
 */
import * as v from "valibot";
import { TroubleError } from "../trouble.ts";

/** The kinds of rule files, each a folder of resources/. */
export const RULE_KINDS = [
  "classes",
  "calendars",
  "policies",
  "schemes",
  "thresholds",
  "alarms",
  "templates",
  "scenes",
  "playlists",
  "direction",
] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/**
 * The checked content of a rule file.
 * @param file name to show, e.g. "schemes/zhongfang-2020.json"
 * @throws TroubleError `ruleBroken` naming file, path, what is expected and what was found.
 */
export function checkRule<S extends v.GenericSchema>(schema: S, file: string, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new TroubleError("ruleBroken", {
    file,
    path: v.getDotPath(issue) ?? "·",
    expected: issue.expected ?? issue.message,
    found: issue.received,
  });
}

/** The JSON of a rule file's text. @throws TroubleError `ruleSyntax` when the text is no JSON. */
export function readRuleText(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TroubleError("ruleSyntax", { file, why: error instanceof Error ? error.message : String(error) });
  }
}

/** A text in both languages. */
export const bothLanguages = v.strictObject({ "zh-CN": v.string(), en: v.string() });
export type BothLanguages = v.InferOutput<typeof bothLanguages>;

/** A name that files and addresses may carry. */
export const ruleName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/));
