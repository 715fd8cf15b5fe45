/** What an import of things did, as numbers and in sentences. */
import type { Text } from "../../../shared/text.ts";
import type { RejectRule, ThingRepair, ThingTable } from "../mapping/mapping.ts";
import type { Finding } from "./overlaps.ts";

/** `read` = `new` + `changed` + `same` + `rejected`. */
export interface ThingReport {
  readonly file: string;
  readonly mapping: string;
  readonly platform: string;
  readonly table: ThingTable;
  readonly dryRun: boolean;
  readonly encoding: string;
  /** The system its coordinates were declared to be in, "" for a table without any. */
  readonly crs: string;
  readonly read: number;
  readonly new: number;
  readonly changed: number;
  readonly same: number;
  readonly rejected: number;
  readonly repairs: Readonly<Partial<Record<ThingRepair, number>>>;
  readonly rejections: Readonly<Partial<Record<RejectRule, number>>>;
  readonly rejectsFile: string | null;
  /** Kept rows without a position, and the list of those whose position could not be used. */
  readonly unlocated: number;
  readonly unlocatedFile: string | null;
  /** Kept rows with a position that no unit grid holds. */
  readonly outsideGrids: number;
  /** Unit grids of the platform after the import. */
  readonly grids: number;
  /** Of grids only, what follows. */
  readonly findings: readonly Finding[];
  readonly findingsFile: string | null;
  /** Grids that are no more, and borders that were kept as former ones. */
  readonly ended: number;
  readonly former: number;
  /** Things and cases that lie in another grid than before. */
  readonly settled: number;
  readonly unknownColumns: readonly string[];
  readonly seconds: number;
  readonly rowsPerSecond: number;
}

/** Findings that are told one by one; the file has them all. */
const TOLD = 10;

/** Lines of the report. A language's table has the words of every rule. */
export function thingReportLines(report: ThingReport, text: Text): string[] {
  const { read, rejected, repairs, rejections, findings } = report;
  const lines = [
    text(report.dryRun ? "report.dryTitle" : "report.title", { file: report.file, mapping: report.mapping }),
    text("report.counts", { read, new: report.new, changed: report.changed, same: report.same, rejected }),
  ];
  if (read > 0 && report.new + report.changed + rejected + report.ended === 0) lines.push(text("report.nothingNew"));
  if (report.crs !== "") lines.push(text("things.crs", { crs: report.crs }));
  for (const [rule, count] of Object.entries(repairs)) {
    lines.push(text("report.rule", { rule, what: text(`repair.${rule}`), count }));
  }
  for (const [rule, count] of Object.entries(rejections)) {
    lines.push(text("report.rejection", { rule, what: text(`reject.${rule}`), count }));
  }
  if (report.unlocated > 0) lines.push(text("report.unlocated", { count: report.unlocated }));
  if (report.unlocatedFile !== null) lines.push(text("things.unlocatedFile", { file: report.unlocatedFile }));
  if (report.outsideGrids > 0) {
    lines.push(text("report.outsideGrids", { count: report.outsideGrids, grids: report.grids }));
  }
  lines.push(...findingLines(findings, text));
  if (report.findingsFile !== null) lines.push(text("things.findingsFile", { file: report.findingsFile }));
  if (report.former > 0) lines.push(text("things.former", { count: report.former }));
  if (report.ended > 0) lines.push(text("things.ended", { count: report.ended }));
  if (report.settled > 0) lines.push(text("things.settled", { count: report.settled }));
  if (report.unknownColumns.length > 0) {
    lines.push(text("report.unknownColumns", { columns: report.unknownColumns.join(", ") }));
  }
  if (report.rejectsFile !== null) lines.push(text("report.rejectsFile", { file: report.rejectsFile }));
  lines.push(text("report.speed", { seconds: report.seconds, speed: report.rowsPerSecond }));
  return lines;
}

function findingLines(findings: readonly Finding[], text: Text): string[] {
  const lines: string[] = [];
  for (const kind of ["overlap", "gap"] as const) {
    const own = findings.filter((finding) => finding.kind === kind);
    if (own.length === 0) continue;
    const area = own.reduce((sum, { areaM2 }) => sum + areaM2, 0);
    lines.push(text(`things.${kind}s`, { count: own.length, area: rounded(area) }));
    for (const { codes, areaM2 } of own.slice(0, TOLD)) {
      lines.push(`  ${text(`things.${kind}`, { codes: codes.join(" "), area: rounded(areaM2) })}`);
    }
    if (own.length > TOLD) lines.push(`  ${text("things.moreFindings", { count: own.length - TOLD })}`);
  }
  return lines;
}

function rounded(area: number): number {
  return area < 100 ? Math.round(area * 10) / 10 : Math.round(area);
}
