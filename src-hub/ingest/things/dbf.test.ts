import iconv from "iconv-lite";
import { expect, it } from "vitest";
import { shapefile } from "../../../test/fixtures/shapefile.ts";
import { readDbf } from "./dbf.ts";

const CODE = "42010301037000002";
const made = (encoding = "utf8") =>
  shapefile(
    ["CODE", "NAME"],
    [
      { cells: [CODE, "路灯"], rings: null },
      { cells: ["2", "井盖"], rings: null },
    ],
    encoding,
  ).dbf;

it("B6 a code of seventeen digits in a numeric field keeps every digit", () => {
  const bytes = made();
  bytes.write("N", 32 + 11, "latin1");
  expect(readDbf(bytes, "UTF-8")?.records[0]).toEqual([CODE, "路灯"]);
  expect(Number(CODE)).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
});

it("B5 the encoding is that of the .cpg, else of the language driver, else what the bytes look like", () => {
  const gbk = made("gbk");
  expect(readDbf(gbk, "936")).toMatchObject({
    encoding: "gb18030",
    records: [
      [CODE, "路灯"],
      ["2", "井盖"],
    ],
  });
  expect(readDbf(made(), null)).toMatchObject({
    encoding: "utf8",
    records: [
      [CODE, "路灯"],
      ["2", "井盖"],
    ],
  });
  const driven = Buffer.from(gbk);
  driven[29] = 0x4d;
  expect(readDbf(driven, null)?.encoding).toBe("gb18030");
  expect(readDbf(Buffer.from(made()), "ISO-8859-1")?.records[0]?.[1]).toBe(
    iconv.decode(Buffer.from("路灯"), "ISO-8859-1"),
  );
});

it("B5 a deleted record is none, and a table that breaks off is none either", () => {
  const bytes = made();
  const start = bytes.readUInt16LE(8);
  bytes[start] = 0x2a;
  expect(readDbf(bytes, "utf-8")?.records.map((record) => record?.[1] ?? null)).toEqual([null, "井盖"]);
  expect(readDbf(bytes.subarray(0, -20), "utf-8")).toBeNull();
  expect(readDbf(Buffer.from("no table"), null)).toBeNull();
});
