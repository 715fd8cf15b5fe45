/** The sentences of reports and of their check: their own, and the names that boards and walls go by. */
import enEvaluation from "../../resources/locales/en/evaluation.json" with { type: "json" };
import enReport from "../../resources/locales/en/report.json" with { type: "json" };
import enWall from "../../resources/locales/en/wall.json" with { type: "json" };
import zhEvaluation from "../../resources/locales/zh-CN/evaluation.json" with { type: "json" };
import zhReport from "../../resources/locales/zh-CN/report.json" with { type: "json" };
import zhWall from "../../resources/locales/zh-CN/wall.json" with { type: "json" };
import { makeText, type Language, type Text } from "../../shared/text.ts";

type Tables = typeof zhReport & typeof zhEvaluation & typeof zhWall;
export type ReportText = Text<keyof Tables>;

export function reportText(language: Language): ReportText {
  const tables = language === "en" ? [enWall, enEvaluation, enReport] : [zhWall, zhEvaluation, zhReport];
  return makeText<keyof Tables>(Object.assign({}, ...tables) as Record<string, string>, language);
}
