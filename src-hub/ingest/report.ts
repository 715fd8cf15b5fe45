/** What an import did, in sentences. */
import type { Text } from "../../shared/text.ts";
import type { ImportReport } from "./run.ts";

/** Lines of the report. A language's table has the words of every rule. */
export function reportLines(report: ImportReport, text: Text): string[] {
  const { read, rejected, repairs, rejections, unlocated, outsideGrids, grids, sameNumbers, asides, unknownColumns } =
    report;
  const lines = [
    text(report.dryRun ? "report.dryTitle" : "report.title", { file: report.file, mapping: report.mapping }),
    text("report.counts", {
      read,
      new: report.new,
      changed: report.changed,
      same: report.same,
      rejected,
    }),
  ];
  if (read > 0 && report.new + report.changed + rejected === 0) lines.push(text("report.nothingNew"));
  for (const [rule, count] of Object.entries(repairs)) {
    lines.push(text("report.rule", { rule, what: text(`repair.${rule}`), count }));
  }
  for (const [rule, count] of Object.entries(rejections)) {
    lines.push(text("report.rejection", { rule, what: text(`reject.${rule}`), count }));
  }
  if (unlocated > 0) lines.push(text("report.unlocated", { count: unlocated }));
  if (report.unlocatedFile !== null) lines.push(text("things.unlocatedFile", { file: report.unlocatedFile }));
  if (grids === 0) lines.push(text("report.noGrids"));
  else if (outsideGrids > 0) lines.push(text("report.outsideGrids", { count: outsideGrids, grids }));
  if (sameNumbers > 0) lines.push(text("report.sameNumbers", { count: sameNumbers }));
  if (asides > 0) lines.push(text("report.asides", { count: asides }));
  if (unknownColumns.length > 0) lines.push(text("report.unknownColumns", { columns: unknownColumns.join(", ") }));
  if (report.rejectsFile !== null) lines.push(text("report.rejectsFile", { file: report.rejectsFile }));
  lines.push(text("report.speed", { seconds: report.seconds, speed: report.rowsPerSecond }));
  return lines;
}
