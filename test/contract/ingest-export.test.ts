import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TroubleError } from "../../shared/trouble.ts";
import { exportCases, type ExportOptions } from "../../src-hub/ingest/export.ts";
import { bytesOfFixture, fixture, workplace, type Workplace } from "./ingest-runs.ts";

let place: Workplace;
beforeEach(() => {
  place = workplace();
});
afterEach(() => place.clear());

type Record_ = Record<string, string>;

function exported(options: Partial<Omit<ExportOptions, "store">> = {}): { rows: Record_[]; header: string[] } {
  const file = join(place.dir, "out.csv");
  place.look((store) => exportCases({ file, store, ...options }));
  const table = parse(readFileSync(file)) as string[][];
  const [header, ...rows] = table as [string[], ...string[][]];
  return { header, rows: rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ""]))) };
}

describe("export after import", () => {
  it("loses no mapped value and writes the source's own headers, words and dates", async () => {
    await place.import(fixture("full.csv"), "nyc311", { geo: fixture("grids.geojson") });
    const source = parse(bytesOfFixture("full.csv"), { columns: true }) as Record_[];
    const { rows, header } = exported();
    expect(rows).toHaveLength(source.length);
    const columns = Object.keys(source[0] as Record_).filter((name) => name !== "Zip Codes"); // not mapped
    expect(header).toEqual(expect.arrayContaining(columns));
    for (const [i, row] of source.entries()) {
      const wanted = Object.fromEntries(columns.map((name) => [name, row[name]]));
      // What a repair put right comes back right.
      if (row["Unique Key"] === "90000007") wanted["Resolution Description"] = "The department’s site";
      expect(rows[i]).toMatchObject(wanted);
    }
  });

  it("can be imported again without a change, in each style", async () => {
    await place.import(fixture("full.csv"), "nyc311", { geo: fixture("grids.geojson") });
    for (const style of ["full", "soda"]) {
      exported({ style });
      const report = await place.import(join(place.dir, "out.csv"), "nyc311");
      expect(report, style).toMatchObject({ read: 11, same: 11, rejected: 0 });
    }
    expect(exported({ style: "soda" }).rows[0]).toMatchObject({
      unique_key: "90000001",
      created_date: "2022-05-01T00:00:03.000",
      location: "POINT (-74.005 40.715)",
    });
  });

  it("writes a Chinese table back with its own words", async () => {
    await place.import(fixture("gbk.csv"), "cases");
    const { rows } = exported();
    expect(rows).toMatchObject([
      {
        案件编号: "Z-001",
        上报时间: "2026-03-01 08:05:00",
        案件来源: "监督员上报",
        案件状态: "已结案",
        责任单位: "城管执法局",
      },
      {
        案件编号: "Z-002",
        案件来源: "12345热线",
        问题类型: "公用设施/井盖",
        处置截止时间: "2026-03-02 09:30:00",
        经度: "112.98",
      },
      { 案件编号: "Z-003", 案件状态: "待派遣", 事发地址: "五一广场北侧", 经度: "", 责任单位: "" },
    ]);
  });

  it("asks for the platform when there are several, and names those it knows", async () => {
    await place.import(fixture("gbk.csv"), "cases");
    await place.import(fixture("soda.csv"), "nyc311");
    const troubleOf = (options: Partial<ExportOptions>) => {
      try {
        exported(options);
      } catch (error) {
        if (error instanceof TroubleError) return error.trouble;
        throw error;
      }
      return null;
    };
    expect(troubleOf({})).toEqual({ code: "platformUnknown", params: { platform: "", known: "city, nyc" } });
    expect(troubleOf({ platform: "mars" })).toMatchObject({ code: "platformUnknown", params: { platform: "mars" } });
    expect(troubleOf({ platform: "nyc", style: "sofa" })).toMatchObject({
      code: "badOption",
      params: { allowed: "full, soda" },
    });
    expect(troubleOf({ platform: "nyc", file: place.dir })).toMatchObject({
      code: "exportTarget",
      params: { why: "why.directory" },
    });
    expect(exported({ platform: "nyc" }).rows).toHaveLength(3);
  });
});
