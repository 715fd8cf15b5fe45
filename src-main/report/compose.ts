/** Data to paper: all sections in their order, with every printed figure listed. Pure, and the same on every machine. */
import type { ReportData } from "./data.ts";
import { findingsOf, type Findings } from "./findings.ts";
import { dateText, periodText, timeText } from "./format.ts";
import { checkSection, disputesSection, ledgerSection } from "./listed.ts";
import { basicsSection, funnelSection, indicatorsSection } from "./overview.ts";
import { openBook, type Figure, type Paper } from "./paper.ts";
import { rankingSection } from "./ranking.ts";
import { reportText } from "./words.ts";
import { openWriting } from "./writing.ts";

export interface Composed {
  readonly paper: Paper;
  readonly figures: readonly Figure[];
  readonly found: Findings;
}

/**
 * The whole report.
 * @throws TroubleError when the scheme cannot be read; plain errors when data are broken or a rate does not reproduce.
 */
export function composeReport(data: ReportData): Composed {
  const found = findingsOf(data);
  const text = reportText(data.language);
  const book = openBook((section) => text(`report.section.${section as "funnel"}`));
  const writing = openWriting(data, found, book, text);
  const { timeZone } = data.platform;
  const city = data.language === "en" && data.platform.nameEn !== "" ? data.platform.nameEn : data.platform.name;
  const title = text("report.title", { city, period: periodText(found.period.key, text) });
  const blocks = [
    ...basicsSection(writing),
    ...funnelSection(writing),
    ...indicatorsSection(writing),
    ...rankingSection(writing),
    ...ledgerSection(writing),
    ...disputesSection(writing),
    ...checkSection(writing),
    { kind: "note", text: text("report.attached") } as const,
  ];
  const { scheme, schemeHash } = found;
  const foot = text("report.foot", {
    scheme: scheme.scheme,
    version: scheme.version,
    hash: schemeHash.slice(0, 16),
    at: timeText(data.at, timeZone, data.language),
  });
  const paper: Paper = {
    issuer: data.issuer,
    number: data.number,
    title,
    mark: data.draft ? text("report.draft") : null,
    blocks,
    signed: [data.issuer, dateText(data.madeAt, timeZone, data.language)].filter((line) => line !== ""),
    foot,
  };
  return { paper, figures: book.figures, found };
}
