/** Rule Q1, without an index. */
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { openDatabase } from "../cache/driver.ts";
import { askedOf, folded, gramsOf, holds, numberOf } from "./grams.ts";

/** A real index of one row. */
const db = openDatabase(":memory:", { driver: "better-sqlite3" });
db.exec("CREATE VIRTUAL TABLE grams USING fts5(words, tokenize='ascii', detail=none)");
const put = db.prepare("INSERT INTO grams VALUES (?)");
const ask = db.prepare("SELECT count(*) FROM grams WHERE grams MATCH ?").pluck();
afterAll(() => db.close());

function finds(asked: string, grams: string): boolean {
  db.exec("DELETE FROM grams");
  put.run(grams);
  return ask.get(asked) === 1;
}

const ALPHABET = [..."人民路口井盖12ab号 ，"];
const text = fc.array(fc.constantFrom(...ALPHABET), { maxLength: 24 }).map((characters) => characters.join(""));

describe("Q1 grams", () => {
  test("propose every row that holds what was typed", () => {
    fc.assert(
      fc.property(text, text, fc.nat(20), fc.integer({ min: 2, max: 8 }), (address, description, from, length) => {
        const typed = `${address} ${description}`.slice(from, from + length);
        const { holding } = askedOf(typed);
        // Where each stretch is a single character nothing is asked of the texts (Q1).
        const hasPair = /[\p{L}\p{N}]{2}/u.test(folded(typed));
        fc.pre(hasPair && holding !== null && holds(typed, "", [address, description]));
        expect(finds(holding as string, gramsOf("", [address, description]))).toBe(true);
      }),
    );
  });

  test("of a number propose it by any four of its characters or more, and exactly", () => {
    const grams = gramsOf("YC-20261122-0007", []);
    for (const typed of ["20261122", "0007", "yc2026", "2-0007", "YC-20261122-0007", "ＹＣ２０２６"]) {
      expect(finds(askedOf(typed).holding as string, grams), typed).toBe(true);
    }
    expect(finds(askedOf("0008").holding as string, grams)).toBe(false);
    expect(askedOf("yc 20261122 0007").exact).toBe(`"${numberOf("YC-20261122-0007")}"`);
  });

  test("one Chinese character alone is not asked, and a question cannot say more than words", () => {
    expect(askedOf("路")).toEqual({ exact: null, holding: null });
    expect(askedOf(`" OR * NEAR(`).holding).not.toContain("*");
    expect(askedOf("，。")).toEqual({ exact: null, holding: null });
  });

  test("what is proposed and does not hold it is told apart", () => {
    expect(holds("人民路", "", ["人民 民路"])).toBe(false);
    expect(holds("人民路 井盖", "", ["人民路12号", "井盖缺失"])).toBe(true);
    expect(folded("ＡＢ１")).toBe("ab1");
  });
});
