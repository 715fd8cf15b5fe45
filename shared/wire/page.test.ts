import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TABLES, TABLE_NAMES, columnsOf, type Cell, type Row, type TableName } from "../tables.ts";
import type { Page } from "./hub.ts";
import { packPage, unpackPage } from "./page.ts";

const text = fc.string({ unit: "grapheme" });
const wellFormed = fc.oneof(text, fc.constantFrom("", "\0", "\ufeff", "\ufeffa", '"\\\n', "区划", "🏙️", "[1,2]"));
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
);

/** Any cell of a column of this type. */
function cell(type: string): fc.Arbitrary<Cell> {
  const value: fc.Arbitrary<Cell> = type.startsWith("text") ? wellFormed : number;
  return type.endsWith("?") ? fc.option(value) : value;
}

const page: fc.Arbitrary<Page> = fc
  .constantFrom<TableName>(...TABLE_NAMES)
  .chain((table) =>
    fc
      .array(fc.tuple(...Object.values(TABLES[table]).map(cell)), { maxLength: 5 })
      .map((rows) => ({ table, after: 0, last: 9, done: true, rows })),
  );

const bytes = (said: string) => new TextEncoder().encode(said);
const target: Row = [7, "demo", "a", "a", 0.5, "up", "李", 9];
const one: Page = { table: "targets", after: 3, last: 7, done: false, rows: [target] };

describe("a page as it travels", () => {
  test("comes out as it went in, whatever its cells", () => {
    fc.assert(
      fc.property(page, (any) => {
        expect(unpackPage(packPage(any))).toEqual(any);
      }),
    );
  });

  test("is lengths and texts", () => {
    const { rows, text: texts, ...rest } = packPage({ ...one, rows: [target, [8, "某", "", "b", 1, "up", "", 0]] });
    expect(rest).toEqual({ table: "targets", after: 3, last: 7, done: false });
    expect(new TextDecoder().decode(rows)).toBe("[[7,4,1,1,0.5,2,1,9],[8,1,0,1,1,2,0,0]]");
    expect(new TextDecoder().decode(texts)).toBe("demoaaup李某bup");
  });

  test("leaves the rows it was given as they were", () => {
    const rows = [[...target]];
    packPage({ ...one, rows });
    expect(rows).toEqual([target]);
  });

  test.each<[string, string, string]>([
    ["no JSON", "[[7,4", "demoaaup李"],
    ["no array", "{}", ""],
    ["no array of arrays", "[7]", ""],
    ["a row that is too short", "[[7,4,1,1,0.5]]", "demoaa"],
    ["a row that is too long", "[[7,4,1,1,0.5,2,1,9,0]]", "demoaaup李"],
    ["a text of its own", '[[7,"demo",1,1,0.5,2,1,9]]', "aaup李"],
    ["a length below nothing", "[[7,4,-1,3,0.5,2,1,9]]", "demoaaup李"],
    ["half a length", "[[7,4,1.5,0.5,0.5,2,1,9]]", "demoaaup李"],
    ["texts that end too early", "[[7,4,1,1,0.5,2,1,9]]", "demoaaup"],
    ["texts that nobody wants", "[[7,4,1,1,0.5,2,1,9]]", "demoaaup李p"],
  ])("%s is none", (_what, rows, texts) => {
    const whole = { ...packPage(one) };
    expect(unpackPage({ ...whole, rows: bytes("[[7,4,1,1,0.5,2,1,9]]"), text: bytes("demoaaup李") })).toEqual(one);
    expect(unpackPage({ ...whole, rows: bytes(rows), text: bytes(texts) })).toBeNull();
  });

  test("bytes that are no UTF-8 are none", () => {
    const whole = packPage(one);
    expect(unpackPage({ ...whole, text: Uint8Array.of(0xff, ...whole.text.subarray(1)) })).toBeNull();
    expect(unpackPage({ ...whole, rows: Uint8Array.of(0xff) })).toBeNull();
  });

  test("every column of text is packed", () => {
    for (const table of TABLE_NAMES) {
      const types: string[] = Object.values(TABLES[table]);
      const row = types.map((type) => (type.startsWith("text") ? "x" : 1));
      const packed = new TextDecoder().decode(packPage({ ...one, table, rows: [row] }).rows);
      expect(JSON.parse(packed)).toEqual([columnsOf(table).map(() => 1)]);
    }
  });
});
