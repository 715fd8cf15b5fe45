/** One box for everything: rules Q6 and Q7. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { rowOf, type Row } from "../../../shared/tables.ts";
import { PLAIN_CAMERA } from "../../../shared/video/stream.ts";
import { T0, caseRow } from "../../../test/contract/drafts.ts";
import { openTestSource, type TestSource } from "../../../test/contract/test-source.ts";
import { searchAnswer } from "./search.ts";

let city: TestSource;
/** What an index proposes: every row it ever knew. */
let proposed: Record<"cases" | "components", number[]>;

beforeEach(async () => {
  city = await openTestSource(T0);
  proposed = { cases: [], components: [] };
});
afterEach(() => city.close());

const find = (text: string, limit = 40) =>
  searchAnswer(
    { text, limit },
    {
      ...city.source,
      beside: {
        ...city.source.beside,
        search: {
          version: () => 0,
          find: (table, _text, most) => proposed[table].slice(0, most),
          indexing: () => ({ done: 1, total: 2 }),
        },
      },
    },
  );
const kinds = (text: string) => find(text).found.map(({ kind, uid }) => `${kind} ${uid}`);

const PLATFORM = "test";
const cameraRow = (uid: number, name: string, nameEn: string): Row =>
  rowOf("cameras", {
    uid,
    platform: PLATFORM,
    id: `c${uid}`,
    code: `9901010008131000000${uid}`,
    name,
    nameEn,
    kind: "fixed",
    lon: 114.1,
    lat: 30.1,
    bearing: null,
    unitGrid: 0,
    online: 1,
    imageUrl: "",
    ...PLAIN_CAMERA,
  });
const featureRow = (uid: number, layer: string, name: string, coordinates: unknown): Row =>
  rowOf("features", {
    uid,
    platform: PLATFORM,
    id: `f${uid}`,
    layer,
    class: layer === "road" ? "arterial" : "park",
    name,
    nameEn: "",
    geometry: JSON.stringify({ type: layer === "road" ? "LineString" : "Point", coordinates }),
  });
const gridRow = (uid: number, code: string, name: string, lon: number): Row =>
  rowOf("grids", {
    uid,
    platform: PLATFORM,
    id: code,
    level: "unit",
    code,
    name,
    nameEn: "",
    dutyGrid: 0,
    lon,
    lat: 30,
    areaM2: 1,
    geometry: "{}",
  });

describe("the search box", () => {
  test("Q6 finds nothing that the cache no longer says, whatever an index proposes", () => {
    proposed.cases = [1, 2, 3];
    city.apply({ cases: [caseRow(1, { address: "人民路12号" }), caseRow(2, { address: "人民路13号" })] });
    expect(kinds("人民路")).toEqual(["case 1", "case 2"]);
    city.apply({ cases: [caseRow(1, { address: "" })] }, { cases: [2] });
    expect(kinds("人民路")).toEqual([]);
  });

  test("Q7 puts this number first, then names, then the newest texts, then what only sounds so", () => {
    proposed.cases = [1, 2, 3];
    city.apply({
      cameras: [cameraRow(5, "人民路与中山路路口", "Renmin Road and Zhongshan Road")],
      features: [
        featureRow(6, "road", "人民路", [
          [114.2, 30.2],
          [114.3, 30.3],
          [114.4, 30.4],
        ]),
      ],
      cases: [
        caseRow(1, { caseNo: "2026-0001", address: "人民路1号", reportedAt: T0 - 5 }),
        caseRow(2, { caseNo: "2026-0002", address: "人民路2号", reportedAt: T0 }),
        caseRow(3, { caseNo: "2026-0003", description: "人民路上的垃圾", reportedAt: T0 - 1 }),
      ],
    });
    expect(kinds("人民路")).toEqual(["street 6", "camera 5", "case 2", "case 3", "case 1"]);
    expect(kinds("20260001")[0]).toBe("case 1");
    expect(kinds("rml")).toEqual(["street 6", "camera 5"]);
    expect(kinds("zhongshan")).toEqual(["camera 5"]);
    const [street, , , words] = find("人民路").found;
    expect([street?.lon, street?.lat]).toEqual([114.3, 30.3]);
    expect(words?.detail).toBe("2026-0003 · 人民路上的垃圾");
  });

  test("knows departments by their short names, areas by the middle of their grids, components by their codes", () => {
    const code = "99010101037000012";
    proposed.components = [9, 8];
    const component = { platform: PLATFORM, classUid: 0, state: 0, lon: null, lat: null, unitGrid: 0, department: 0 };
    const more = { owner: "", changedAt: null, note: "" };
    city.apply({
      departments: [
        rowOf("departments", {
          uid: 1,
          platform: PLATFORM,
          id: "d",
          name: "市城市管理执法大队",
          nameEn: "Urban Management",
          shortName: "城管",
          shortNameEn: "UM",
          groupCode: "",
          contact: "",
        }),
      ],
      areas: [
        rowOf("areas", {
          uid: 2,
          platform: PLATFORM,
          id: "990101001",
          level: "subdistrict",
          code: "990101001",
          name: "城中街道",
          nameEn: "",
        }),
      ],
      grids: [
        gridRow(3, "990101001001001", "甲", 114.2),
        gridRow(4, "990101001001002", "乙", 114.4),
        gridRow(5, "990101002001001", "丙", 116),
      ],
      components: [
        rowOf("components", { uid: 8, id: code, code, name: "路灯", ...component, ...more }),
        rowOf("components", { uid: 9, id: `${code}9`, code: `${code}9`, name: "路灯", ...component, ...more }),
      ],
    });
    expect(kinds("城管")).toEqual(["department 1"]);
    const [area] = find("城中").found;
    expect(area?.kind).toBe("area");
    expect(area?.lon).toBeCloseTo(114.3);
    expect(kinds(code)).toEqual(["component 8", "component 9"]);
    expect(kinds("990101001001002")).toEqual(["grid 4"]);
    expect(kinds("路灯")).toEqual(["component 9", "component 8"]);
  });

  test("no kind hides the others, and how far the index is comes along", () => {
    proposed.cases = Array.from({ length: 100 }, (_, i) => i + 1);
    city.apply({
      cases: proposed.cases.map((uid) => caseRow(uid, { address: "人民路" })),
      cameras: Array.from({ length: 9 }, (_, i) => cameraRow(i + 1, `人民路${i}`, "")),
    });
    const { found, indexing } = find("人民", 20);
    expect(found.filter(({ kind }) => kind === "case").length).toBe(8);
    expect(found.filter(({ kind }) => kind === "camera").length).toBe(4);
    expect(indexing).toEqual({ done: 1, total: 2 });
    expect(find("  ").found).toEqual([]);
  });

  test("a name that changes is found by its new one", () => {
    city.apply({ cameras: [cameraRow(1, "人民路", "")] });
    expect(kinds("人民路")).toEqual(["camera 1"]);
    city.apply({ cameras: [cameraRow(1, "学府路", "")] });
    expect(kinds("人民路")).toEqual([]);
    expect(kinds("xfl")).toEqual(["camera 1"]);
  });
});
