/**
 * The table beside a Shapefile (dBASE III). Cells stay the text they are: codes of 15 to 17 digits may stand in numeric
 * fields, and a number of JavaScript carries no more than 15 of them exactly.
 */
import chardet from "chardet";
import iconv from "iconv-lite";

export interface DbfTable {
  readonly header: readonly string[];
  /** Cells by record, null for a record that is marked as deleted. */
  readonly records: readonly (readonly string[] | null)[];
  /** Name for iconv-lite. */
  readonly encoding: string;
}

const [HEADER, FIELD, END_OF_FIELDS, DELETED] = [32, 32, 0x0d, 0x2a];
/** Language driver of dBASE for code page 936. */
const DRIVER_936 = 0x4d;

/**
 * Reads a whole table.
 * @param codePage what the .cpg beside it says, null without one
 * @returns null when the bytes are no such table, or end before its last record
 */
export function readDbf(bytes: Buffer, codePage: string | null): DbfTable | null {
  if (bytes.length < HEADER + 1) return null;
  const count = bytes.readUInt32LE(4);
  const start = bytes.readUInt16LE(8);
  const width = bytes.readUInt16LE(10);
  if (start < HEADER + 1 || width < 1 || start + count * width > bytes.length) return null;
  const fields: { readonly name: Buffer; readonly from: number; readonly to: number }[] = [];
  let from = 1;
  for (let at = HEADER; at + FIELD <= start && bytes[at] !== END_OF_FIELDS; at += FIELD) {
    const name = bytes.subarray(at, at + 11);
    const zero = name.indexOf(0);
    const to = from + (bytes[at + 16] as number);
    fields.push({ name: zero < 0 ? name : name.subarray(0, zero), from, to });
    from = to;
  }
  if (fields.length === 0 || from > width) return null;
  const body = bytes.subarray(start, start + count * width);
  const encoding = encodingOf(codePage, bytes[29] as number, body);
  const text = (piece: Buffer) => iconv.decode(piece, encoding).replaceAll("\u0000", "").trim();
  const records = Array.from({ length: count }, (_, i) => {
    const record = body.subarray(i * width, (i + 1) * width);
    return record[0] === DELETED ? null : fields.map((field) => text(record.subarray(field.from, field.to)));
  });
  return { header: fields.map(({ name }) => text(name)), records, encoding };
}

/** The .cpg counts, then the language driver, then what the bytes look like. */
function encodingOf(codePage: string | null, driver: number, body: Buffer): string {
  const said = (codePage ?? "").trim().toLowerCase();
  if (/^(utf-?8|65001)$/.test(said)) return "utf8";
  if (/^(gbk|gb2312|gb18030|936|cp936|ansi 936|oem 936)$/.test(said)) return "gb18030";
  if (said !== "" && iconv.encodingExists(said)) return said;
  if (driver === DRIVER_936) return "gb18030";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(body);
    return "utf8";
  } catch {
    // Not UTF-8: a list of likely encodings follows, and Chinese tables are most often in the national one.
    const likely = chardet.analyse(body.subarray(0, 65_536)).map(({ name }) => name);
    return likely.find((name) => !name.startsWith("UTF-") && iconv.encodingExists(name)) ?? "gb18030";
  }
}
