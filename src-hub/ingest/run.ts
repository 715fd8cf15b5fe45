/**
 * One import from beginning to end: look at the file, know its columns, then take its rows batch by batch.
 *
 * Nothing is written before the whole file has been read once, so a file that is broken anywhere changes nothing. After
 * that every batch is one commit; an import that is stopped midway leaves whole batches, and running it again goes on.
 */
import { basename, join } from "node:path";
import type { Text } from "../../shared/text.ts";
import { TroubleError } from "../../shared/trouble.ts";
import { hubFile } from "../data-dir.ts";
import { openSqliteStore } from "../store/sqlite.ts";
import type { PutOutcome, Store } from "../store/store.ts";
import { inspectFile, type Inspected } from "../command/inspect.ts";
import { keysOfJson, openCsv, openJson, type OpenRows, type SourceRow } from "./rows.ts";
import { setAsides } from "./asides.ts";
import { crsOf } from "./crs.ts";
import { gridIndex, readGrids } from "./geo.ts";
import { columnOf, layOut, namesOf, plainHeader, titleOf, type Layout } from "./mapping/layout.ts";
import type { CameraRepair, Mapping, RejectRule } from "./mapping/mapping.ts";
import { keyRole, type Rejection } from "./mapping/read-case.ts";
import { rejectsFile } from "./rejects.ts";
import { seenKeys } from "./seen.ts";
import { drySink, isSameRow, storeSink, type Sink } from "./sink.ts";
import { takerOf } from "./take.ts";
import { isXlsx, openXlsx } from "./xlsx.ts";

export interface ImportOptions {
  readonly file: string;
  readonly mapping: Mapping;
  readonly dataDir: string;
  /** Words of the reasons in the file of rejected rows. */
  readonly text: Text;
  readonly geo?: string;
  /** Rows that are there already, in place of the file's; `file` is what they are called. */
  readonly list?: RowList;
  /** Of cameras: a platform that the hub has already, in place of the mapping's. */
  readonly platform?: string;
  /** Coordinate system of the rows, in place of the mapping's. */
  readonly crs?: string;
  readonly dryRun?: boolean;
  /** Where rejected rows go; `<data>/rejects/<file>.rejected.csv` when nothing is said. */
  readonly rejects?: string;
  /** A store that is open already; it stays open. */
  readonly store?: Store;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** A table that is no file. */
export interface RowList {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface ImportProgress {
  readonly rows: number;
  /** 0 to 1 of the file's bytes. */
  readonly share: number;
}

/** What an import did. `read` = `new` + `changed` + `same` + `rejected`. */
export interface ImportReport {
  readonly file: string;
  readonly mapping: string;
  readonly platform: string;
  readonly table: Mapping["table"];
  readonly dryRun: boolean;
  readonly encoding: string;
  readonly read: number;
  readonly new: number;
  readonly changed: number;
  readonly same: number;
  readonly rejected: number;
  readonly repairs: Readonly<Partial<Record<CameraRepair, number>>>;
  readonly rejections: Readonly<Partial<Record<RejectRule, number>>>;
  readonly rejectsFile: string | null;
  /** Kept rows without a position. */
  readonly unlocated: number;
  /** List of the rows whose position could not be used, null when there are none. */
  readonly unlocatedFile: string | null;
  /** Kept rows with a position that no polygon holds. */
  readonly outsideGrids: number;
  /** Unit grids the rows were placed in, 0 when the hub has none. */
  readonly grids: number;
  /** Case numbers that two or more cases of the platform have; in a dry run, of the file. */
  readonly sameNumbers: number;
  /** Stated facts that could not follow and were set aside. */
  readonly asides: number;
  /** Headers that nothing was taken from. */
  readonly unknownColumns: readonly string[];
  readonly seconds: number;
  readonly rowsPerSecond: number;
}

const BATCH = 2000;

/**
 * Imports a file. Throws trouble `fileMissing`, `fileUnreadable`, `fileTruncated`, `notCsv`, `headerChanged`, `geoBroken`,
 * `crsUnknown`,
 * `exportTarget` (the rejected rows cannot be written), and what opening the store can throw.
 */
export async function importFile(options: ImportOptions): Promise<ImportReport> {
  const started = performance.now();
  const { file, dataDir, text, dryRun = false } = options;
  let mapping = options.crs === undefined ? options.mapping : { ...options.mapping, crs: options.crs };
  const crs = crsOf(mapping.crs);
  const { rows, layout, encoding, bytes } = await openSource(options, mapping);
  try {
    const drafts = options.geo === undefined ? [] : readGrids(options.geo, mapping);
    const sink = openSink(options);
    try {
      mapping = onPlatform(mapping, options.platform, sink);
      const tally = await takeRows(rows, layout, sink, drafts, options);
      return {
        file: basename(file),
        mapping: mapping.id,
        platform: mapping.platform.platform,
        table: mapping.table,
        dryRun,
        encoding,
        ...tally,
        unknownColumns: layout.unknown,
        ...speed(tally.read, started),
      };
    } finally {
      if (dryRun || options.store === undefined) sink.close();
    }
  } finally {
    rows.close();
  }

  async function takeRows(
    source: OpenRows,
    columns: Layout,
    sink: Sink,
    drafts: ReturnType<typeof readGrids>,
    { onProgress, rejects = join(dataDir, "rejects", `${basename(file)}.rejected.csv`) }: ImportOptions,
  ) {
    sink.batch(() => {
      const { box, ...row } = mapping.platform;
      const [west, south, east, north] = box;
      if (options.platform === undefined) {
        sink.put("platforms", { ...row, id: row.platform, west, south, east, north, demo: 0 });
      }
      for (const draft of drafts) sink.put("grids", draft);
    });
    if (mapping.table === "cases") sink.rememberMapping(mapping.platform.platform, mapping.id);
    const grids = gridIndex(sink.grids(mapping.platform.platform));
    const taker = takerOf(mapping, columns, crs, grids, sink);
    const { platform } = mapping.platform;
    const asides = setAsides(sink, platform);
    const seen = seenKeys();
    const outcomes: Record<PutOutcome, number> = { new: 0, changed: 0, same: 0 };
    const rejections: Partial<Record<RejectRule, number>> = {};
    const rejectedRows = rejectsFile(rejects, source.header, text);
    const astray = rejectsFile(join(dataDir, "rejects", `${basename(file)}.unlocated.csv`), source.header, text);
    const width = source.header.length;
    let read = 0;
    let rejected = 0;
    let unlocated = 0;
    let outsideGrids = 0;
    let waiting: SourceRow[] = [];

    const reject = (row: number, rejection: Rejection, cells: readonly string[]) => {
      rejected += 1;
      rejections[rejection.rule] = (rejections[rejection.rule] ?? 0) + 1;
      rejectedRows.add(row, rejection, cells);
    };
    const takeOne = ({ row, cells }: SourceRow) => {
      read += 1;
      if (cells === null) return reject(row, { rule: "notARecord", field: "", value: "" }, []);
      if (cells.length !== width) {
        return reject(row, { rule: "rowWidth", field: "", value: `${cells.length} / ${width}` }, cells);
      }
      const taken = taker.take(cells);
      if ("rejection" in taken) return reject(row, taken.rejection, cells);
      const { draft, placed, inGrid, misplaced } = taken;
      if (misplaced !== null) astray.add(row, misplaced, cells);
      if (seen.add(draft.id)) {
        // The first row of a key counts: otherwise two rows that differ would change each other on every import.
        const first = sink.find(mapping.table, draft.platform, draft.id);
        if (first === null) throw new Error(`row ${row}: the key ${draft.id} was met before but is not in the store`);
        if (!isSameRow(mapping.table, first, draft as never)) {
          const field = titleOf(mapping.columns[columnOf(mapping, keyRole(mapping))] as Mapping["columns"][number]);
          return reject(row, { rule: "duplicateKey", field, value: draft.id }, cells);
        }
        outcomes.same += 1;
      } else {
        const { uid, outcome } = sink.put(mapping.table, draft as never);
        outcomes[outcome] += 1;
        asides.put(uid, draft.id, taken.asides);
        taker.put?.(uid, draft.id);
      }
      if (!placed) unlocated += 1;
      else if (!inGrid && grids.size > 0) outsideGrids += 1;
    };
    const takeWaiting = () => {
      if (waiting.length === 0) return;
      sink.batch(() => waiting.forEach(takeOne));
      waiting = [];
      onProgress?.({ rows: read, share: bytes === 0 ? 1 : Math.min(1, source.bytesRead() / bytes) });
    };

    try {
      for await (const row of source.rows()) {
        waiting.push(row);
        if (waiting.length >= BATCH) takeWaiting();
      }
      takeWaiting();
      if (taker.finish !== undefined) sink.batch(taker.finish);
    } finally {
      // What was rejected before a failure is written all the same.
      rejectedRows.close();
      astray.close();
    }
    const sameNumbers = mapping.table === "cases" ? sink.markSharedNumbers(platform) : 0;
    const sum = outcomes.new + outcomes.changed + outcomes.same + rejected;
    if (sum !== read) throw new Error(`counts do not add up: read ${read}, new, changed, same and rejected ${sum}`);
    return {
      read,
      ...outcomes,
      rejected,
      repairs: Object.fromEntries(taker.repairs),
      rejections,
      rejectsFile: rejected > 0 ? rejects : null,
      unlocated,
      unlocatedFile: astray.close(),
      outsideGrids,
      grids: grids.size,
      sameNumbers,
      asides: asides.count(),
    };
  }
}

/** The mapping for another platform, which the hub has to have. Throws trouble `platformUnknown`. */
function onPlatform(mapping: Mapping, platform: string | undefined, sink: Sink): Mapping {
  if (platform === undefined) return mapping;
  const there = sink.find("platforms", platform, platform);
  if (there === null) {
    const known = [...sink.each("platforms")].map((each) => each.id).join(", ");
    throw new TroubleError("platformUnknown", { platform, known });
  }
  const { west, south, east, north } = there;
  return { ...mapping, platform: { ...mapping.platform, ...there, box: [west, south, east, north] } };
}

interface Source {
  readonly rows: OpenRows;
  readonly layout: Layout;
  readonly encoding: string;
  readonly bytes: number;
}

/** Opens what is to be imported: a list, a sheet, or a file of text. */
async function openSource({ file, list }: ImportOptions, mapping: Mapping): Promise<Source> {
  if (list === undefined && !isXlsx(file)) {
    const found = await inspectFile(file);
    return { ...(await openRows(found, mapping)), encoding: found.encoding, bytes: found.bytes };
  }
  const rows = list === undefined ? await openXlsx(file) : openList(list);
  const layout = layOut(mapping, rows.header, true);
  if (layout.missing.length > 0) throw headerChanged(file, layout);
  return { rows, layout, encoding: list === undefined ? "xlsx" : "", bytes: rows.bytes };
}

function openList({ header, rows }: RowList): OpenRows & { readonly bytes: number } {
  let done = 0;
  return {
    header,
    bytes: rows.length,
    async *rows() {
      for (const [i, cells] of rows.entries()) {
        done = i + 1;
        yield { row: i + 1, cells };
      }
    },
    bytesRead: () => done,
    close: () => undefined,
  };
}

function openSink({ dryRun, dataDir, store }: ImportOptions): Sink {
  if (dryRun === true) return drySink(hubFile(dataDir));
  return storeSink(store ?? openSqliteStore(hubFile(dataDir)));
}

function speed(read: number, started: number): { seconds: number; rowsPerSecond: number } {
  const seconds = (performance.now() - started) / 1000;
  return { seconds: Math.round(seconds * 1000) / 1000, rowsPerSecond: Math.round(read / Math.max(seconds, 1e-6)) };
}

/** Opens the rows of a file and finds the mapping's columns in it. Throws trouble `headerChanged`. */
async function openRows(found: Inspected, mapping: Mapping): Promise<{ rows: OpenRows; layout: Layout }> {
  if (found.kind === "csv") {
    const rows = await openCsv(found);
    const layout = layOut(mapping, rows.header, true);
    if (layout.missing.length > 0) {
      rows.close();
      throw headerChanged(found.file, layout);
    }
    return { rows, layout };
  }
  const keys = await keysOfJson(found);
  const inFile = layOut(mapping, keys, false);
  if (inFile.missing.length > 0) throw headerChanged(found.file, inFile);
  // Records name their fields themselves, so their rows are laid out in the mapping's own order.
  const columns = mapping.columns;
  const columnOfKey = new Map(columns.flatMap((column, i) => namesOf(column).map((name) => [name, i] as const)));
  const cellsOf = (record: Record<string, unknown>): string[] => {
    const cells = columns.map(() => "");
    for (const [key, value] of Object.entries(record)) {
      const i = columnOfKey.get(key) ?? columnOfKey.get(plainHeader(key));
      if (i !== undefined) cells[i] = cellOf(value);
    }
    return cells;
  };
  const rows = openJson(found, columns.map(titleOf), cellsOf);
  const layout: Layout = { cells: columns.map((_, i) => i), missing: [], unknown: inFile.unknown };
  return { rows, layout };
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return (typeof value === "object" ? JSON.stringify(value) : String(value)).toWellFormed();
}

function headerChanged(file: string, layout: Layout): TroubleError {
  return new TroubleError("headerChanged", { file: basename(file), missing: layout.missing.join(", ") });
}
