import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CASE_SOURCES } from "../../shared/case/case.ts";
import { stateOfCode } from "../../shared/case/state.ts";
import type { RecordOf } from "../../shared/tables.ts";
import { hubFile } from "../../src-hub/data-dir.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import { bytesOfFixture, fixture, workplace, type Workplace } from "./ingest-runs.ts";

let place: Workplace;
beforeEach(() => {
  place = workplace();
});
afterEach(() => place.clear());

function caseOf(id: string, platform = "nyc"): RecordOf<"cases"> {
  const record = place.look((store) => store.find("cases", platform, id));
  if (record === null) throw new Error(`no case ${id}`);
  return record;
}

const at = (text: string) => Date.parse(text);

describe("import of a 311 table", () => {
  it("makes a case of every row: times in the city's zone, state, source, department, class, grid", async () => {
    const report = await place.import(fixture("full.csv"), "nyc311", { geo: fixture("grids.geojson") });
    expect(report).toMatchObject({ read: 11, new: 11, changed: 0, same: 0, rejected: 0, grids: 2, encoding: "utf8" });

    const first = caseOf("90000001");
    expect(first.reportedAt).toBe(at("2022-05-01T00:00:03-04:00"));
    expect(first.acceptedAt).toBe(first.reportedAt);
    expect(first.dispatchedAt).toBe(first.reportedAt);
    expect(first.submittedAt).toBe(at("2022-05-01T00:07:46-04:00"));
    expect(first.closedAt).toBe(first.submittedAt);
    expect(first.deadline).toBe(at("2022-05-01T08:00:03-04:00"));
    expect(stateOfCode(first.state)).toBe("closed");
    expect(CASE_SOURCES[first.source]).toBe("mobile");
    expect(first.address).toBe("10 FIRST STREET");
    expect(first.description).toBe("Loud Music/Party");
    expect(JSON.parse(first.facts)).toMatchObject([{ kind: "reported" }, { kind: "observed", status: "Closed" }]);

    place.look((store) => {
      expect(store.get("departments", first.department)).toMatchObject({ id: "NYPD", name: "纽约市警察局" });
      expect(store.get("classes", first.classUid)).toMatchObject({
        scheme: "nyc-311",
        code: "Noise - Residential",
        majorCode: "Noise",
        name: "居民噪声",
      });
      expect(store.get("grids", first.unitGrid)).toMatchObject({ code: "101", level: "unit", name: "曼哈顿第1社区" });
      expect(store.find("platforms", "nyc", "nyc")).toMatchObject({ timeZone: "America/New_York", demo: 0 });
      expect(store.count("grids")).toBe(2); // code 0 is skipped
    });
    expect(stateOfCode(caseOf("90000002").state)).toBe("handling");
    expect(stateOfCode(caseOf("90000003").state)).toBe("pendingHandling");
    expect(place.look((store) => store.find("departments", "nyc", "XYZ"))?.nameEn).toBe("An Agency Nobody Named");
  });

  it("keeps rows with quirks by named rules and counts them", async () => {
    const report = await place.import(fixture("full.csv"), "nyc311", { geo: fixture("grids.geojson") });
    expect(report.repairs).toEqual({
      closedBeforeCreated: 1,
      closedWhileOpen: 1,
      gridUnknown: 1,
      doubleEncoded: 1,
      outsideCity: 1,
      statusUnknown: 1,
      dateUnreadable: 1,
    });
    expect(report).toMatchObject({ unlocated: 2, outsideGrids: 1 });
    expect(report.unknownColumns).toEqual([]);

    expect(caseOf("90000004")).toMatchObject({ closedAt: null, submittedAt: null });
    expect(stateOfCode(caseOf("90000004").state)).toBe("closed");
    expect(stateOfCode(caseOf("90000009").state)).toBe("pendingHandling");
    expect(caseOf("90000009").closedAt).toBeNull();
    expect(JSON.parse(caseOf("90000007").extra)).toMatchObject({ resolution_description: "The department’s site" });
    const byPoint = caseOf("90000005");
    expect(place.look((store) => store.get("grids", byPoint.unitGrid))?.code).toBe("102");
    const byName = caseOf("90000006");
    expect(byName).toMatchObject({ lon: null, lat: null });
    expect(place.look((store) => store.get("grids", byName.unitGrid))?.code).toBe("102");
    expect(caseOf("90000008")).toMatchObject({ lon: null, lat: null });
    // A time the clock repeats is the first of the two; one that it skips lies after the gap.
    expect(caseOf("90000010").reportedAt).toBe(at("2022-11-06T01:30:00-04:00"));
    expect(caseOf("90000010").closedAt).toBe(at("2023-03-12T03:30:00-04:00"));
  });

  it("rejects what cannot be a case, in words, and the counts add up", async () => {
    const report = await place.import(fixture("quirks.csv"), "nyc311");
    expect(report).toMatchObject({ read: 17, new: 11, changed: 0, same: 1, rejected: 5, grids: 0 });
    expect(report.rejections).toEqual({ keyMissing: 1, dateWrong: 1, dateMissing: 1, duplicateKey: 1, rowWidth: 1 });
    const rows = parse(readFileSync(report.rejectsFile as string), {
      bom: true,
      relax_column_count: true,
    }) as string[][];
    expect(rows[0]?.slice(0, 5)).toEqual(["row", "field", "value", "reason", "Unique Key"]);
    expect(rows.slice(1).map(([row, field, value]) => [row, field, value])).toEqual([
      ["13", "Unique Key", ""],
      ["14", "Created Date", "2022-13-41"],
      ["15", "Created Date", ""],
      ["17", "Unique Key", "90000003"],
      ["18", "", "2 / 22"],
    ]);
    expect(rows[2]?.[3]).toBe("The time of report is in none of the mapping's date formats, or is no real date.");
    expect(rows[2]?.[4]).toBe("90000013");
    // The first row of a key counts.
    expect(stateOfCode(caseOf("90000003").state)).toBe("pendingHandling");
  });

  it("changes nothing when run again, and only what differs when a newer file comes", async () => {
    await place.import(fixture("quirks.csv"), "nyc311", { geo: fixture("grids.geojson") });
    const head = place.look((store) => store.head());
    const again = await place.import(fixture("quirks.csv"), "nyc311");
    expect(again).toMatchObject({ read: 17, new: 0, changed: 0, same: 12, rejected: 5 });
    expect(place.look((store) => store.head())).toBe(head);

    const newer = bytesOfFixture("full.csv").toString().replace(",In Progress,", ",Closed,");
    const third = await place.import(place.file("newer.csv", newer), "nyc311");
    expect(third).toMatchObject({ read: 11, new: 0, changed: 1, same: 10 });
    expect(stateOfCode(caseOf("90000002").state)).toBe("closed");
  });

  it("says in a dry run what an import would do, and writes nothing", async () => {
    const dry = await place.import(fixture("quirks.csv"), "nyc311", { dryRun: true, geo: fixture("grids.geojson") });
    expect(dry).toMatchObject({ dryRun: true, new: 11, same: 1, rejected: 5, grids: 2 });
    expect(existsSync(hubFile(place.dir))).toBe(false);
    await place.import(fixture("quirks.csv"), "nyc311", { geo: fixture("grids.geojson") });
    const head = place.look((store) => store.head());
    const newer = bytesOfFixture("full.csv").toString().replace(",In Progress,", ",Closed,");
    const second = await place.import(place.file("newer.csv", newer), "nyc311", { dryRun: true });
    expect(second).toMatchObject({ new: 0, changed: 1, same: 10 });
    expect(place.look((store) => store.head())).toBe(head);
    expect(stateOfCode(caseOf("90000002").state)).toBe("handling");
  });

  it("reads the other header style, any column order, and lists of records alike", async () => {
    await place.import(fixture("full.csv"), "nyc311");
    const soda = await place.import(fixture("soda.csv"), "nyc311", { dryRun: true });
    expect(soda).toMatchObject({ read: 3, new: 0, rejected: 0 });
    const list = await place.import(fixture("soda.json"), "nyc311");
    // The same rows in another form say the same.
    expect(list).toMatchObject({ read: 12, new: 0, changed: 0, same: 11, rejected: 1 });
    expect(list.rejections).toEqual({ notARecord: 1 });
  });

  it("finds out packing, delimiter, byte order mark and Chinese encodings by itself", async () => {
    const packed = place.file("packed.bin", gzipSync(bytesOfFixture("semicolon-bom.csv")));
    expect(await place.import(packed, "nyc311")).toMatchObject({ read: 4, new: 4, rejected: 0 });
    const tabs = bytesOfFixture("gbk.csv").toString("latin1").replaceAll(",", "\t");
    const gbk = await place.import(place.file("tabs.csv", Buffer.from(tabs, "latin1")), "cases");
    expect(gbk).toMatchObject({ read: 3, new: 3, rejected: 0, encoding: "GB18030", unlocated: 1 });
    expect(caseOf("Z-001", "city")).toMatchObject({
      description: "小贩在路口摆摊，影响通行",
      reportedAt: at("2026-03-01T08:05:00+08:00"),
      closedAt: at("2026-03-01T10:00:00+08:00"),
    });
    expect(caseOf("Z-003", "city").reportedAt).toBe(at("2026-03-01T10:15:00+08:00"));
    const wide = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from(new TextDecoder("gbk").decode(bytesOfFixture("gbk.csv")), "utf16le"),
    ]);
    expect(await place.import(place.file("wide.csv", wide), "cases")).toMatchObject({ new: 0, same: 3 });
  });

  it("understands quotes in quotes, a byte order mark before a quoted header, and a position too far west", async () => {
    const quoted = bytesOfFixture("soda.csv").toString().replace("Loud Music/Party", 'He said ""no"", twice');
    const file = place.file("quoted.csv", `\ufeff${quoted.replace('"-74.005"', '"-79.005"')}`);
    expect(await place.import(file, "nyc311")).toMatchObject({
      read: 3,
      new: 3,
      repairs: { outsideCity: 1 },
      unlocated: 1,
    });
    expect(caseOf("90000001").description).toBe('He said "no", twice');
    // The first quote of the pair must not end the field: what stays open after it is found.
    const open = place.file("open.csv", `${quoted.trimEnd()}\n"a ""b`);
    await expect(place.import(open, "nyc311")).rejects.toMatchObject({
      trouble: { code: "notCsv", params: { why: "why.quoteOpen" } },
    });
  });

  it("takes cameras, and keeps one outside the city without a position", async () => {
    const report = await place.import(fixture("cameras.json"), "nyc-cameras", { geo: fixture("grids.geojson") });
    expect(report).toMatchObject({ read: 3, new: 2, rejected: 1, unlocated: 1, repairs: { outsideCity: 1 } });
    place.look((store) => {
      const near = store.find("cameras", "nyc", "cam-1");
      expect(near).toMatchObject({ name: "First Ave @ 1 St", online: 1, lon: -74.005, lat: 40.715 });
      expect(store.get("grids", near?.unitGrid ?? 0)?.code).toBe("101");
      expect(store.find("cameras", "nyc", "cam-2")).toMatchObject({ lon: null, lat: null, online: 0, unitGrid: 0 });
    });
  });

  it("goes on through a file of many batches and never holds it whole", async () => {
    const [header, ...rows] = bytesOfFixture("soda.csv").toString().trimEnd().split("\n");
    const many = Array.from({ length: 9000 }, (_, i) =>
      (rows[i % 3] as string).replace(/9000000\d/, String(80_000_000 + i)),
    );
    const shares: number[] = [];
    const report = await place.import(place.file("many.csv", [header, ...many].join("\n")), "nyc311", {
      onProgress: ({ share }) => shares.push(share),
    });
    expect(report).toMatchObject({ read: 9000, new: 9000 });
    expect(shares).toHaveLength(5);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    const store = openSqliteStore(join(place.dir, "hub", "hub.db"), { readonly: true });
    expect(store.head()).toBe(6); // the platform, then five batches
    store.close();
  });
});
