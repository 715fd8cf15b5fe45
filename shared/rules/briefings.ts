/**
 * A briefing's file: which pages it steps through, what stands at the head of each, what the speaker means to say there, and
 * the targets that count where the city has set none.
 */
import * as v from "valibot";
import { bothLanguages, checkRule, ruleName } from "./check.ts";

/** What a step can show. */
export const BRIEFING_PAGES = [
  "headlines", // 开篇: headline figures against targets
  "funnel",
  "ranking",
  "trend",
  "issues",
  "typical", // 典型案件: before and after
  "moment", // 回放
  "closing",
] as const;
export type BriefingPage = (typeof BRIEFING_PAGES)[number];

const schema = v.strictObject({
  briefing: ruleName,
  version: v.string(),
  title: bothLanguages,
  /** Headline figures: an indicator of the registry or "availability", with what it should reach in its own unit. */
  headlines: v.pipe(
    v.array(
      v.strictObject({
        indicator: v.pipe(v.string(), v.regex(/^[A-Za-z]+$/)),
        target: v.pipe(v.number(), v.finite()),
        better: v.picklist(["up", "down"]),
        /** Where that target comes from. */
        from: bothLanguages,
      }),
    ),
    v.minLength(1),
    v.maxLength(6),
  ),
  steps: v.pipe(
    v.array(
      v.strictObject({
        /** Notes are kept under it. */
        step: ruleName,
        page: v.picklist(BRIEFING_PAGES),
        title: bothLanguages,
        /** What the speaker means to say; on the speaker's screen only. */
        note: bothLanguages,
      }),
    ),
    v.minLength(1),
    v.maxLength(99),
    v.check((steps) => new Set(steps.map(({ step }) => step)).size === steps.length, "each step once"),
  ),
});
export type BriefingFile = v.InferOutput<typeof schema>;
export type BriefingStep = BriefingFile["steps"][number];

/** The content of `briefings/NAME.json`. @throws TroubleError `ruleBroken`. */
export function parseBriefing(file: string, value: unknown): BriefingFile {
  return checkRule(schema, file, value);
}
