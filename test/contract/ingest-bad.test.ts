import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TROUBLE_CODES, TroubleError, type Trouble } from "../../shared/trouble.ts";
import { hubFile } from "../../src-hub/data-dir.ts";
import {
  CAMERA_REPAIRS,
  loadMapping,
  REJECTIONS,
  REPAIRS,
  THING_REJECTIONS,
  THING_REPAIRS,
} from "../../src-hub/ingest/mapping/mapping.ts";
import { OUTLINE_FAULTS } from "../../src-hub/ingest/things/outline.ts";
import { importWords, troubleSentence } from "../../src-hub/command/words.ts";
import { bytesOfFixture, fixture, workplace, type Workplace } from "./ingest-runs.ts";

let place: Workplace;
beforeEach(() => {
  place = workplace();
});
afterEach(() => place.clear());

async function troubleOf(work: () => Promise<unknown>): Promise<Trouble> {
  try {
    await work();
  } catch (error) {
    if (error instanceof TroubleError) return error.trouble;
    throw error;
  }
  throw new Error("it went well");
}

describe("a file that cannot be imported is told in one trouble and leaves nothing behind", () => {
  const long = () => {
    const [header, ...rows] = bytesOfFixture("soda.csv").toString().trimEnd().split("\n");
    return [
      header,
      ...Array.from({ length: 9000 }, (_, i) => (rows[0] as string).replace("90000001", String(i + 1))),
    ].join("\n");
  };
  const json = () => bytesOfFixture("soda.json").toString();
  const cases: [string, () => string, string, object][] = [
    ["missing", () => join(place.dir, "nowhere.csv"), "fileMissing", {}],
    ["a folder", () => place.dir, "fileUnreadable", { why: "why.directory" }],
    ["empty", () => place.file("f", ""), "notCsv", { why: "why.empty" }],
    ["truncated gzip", () => place.file("f", gzipSync(long()).subarray(0, -2000)), "fileTruncated", {}],
    ["damaged gzip", () => place.file("f", damaged(gzipSync(long()))), "fileUnreadable", { why: "why.gzipBroken" }],
    ["binary", () => place.file("f", Buffer.from([1, 2, 0, 0, 255, 254, 0])), "notCsv", { why: "why.binary" }],
    ["a workbook", () => place.file("f", Buffer.from("PK\u0003\u0004....")), "notCsv", { why: "why.zip" }],
    ["a web page", () => place.file("f", "<!doctype html><p>Sorry</p>"), "notCsv", { why: "why.markup" }],
    ["an open quote", () => place.file("f", `${long()}\n"1,2`), "notCsv", { why: "why.quoteOpen", line: 9002 }],
    ["a JSON record", () => place.file("f", "{}"), "notCsv", { why: "why.jsonNotList" }],
    ["a JSON list cut short", () => place.file("f", json().slice(0, -40)), "notCsv", { why: "why.jsonBroken" }],
    ["JSON with other keys", () => place.file("f", '[{"id": "1"}]'), "headerChanged", {}],
    [
      "a changed header",
      () =>
        place.file(
          "f",
          bytesOfFixture("full.csv").toString().replace("Created Date", "Opened").replace(",Status,", ",State,"),
        ),
      "headerChanged",
      { missing: "Created Date, Status" },
    ],
  ];
  for (const [name, make, code, params] of cases) {
    it(name, async () => {
      const file = make();
      const trouble = await troubleOf(() => place.import(file, "nyc311"));
      expect(trouble).toMatchObject({ code, params });
      expect(existsSync(hubFile(place.dir))).toBe(false);
      for (const language of ["zh-CN", "en"] as const) {
        const sentence = troubleSentence(trouble, language);
        expect(sentence).not.toMatch(/[{}]|why\.|trouble\./);
      }
    });
  }

  it("says after how many rows a truncated file breaks off", async () => {
    const { params } = await troubleOf(() =>
      place.import(place.file("f", gzipSync(long()).subarray(0, -2000)), "nyc311"),
    );
    expect(params["rows"]).toBeGreaterThan(10);
    expect(params["rows"]).toBeLessThan(9001);
  });

  function damaged(bytes: Buffer): Buffer {
    const broken = Buffer.from(bytes);
    broken.fill(0xa5, bytes.length / 2, bytes.length / 2 + 200);
    return broken;
  }
});

describe("boundary files", () => {
  const polygon = (properties: object, coordinates: unknown) =>
    JSON.stringify({ features: [{ type: "Feature", properties, geometry: { type: "Polygon", coordinates } }] });
  const cases: [string, () => string, string, object][] = [
    ["missing", () => join(place.dir, "nowhere.geojson"), "fileMissing", {}],
    ["no JSON", () => place.file("g", "{"), "geoBroken", { why: "why.jsonBroken" }],
    ["no features", () => place.file("g", "[]"), "geoBroken", { why: "why.geoNoFeatures" }],
    [
      "no code",
      () =>
        place.file(
          "g",
          polygon({ x: 1 }, [
            [
              [0, 0],
              [1, 0],
              [1, 1],
              [0, 0],
            ],
          ]),
        ),
      "geoBroken",
      { why: "why.geoNoCode" },
    ],
    [
      "no degrees",
      () =>
        place.file(
          "g",
          polygon({ BoroCD: 101 }, [
            [
              [0, 0],
              [9e5, 0],
              [1, 1],
              [0, 0],
            ],
          ]),
        ),
      "geoBroken",
      { why: "why.geoNoPolygons" },
    ],
    [
      "truncated gzip",
      () => place.file("g", gzipSync(bytesOfFixture("grids.geojson")).subarray(0, -20)),
      "geoBroken",
      { why: "why.gzipBroken" },
    ],
  ];
  for (const [name, make, code, params] of cases) {
    it(name, async () => {
      const geo = make();
      expect(await troubleOf(() => place.import(fixture("full.csv"), "nyc311", { geo }))).toMatchObject({
        code,
        params,
      });
      expect(existsSync(hubFile(place.dir))).toBe(false);
    });
  }
});

describe("mappings", () => {
  it("lists the known ones when the name is wrong", async () => {
    const trouble = await troubleOf(async () => loadMapping("nyc312"));
    expect(trouble).toMatchObject({ code: "mappingUnknown", params: { name: "nyc312" } });
    expect(trouble.params["known"]).toContain("nyc-districts, nyc311, nyc311-streetlights");
    expect(await troubleOf(async () => loadMapping("../package"))).toMatchObject({ code: "mappingUnknown" });
  });

  it("names the place of what is wrong in one", async () => {
    const whole = JSON.parse(readFileSync(new URL("../../resources/mappings/nyc311.json", import.meta.url), "utf8"));
    const broken = async (name: string, change: (mapping: typeof whole) => void) => {
      const mapping = structuredClone(whole);
      change(mapping);
      place.file(`${name}.json`, JSON.stringify(mapping));
      return (await troubleOf(async () => loadMapping(name, place.dir))).params;
    };
    expect(await broken("a", (m) => (m.columns[3].role = "agent"))).toMatchObject({ path: "columns.3.role" });
    expect(await broken("b", (m) => (m.platform.timeZone = "New York"))).toMatchObject({ path: "platform.timeZone" });
    expect(await broken("c", (m) => (m.dates[1] = "HH:mm"))).toMatchObject({ path: "dates.1" });
    expect(await broken("d", (m) => (m.columns[0].role = undefined))).toMatchObject({
      path: "columns",
      why: 'no column is "id"',
    });
    expect(await broken("e", (m) => (m.status.states.Closed = "done"))).toMatchObject({ path: "status.states.Closed" });
    place.file("f.json", "{");
    expect((await troubleOf(async () => loadMapping("f", place.dir))).params).toMatchObject({ path: "/" });
  });

  it("has words for every rule in both languages", () => {
    for (const language of ["zh-CN", "en"] as const) {
      const text = importWords(language);
      for (const rule of REPAIRS) expect(text(`repair.${rule}`)).not.toBe(`repair.${rule}`);
      for (const rule of [...THING_REPAIRS, ...CAMERA_REPAIRS])
        expect(text(`repair.${rule}`)).not.toBe(`repair.${rule}`);
      for (const rule of [...REPAIRS, ...REJECTIONS, ...THING_REJECTIONS, ...OUTLINE_FAULTS, ...THING_REPAIRS]) {
        expect(text(`reject.${rule}`)).not.toBe(`reject.${rule}`);
      }
    }
    expect(TROUBLE_CODES).toContain("mappingBroken");
  });

  it("rejects a row under the rule's name when the mapping does not allow the repair", async () => {
    const strict = { ...loadMapping("nyc311"), repairs: [] };
    const report = await place.import(fixture("full.csv"), "nyc311", { mapping: strict });
    expect(report).toMatchObject({ read: 11, new: 6, rejected: 5, repairs: {} });
    expect(report.rejections).toEqual({
      closedBeforeCreated: 1,
      gridUnknown: 1,
      outsideCity: 1,
      closedWhileOpen: 1,
      statusUnknown: 1,
    });
  });
});

describe("the command line", () => {
  const run = (script: string, ...args: string[]) => {
    const path = fileURLToPath(new URL(`../../src-hub/ingest/${script}.ts`, import.meta.url));
    const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], { encoding: "utf8" });
    return { status, stdout, stderr };
  };

  it("reports in the asked language, or as one line of JSON", () => {
    const first = run("import", fixture("quirks.csv"), "--mapping", "nyc311", "--data", place.dir, "--lang", "zh-CN");
    expect(first).toMatchObject({ status: 0, stderr: "" });
    expect(first.stdout).toContain("读取 17 行 = 新增 11 + 变更 0 + 未变 1 + 拒收 5。");
    expect(first.stdout).toContain("没有这个平台的单元网格");
    expect(readdirSync(join(place.dir, "rejects"))).toEqual(["quirks.csv.rejected.csv", "quirks.csv.unlocated.csv"]);
    const again = run("import", fixture("full.csv"), "--mapping", "nyc311", "--data", place.dir, "--lang=en");
    expect(again.stdout).toContain("Nothing changed: the hub already has everything in this file.");
    const json = run("import", fixture("full.csv"), "--mapping", "nyc311", "--data", place.dir, "--json", "--dry-run");
    expect(JSON.parse(json.stdout)).toMatchObject({ read: 11, same: 11, dryRun: true });
  });

  it("ends with one sentence and a code other than 0 when it cannot", () => {
    const one = (...args: string[]) => {
      const { status, stdout, stderr } = run("import", ...args, "--data", place.dir, "--lang", "en");
      expect(stdout).toBe("");
      expect(status).toBe(1);
      return stderr;
    };
    expect(one(join(place.dir, "no.csv"), "--mapping", "nyc311")).toMatch(
      /^The file “.*no\.csv” does not exist\. [^\n]*\n$/,
    );
    expect(one(fixture("full.csv"), "--mapping", "nope")).toMatch(
      /^There is no mapping called “nope”\. Known mappings: areas, cameras, cases, .*nyc311-thin, .*\.\n$/,
    );
    expect(one(fixture("full.csv"))).toContain("--mapping");
    expect(one(fixture("full.csv"), "--mapping", "nyc311", "--fast")).toContain("--fast");
    expect(one("--mapping", "nyc311")).toContain("exactly one file");
    const export_ = run("export", join(place.dir, "out.csv"), "--data", place.dir, "--lang", "en");
    expect(export_).toMatchObject({ status: 1, stdout: "" });
    expect(export_.stderr).toContain("does not exist");
  });

  it("explains itself", () => {
    for (const script of ["import", "export"]) {
      const help = run(script, "--help", "--lang", "en");
      expect(help.status).toBe(0);
      expect(help.stdout).toContain("nyc-council");
    }
  });

  it("says so when the data folder cannot be written", () => {
    // A file where the folder should be cannot be written into, whoever asks.
    const file = place.file("file", "");
    const { status, stderr } = run(
      "import",
      fixture("full.csv"),
      "--mapping",
      "nyc311",
      "--data",
      file,
      "--lang",
      "en",
    );
    expect(status).toBe(1);
    expect(stderr).toContain("cannot be written to");
  });
});
