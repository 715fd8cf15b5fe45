/** Rule Q4: names by characters, pinyin, initials, mixtures, readings, English words and codes. */
import { describe, expect, test } from "vitest";
import { openLexicon } from "./lexicon.ts";

const NAMES: readonly (readonly [name: string, nameEn: string, code: string])[] = [
  ["人民路", "Renmin Road", ""],
  ["人民东路", "Renmin East Road", ""],
  ["解放大道", "Jiefang Avenue", ""],
  ["重庆路", "Chongqing Road", ""],
  ["长虹大桥", "Changhong Bridge", ""],
  ["绿地公园", "Green Park", ""],
  ["女儿桥", "", ""],
  ["人民路与中山路路口", "Renmin Road and Zhongshan Road", "99010100081310000012"],
];
const lexicon = openLexicon(
  NAMES.map(([name, nameEn, code]) => ({ thing: name, names: [name], namesEn: [nameEn], codes: [code] })),
);
const find = (text: string) => lexicon.find(text).map(({ thing }) => thing);

describe("Q4 a name is found", () => {
  test.each([
    ["人民路", "人民路"],
    ["renminlu", "人民路"],
    ["rml", "人民路"],
    ["rmlu", "人民路"],
    ["renml", "人民路"],
    ["人min路", "人民路"],
    ["人ml", "人民路"],
    ["ＲＭＬ", "人民路"],
    ["rmdl", "人民东路"],
    ["jfdd", "解放大道"],
    ["chongqing", "重庆路"],
    ["zhongqing", "重庆路"],
    ["cql", "重庆路"],
    ["chdq", "长虹大桥"],
    ["zhanghong", "长虹大桥"],
    ["lvdi", "绿地公园"],
    ["ludi", "绿地公园"],
    ["nver", "女儿桥"],
    ["nuer", "女儿桥"],
    ["zsllk", "人民路与中山路路口"],
    ["avenue jie", "解放大道"],
    ["Renm Ro", "人民路"],
    ["green", "绿地公园"],
    ["9901010008", "人民路与中山路路口"],
    ["0000012", "人民路与中山路路口"],
  ])("%s: %s", (text, name) => {
    expect(find(text)).toContain(name);
  });

  test.each(["rmx", "renmingg", "lmr", "路民", "enmin", "12", "zz"])("%s finds nothing", (text) => {
    expect(find(text)).toEqual([]);
  });

  test("the best first: what it is, what begins so, what holds it, what sounds so", () => {
    expect(find("人民路")).toEqual(["人民路", "人民路与中山路路口"]);
    expect(find("rm")[0]).toBe("人民路");
    expect(find("dq")).toEqual(["长虹大桥"]);
    const ranks = lexicon.find("r").map(({ rank }) => rank);
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  });

  test("ten thousand names are gone through in a moment", () => {
    const many = openLexicon(
      Array.from({ length: 10_000 }, (_, i) => ({
        thing: i,
        names: [`${"人民解放中山建设朝阳"[i % 10] as string}${"路街巷道弄"[i % 5] as string}第${i}网格`],
        namesEn: [],
        codes: [String(420_000_000 + i)],
      })),
    );
    expect(many.find("rl").length).toBeGreaterThan(100);
  });
});
