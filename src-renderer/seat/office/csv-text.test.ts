import { describe, expect, test } from "vitest";
import { csvOf, parseCsv, utf8Of } from "./csv-text.ts";

const cells = (text: string) => parseCsv(text).rows.map((row) => row.cells);

describe("tables that people bring", () => {
  test("quotes, commas and line breaks inside of them", () => {
    expect(cells('a,b\r\n"x, ""y""","two\nlines"\r\n')).toEqual([
      ["a", "b"],
      ['x, "y"', "two\nlines"],
    ]);
  });

  test("a byte order mark, other separators, old line ends and empty lines", () => {
    expect(cells("\u{feff}a;b,c;d\r1;2;\r\r3;4;5")).toEqual([
      ["a", "b,c", "d"],
      ["1", "2", ""],
      ["3", "4", "5"],
    ]);
    expect(cells("a\tb\n,\t\n")).toEqual([
      ["a", "b"],
      [",", ""],
    ]);
  });

  test("every row knows its line, also after a cell of several", () => {
    const { rows } = parseCsv('a,b\n"1\n2",x\n\ny,z');
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 5]);
  });

  test("a quote that nobody closed is told with its line", () => {
    expect(parseCsv('a,b\n1,2\n"3,4\n5,6').openedAt).toBe(3);
    expect(parseCsv('a,b\n"1",2').openedAt).toBeNull();
    // A quote in the middle of a cell is one.
    expect(cells('5" pipe,x')).toEqual([['5" pipe', "x"]]);
  });

  test("bytes that are no UTF-8 are no text", () => {
    expect(utf8Of(new TextEncoder().encode("市政处"))).toBe("市政处");
    // 市 in GBK.
    expect(utf8Of(Uint8Array.of(0xca, 0xd0, 0x2c))).toBeNull();
  });

  test("what is written is read again as it was, also what looks like a formula", () => {
    const rows = [
      ["+86 10 1234", "=1+1", "-"],
      ['say "yes"', "a,b\nc", "'quoted"],
    ];
    const text = csvOf(rows);
    expect(text.startsWith("\u{feff}'+86")).toBe(true);
    expect(cells(text)).toEqual(rows);
  });
});
