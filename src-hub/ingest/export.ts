/** `npm run export -- FILE`: writes the hub's cases as CSV, in the columns and words of their source. */
import { closeSync, realpathSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { stringify } from "csv-stringify/sync";
import { TroubleError } from "../../shared/trouble.ts";
import { defaultDataDir, hubFile } from "../data-dir.ts";
import { openSqliteStore } from "../store/sqlite.ts";
import type { Store } from "../store/store.ts";
import { readCommandLine, runCommand } from "../command/line.ts";
import { knownMappings, loadMapping, type Mapping } from "./mapping/mapping.ts";
import { openForWriting } from "./rejects.ts";
import { mappingNote } from "./sink.ts";
import { importWords } from "../command/words.ts";
import { caseWriter, type Lookup } from "./write.ts";

export interface ExportOptions {
  readonly file: string;
  readonly store: Store;
  /** The only platform when nothing is said. */
  readonly platform?: string;
  /** The mapping of the platform's newest import when nothing is said, else `cases`. */
  readonly mapping?: string;
  readonly style?: string;
}

export interface ExportReport {
  readonly file: string;
  readonly platform: string;
  readonly mapping: string;
  readonly style: string;
  readonly count: number;
}

const PAGE = 500;
/** The mapping for cases that did not come by one. */
const PLAIN = "cases";

/**
 * Writes all cases of a platform, oldest first. Throws trouble `platformUnknown`, `mappingUnknown`, `mappingBroken`,
 * `badOption` (style) or `exportTarget`.
 */
export function exportCases({ file, store, ...wish }: ExportOptions): ExportReport {
  const known = [...store.each("platforms")];
  const platform =
    known.find(({ id }) => id === wish.platform) ??
    (wish.platform === undefined && known.length === 1 ? known[0] : undefined);
  if (platform === undefined) {
    const names = known.map(({ id }) => id).join(", ");
    throw new TroubleError("platformUnknown", { platform: wish.platform ?? "", known: names });
  }
  const loaded = loadMapping(wish.mapping ?? store.note(mappingNote(platform.id)) ?? PLAIN);
  // The clock of an export is the platform's own, whichever mapping gives the columns.
  const mapping: Mapping = { ...loaded, platform: { ...loaded.platform, timeZone: platform.timeZone } };
  const styles = Object.keys(mapping.styles);
  const style = wish.style ?? (styles[0] as string);
  if (!styles.includes(style))
    throw new TroubleError("badOption", { option: "--style", value: style, allowed: styles.join(", ") });

  const writer = caseWriter(mapping, style, lookupIn(store));
  const handle = openForWriting(file);
  let count = 0;
  try {
    let waiting: (readonly string[])[] = [writer.header];
    const write = () => {
      writeSync(handle, stringify(waiting));
      waiting = [];
    };
    for (const record of store.each("cases", platform.id)) {
      waiting.push(writer.cells(record));
      count += 1;
      if (waiting.length >= PAGE) write();
    }
    write();
  } finally {
    closeSync(handle);
  }
  return { file, platform: platform.id, mapping: mapping.id, style, count };
}

function lookupIn(store: Store): Lookup {
  const departments = new Map<number, ReturnType<Lookup["department"]>>();
  const classes = new Map<number, string>();
  return {
    department(uid) {
      let found = departments.get(uid);
      if (found === undefined) departments.set(uid, (found = uid === 0 ? null : store.get("departments", uid)));
      return found;
    },
    caseId: (uid) => store.get("cases", uid)?.id ?? "",
    classCode(uid) {
      let found = classes.get(uid);
      if (found === undefined) classes.set(uid, (found = store.get("classes", uid)?.code ?? ""));
      return found;
    },
  };
}

async function exportByArguments(args: readonly string[]): Promise<void> {
  const line = readCommandLine(args, {
    platform: "string",
    mapping: "string",
    style: "string",
    data: "string",
    json: "boolean",
  });
  const text = importWords(line.language);
  const dataDir = line.text("data") ?? defaultDataDir();
  if (line.flag("help") || args.length === 0) {
    process.stdout.write(
      `${text("export.help", { known: knownMappings(undefined, ["cases"]).join(", "), data: defaultDataDir() })}\n`,
    );
    return;
  }
  const [file, ...more] = line.files;
  if (file === undefined || more.length > 0) {
    throw new TroubleError("badOption", {
      option: "FILE",
      value: line.files.join(" "),
      allowed: text("command.oneFile"),
    });
  }
  const [platform, mapping, style] = [line.text("platform"), line.text("mapping"), line.text("style")];
  const store = openSqliteStore(hubFile(dataDir), { readonly: true });
  try {
    const report = exportCases({
      file,
      store,
      ...(platform === undefined ? {} : { platform }),
      ...(mapping === undefined ? {} : { mapping }),
      ...(style === undefined ? {} : { style }),
    });
    process.stdout.write(line.flag("json") ? `${JSON.stringify(report)}\n` : `${text("export.done", { ...report })}\n`);
  } finally {
    store.close();
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  await runCommand(process.argv.slice(2), exportByArguments);
}
