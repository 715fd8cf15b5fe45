/**
 * One import of things of the city from beginning to end. Grids are few and belong together: they are read to the last and
 * put in one commit. Of everything else each batch is one commit, as with cases; a file that is broken anywhere is found
 * out before the first.
 */
import { closeSync, writeSync } from "node:fs";
import { basename, join } from "node:path";
import enCodes from "../../../resources/locales/en/codes.json" with { type: "json" };
import zhCodes from "../../../resources/locales/zh-CN/codes.json" with { type: "json" };
import { codeSentences } from "../../../shared/place/code-sentences.ts";
import { explainCode } from "../../../shared/place/explain.ts";
import { makeText, type Language, type Text } from "../../../shared/text.ts";
import { TroubleError } from "../../../shared/trouble.ts";
import { hubFile } from "../../data-dir.ts";
import { openSqliteStore } from "../../store/sqlite.ts";
import type { Draft, Store } from "../../store/store.ts";
import type { Crs } from "../crs.ts";
import { gridIndex } from "../geo.ts";
import { layOut, type Layout } from "../mapping/layout.ts";
import { thingTitle, type ThingMapping } from "../mapping/thing-mapping.ts";
import { openForWriting, rejectsFile } from "../rejects.ts";
import type { ImportProgress } from "../run.ts";
import { seenKeys } from "../seen.ts";
import { drySink, isSameRow, storeSink, type Sink } from "../sink.ts";
import { gridReader, planGrids, putGrids, relinkUnits, type GridPlan, type ReadGrid } from "./grids.ts";
import { borderHistory } from "./history.ts";
import { findingsFile, misfits, type Finding } from "./overlaps.ts";
import type { ThingReport } from "./report.ts";
import { declaredCrs, dayText, platformOf, sinceOf } from "./setting.ts";
import { settle } from "./settle.ts";
import { openThings, type ThingRow, type ThingSource } from "./source.ts";
import { thingTaker, type TakerOptions } from "./takers.ts";
import { ThingTally, type Done } from "./tally.ts";

export interface ThingOptions {
  readonly file: string;
  readonly mapping: ThingMapping;
  readonly dataDir: string;
  readonly text: Text;
  readonly language: Language;
  /** A platform that the hub has already, in place of the mapping's. */
  readonly platform?: string;
  /** In place of the mapping's. */
  readonly crs?: string;
  /** Of grids: the day from which the borders are so, YYYY-MM-DD in the city's zone; without it they are corrected. */
  readonly since?: string;
  /** Of grids: the file has all of them, so others are no more. Goes with `since`. */
  readonly whole?: boolean;
  /** Of grids: rejected rows, overlaps or gaps mean that nothing is written. */
  readonly strict?: boolean;
  readonly dryRun?: boolean;
  readonly rejects?: string;
  readonly store?: Store;
  readonly onProgress?: (progress: ImportProgress) => void;
}

const BATCH = 2000;

/**
 * Imports a file of things. Throws trouble `fileMissing`, `fileUnreadable`, `fileTruncated`, `notCsv`, `geoBroken`,
 * `shapefileBroken`, `headerChanged`, `crsMissing`, `crsUnknown`, `crsContradicts`, `platformUnknown`, `gridsNotClean`,
 * `sinceTooEarly`, `badOption`, `exportTarget`, and what opening the store can throw.
 */
export async function importThings(options: ThingOptions): Promise<ThingReport> {
  const started = performance.now();
  const { file, mapping, dryRun = false } = options;
  const source = await openThings(file);
  try {
    const layout = layOut(mapping, source.header, true);
    // A geometry stands in the place of the columns for the position.
    if (layout.missing.length > 0) {
      throw new TroubleError("headerChanged", { file: basename(file), missing: layout.missing.join(", ") });
    }
    const crs = declaredCrs(options, source, layout);
    const sink = dryRun
      ? drySink(hubFile(options.dataDir))
      : storeSink(options.store ?? openSqliteStore(hubFile(options.dataDir)));
    try {
      const platform = platformOf(options, sink);
      const run = new ThingRun(options, source, layout, sink, platform);
      const done = mapping.table === "grids" ? await run.grids(crs as Crs) : await run.points(crs);
      const seconds = (performance.now() - started) / 1000;
      return {
        file: basename(file),
        mapping: mapping.id,
        platform: platform.id,
        table: mapping.table,
        dryRun,
        encoding: source.encoding,
        crs: crs?.name ?? "",
        ...done,
        unknownColumns: layout.unknown,
        seconds: Math.round(seconds * 1000) / 1000,
        rowsPerSecond: Math.round(done.read / Math.max(seconds, 1e-6)),
      };
    } finally {
      if (dryRun || options.store === undefined) sink.close();
    }
  } finally {
    source.close();
  }
}

class ThingRun {
  private readonly folder: string;
  private readonly tally: ThingTally;
  private readonly options: ThingOptions;
  private readonly source: ThingSource;
  private readonly layout: Layout;
  private readonly sink: Sink;
  private readonly platform: Draft<"platforms">;

  constructor(options: ThingOptions, source: ThingSource, layout: Layout, sink: Sink, platform: Draft<"platforms">) {
    this.options = options;
    this.source = source;
    this.layout = layout;
    this.sink = sink;
    this.platform = platform;
    this.folder = join(options.dataDir, "rejects");
    const rejects = options.rejects ?? this.beside("rejected.csv");
    this.tally = new ThingTally(rejectsFile(rejects, source.header, options.text));
  }

  private beside(ending: string): string {
    return join(this.folder, `${basename(this.options.file)}.${ending}`);
  }

  private get box(): [number, number, number, number] {
    const { west, south, east, north } = this.platform;
    return [west, south, east, north];
  }

  private taking(): Omit<TakerOptions, "crs" | "grids"> {
    const { mapping, language } = this.options;
    const text = makeText(language === "en" ? enCodes : zhCodes, language);
    const { id, timeZone } = this.platform;
    return {
      mapping,
      layout: this.layout,
      platform: { platform: id, timeZone, box: this.box },
      sink: this.sink,
      explain: (kind, code, table) => {
        const { summary, lines } = codeSentences(
          explainCode(kind, code, table === null ? {} : { table }),
          text,
          language,
        );
        return [summary, ...lines].join(" ");
      },
    };
  }

  /** Puts the platform where the hub does not have it yet; inside the first commit. */
  private found(): void {
    const { platform, id } = this.platform;
    if (this.sink.find("platforms", platform, id) === null) this.sink.put("platforms", this.platform);
  }

  private progress(): void {
    const { bytes } = this.source;
    const share = bytes === 0 ? 1 : Math.min(1, this.source.bytesRead() / bytes);
    this.options.onProgress?.({ rows: this.tally.read, share });
  }

  /** Grids of one level. */
  async grids(crs: Crs): Promise<Done> {
    const { sink, options } = this;
    const { mapping, dryRun = false, whole = false } = options;
    const platform = this.platform.id;
    const level = mapping.level as "unit" | "duty";
    const since = sinceOf(options, this.platform.timeZone);
    if (whole && since === null) {
      throw new TroubleError("badOption", { option: "--whole", value: "", allowed: "--whole --since YYYY-MM-DD" });
    }
    const grids = await this.readGrids(crs);
    const plan = planGrids(grids, sink.grids(platform), { platform, level, whole });
    this.tally.repaired("dutyGridUnknown", plan.dutyUnknown);
    const findings = findingsOf(plan);
    const written = findings.length === 0 ? null : this.writeFindings(findings);
    if (options.strict === true && this.tally.rejected + findings.length > 0) this.refuse(findings, written);
    const history = borderHistory(sink, platform, since, (at) => dayText(at, this.platform.timeZone));
    history.check(plan.changes, plan.ended);
    let former = 0;
    let moved = false;
    sink.batch(() => {
      this.found();
      const put = putGrids(plan, sink, history);
      Object.assign(this.tally.outcomes, put.outcomes);
      ({ former, moved } = put);
    });
    if (level === "duty" && moved && !dryRun) sink.batch(() => relinkUnits(sink.grids(platform), sink));
    return this.tally.done({
      findings,
      findingsFile: written,
      former,
      ended: plan.ended.length,
      settled: level === "unit" && moved && !dryRun ? settle(sink, platform) : 0,
      grids: gridIndex(sink.grids(platform), level).size,
    });
  }

  private async readGrids(crs: Crs): Promise<ReadGrid[]> {
    const reader = gridReader(this.taking(), crs, this.box);
    const grids: ReadGrid[] = [];
    try {
      for await (const row of this.source.rows()) {
        const grid = reader(row);
        if (grid === null) continue;
        this.tally.read += 1;
        if ("rejection" in grid) this.tally.reject(row, grid.rejection);
        else grids.push(grid);
        if (this.tally.read % BATCH === 0) this.progress();
      }
    } finally {
      // What was rejected before a failure is written all the same.
      this.tally.rejects.close();
    }
    this.progress();
    return grids;
  }

  private refuse(findings: readonly Finding[], written: string | null): never {
    const overlaps = findings.filter(({ kind }) => kind === "overlap").length;
    const file = written ?? this.options.rejects ?? this.beside("rejected.csv");
    throw new TroubleError("gridsNotClean", {
      rejected: this.tally.rejected,
      overlaps,
      gaps: findings.length - overlaps,
      file,
    });
  }

  private writeFindings(findings: readonly Finding[]): string {
    const file = this.beside("findings.geojson");
    const handle = openForWriting(file);
    try {
      writeSync(handle, findingsFile(findings));
    } finally {
      closeSync(handle);
    }
    return file;
  }

  /** Areas, places, stations and components, batch by batch. */
  async points(crs: Crs | null): Promise<Done> {
    const { sink, options } = this;
    const { table } = options.mapping;
    if (table === "grids") throw new Error("grids are taken all at once");
    const grids = gridIndex(sink.grids(this.platform.id));
    const take = thingTaker({ ...this.taking(), crs, grids });
    const astray = rejectsFile(this.beside("unlocated.csv"), this.source.header, options.text);
    const seen = seenKeys();
    const key = thingTitle(options.mapping, table === "areas" || table === "components" ? "code" : "id");
    const width = this.source.header.length;
    let unlocated = 0;
    let outsideGrids = 0;
    let waiting: ThingRow[] = [];

    const takeOne = (row: ThingRow) => {
      this.tally.read += 1;
      if (row.cells !== null && row.cells.length !== width) {
        return this.tally.reject(row, { rule: "rowWidth", field: "", value: `${row.cells.length} / ${width}` });
      }
      const taken = take(row);
      if ("rejection" in taken) return this.tally.reject(row, taken.rejection);
      const { draft } = taken;
      if (seen.add(draft.id)) {
        const first = sink.find(table, draft.platform, draft.id);
        if (first === null)
          throw new Error(`row ${row.row}: the key ${draft.id} was met before but is not in the store`);
        if (!isSameRow(table, first as never, draft as never)) {
          return this.tally.reject(row, { rule: "duplicateKey", field: key, value: draft.id });
        }
        this.tally.outcomes.same += 1;
      } else this.tally.outcomes[sink.put(table, draft as never).outcome] += 1;
      for (const rule of taken.repairs) this.tally.repaired(rule);
      if (taken.misplaced !== null) astray.add(row.row, taken.misplaced, row.cells ?? []);
      if (!taken.placed) unlocated += 1;
      else if (!taken.inGrid && grids.size > 0) outsideGrids += 1;
    };
    const takeWaiting = () => {
      if (waiting.length === 0) return;
      sink.batch(() => {
        this.found();
        waiting.forEach(takeOne);
      });
      waiting = [];
      this.progress();
    };
    let unlocatedFile: string | null = null;
    try {
      for await (const row of this.source.rows()) {
        waiting.push(row);
        if (waiting.length >= BATCH) takeWaiting();
      }
      takeWaiting();
    } finally {
      // What was rejected before a failure is written all the same.
      this.tally.rejects.close();
      unlocatedFile = astray.close();
    }
    return this.tally.done({ unlocated, unlocatedFile, outsideGrids, grids: grids.size });
  }
}

/** Overlaps and gaps of the level as it would be. */
function findingsOf({ changes, standing }: GridPlan): Finding[] {
  return misfits([
    ...changes.map(({ draft: { code, geometry } }) => ({ code, geometry: JSON.parse(geometry) as never })),
    ...standing.map(({ code, geometry }) => ({ code, geometry: JSON.parse(geometry) as never })),
  ]);
}
