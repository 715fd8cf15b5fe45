/** What a case fills into answer templates. Templates are written in Chinese, so their blanks are filled in Chinese. */
import type { TemplateBlank } from "../../../shared/rules/templates.ts";
import type { WholeValues } from "../../../shared/view.ts";
import { momentText } from "../../kit/time.ts";
import { CHINESE } from "./titles.ts";

/** @param now hub time, epoch ms: moments of another day are written with their date */
export function blanksOf(
  { line, record }: Pick<NonNullable<WholeValues["case"]>, "line" | "record">,
  now: number,
  timeZone: string,
): Readonly<Partial<Record<TemplateBlank, string>>> {
  const moment = (at: number) => momentText(at, now, timeZone, "zh-CN");
  const { limitValue, limitType } = record;
  const limit =
    limitValue === null || !isLimitType(limitType) ? "" : CHINESE.text(`limit.${limitType}`, { count: limitValue });
  return {
    caseNo: line.caseNo,
    className: line.className || line.classNameEn,
    address: line.address,
    department: line.departmentName || line.departmentNameEn,
    deadline: line.deadline === null ? "" : moment(line.deadline),
    reportedAt: moment(line.reportedAt),
    limit,
  };
}

const LIMIT_TYPES = ["urgentHour", "urgentDay", "workHour", "workDay", "naturalDay"] as const;
const isLimitType = (type: string | null): type is (typeof LIMIT_TYPES)[number] =>
  (LIMIT_TYPES as readonly (string | null)[]).includes(type);
