import { strToU8, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RecordOf } from "../../shared/tables.ts";
import { hubFile } from "../../src-hub/data-dir.ts";
import { readCatalogue } from "../../src-hub/ingest/catalogue.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import type { Store } from "../../src-hub/store/store.ts";
import { openWvpDouble } from "../fixtures/wvp.ts";
import { workplace, type Workplace } from "./ingest-runs.ts";

let place: Workplace;
beforeEach(() => {
  place = workplace();
});
afterEach(() => place.clear());

const HEADER =
  "编号,名称,国标编码,类型,经度,纬度,朝向,视角,责任单位,查看权限,分组,视频平台,平台通道,主码流地址,子码流地址,静图地址,在线";
const GB = "43012100081310000001";
const csv = (...rows: string[]) => place.file("cameras.csv", [HEADER, ...rows].join("\n"));
const camera = (id: string): RecordOf<"cameras"> => {
  const found = place.look((store) => store.find("cameras", "city", id));
  if (found === null) throw new Error(`no camera ${id}`);
  return found;
};
function change<T>(work: (store: Store) => T): T {
  const store = openSqliteStore(hubFile(place.dir));
  try {
    return work(store);
  } finally {
    store.close();
  }
}

/** A sheet as a spreadsheet program packs it, texts inline. */
function sheet(rows: readonly (readonly (string | number)[])[]): Uint8Array {
  const cell = (value: string | number) =>
    typeof value === "number" ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  const named = (cells: readonly (string | number)[], row: number) =>
    cells.map((value, i) => cell(value).replace("<c", `<c r="${String.fromCharCode(65 + i)}${row}"`)).join("");
  const body = rows.map((cells, i) => `<row r="${i + 1}">${named(cells, i + 1)}</row>`).join("");
  const xml = (content: string) => strToU8(`<?xml version="1.0" encoding="UTF-8"?>${content}`);
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const links = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
  const packages = "http://schemas.openxmlformats.org/package/2006";
  const documents = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const link = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${documents}/${type}" Target="${target}"/>`;
  return zipSync({
    "[Content_Types].xml": xml(
      `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`,
    ),
    "_rels/.rels": xml(
      `<Relationships xmlns="${packages}/relationships">${link("a", "officeDocument", "xl/workbook.xml")}</Relationships>`,
    ),
    "xl/_rels/workbook.xml.rels": xml(
      `<Relationships xmlns="${packages}/relationships">${link("b", "worksheet", "worksheets/sheet1.xml")}</Relationships>`,
    ),
    "xl/workbook.xml": xml(
      `<workbook ${main} ${links}><sheets><sheet name="清单" sheetId="1" r:id="b"/></sheets></workbook>`,
    ),
    "xl/worksheets/sheet1.xml": xml(`<worksheet ${main}><sheetData>${body}</sheetData></worksheet>`),
  });
}

describe("import of cameras", () => {
  test("V55 takes what a list says of each: place, sight, owner, right, sets, and an address for each use", async () => {
    const row = `c1,五一路口,${GB},球机,112.5,28.2,90,60,城管局,受限,早班;重点,,,http://10.1.1.1/live/1.flv,ws://10.1.1.1/live/1s.flv,http://10.1.1.1/1.jpg,离线`;
    const report = await place.import(csv(row), "cameras");
    expect(report).toMatchObject({ read: 1, new: 1, rejected: 0, repairs: {} });
    const { streams, department, ...found } = camera("c1");
    expect(found).toMatchObject({
      ...{ code: GB, name: "五一路口", kind: "ptz", lon: 112.5, lat: 28.2, bearing: 90, fov: 60 },
      ...{ guard: "restricted", online: 0, gateway: 0, masks: "[]" },
    });
    expect(JSON.parse(streams)).toEqual([
      { use: "main", kind: "flv", url: "http://10.1.1.1/live/1.flv" },
      { use: "sub", kind: "wsFlv", url: "ws://10.1.1.1/live/1s.flv" },
      { use: "still", kind: "still", url: "http://10.1.1.1/1.jpg" },
    ]);
    place.look((store) => {
      expect(store.get("departments", department)?.name).toBe("城管局");
      const groups = [...store.each("cameraGroups")].map(({ name, cameras }) => [name, JSON.parse(cameras)]);
      expect(groups).toEqual([
        ["早班", [camera("c1").uid]],
        ["重点", [camera("c1").uid]],
      ]);
    });
    expect(await place.import(csv(row), "cameras")).toMatchObject({ same: 1, new: 0, changed: 0 });
  });

  test("V56 keeps what people and the hub's own looks say, where the file does not speak of it", async () => {
    await place.import(csv("c1,路口,,枪机,112.5,28.2,,,,,,,,,,,1"), "cameras");
    change((store) =>
      store.transact(1, (tx) =>
        tx.put("cameras", {
          ...camera("c1"),
          ...{ masks: "[[[0,0],[1,0],[1,1]]]", guard: "restricted", watchedFrom: 5, online: 0, fov: 70 },
        }),
      ),
    );
    const report = await place.import(csv("c1,新路口,,枪机,112.5,28.2,,,,,,,,,,,1"), "cameras");
    expect(report).toMatchObject({ changed: 1 });
    expect(camera("c1")).toMatchObject({
      ...{ name: "新路口", nameEn: "新路口", guard: "restricted", watchedFrom: 5, online: 0, fov: 70 },
      masks: "[[[0,0],[1,0],[1,1]]]",
    });
  });

  test("V57 a name and a password in an address are taken out, never kept, and told", async () => {
    const report = await place.import(
      csv("c1,路口,,,,,,,,,,,,http://admin:s3cret@10.1.1.1/1.flv,rtsp://admin:s3cret@10.1.1.1/1,,1"),
      "cameras",
    );
    expect(report).toMatchObject({ new: 1, repairs: { loginTakenOut: 1, addressUnusable: 1 } });
    expect(JSON.parse(camera("c1").streams)).toEqual([{ use: "main", kind: "flv", url: "http://10.1.1.1/1.flv" }]);
    expect(JSON.stringify(camera("c1"))).not.toContain("s3cret");
  });

  test("V58 a row that says nonsense is set aside with its field, and the others are taken", async () => {
    const report = await place.import(
      csv(
        "c1,路口,123,,,,,,,,,,,,,,1",
        "c2,路口,,飞艇,,,,,,,,,,,,,1",
        ",没有编号,,,,,,,,,,,,,,,1",
        "c3,路口,,,,,,,,秘密,,,,,,,1",
        "c4,路口,,,112.5,28.2,400,,,,,wvp-9,a/b,,,,1",
      ),
      "cameras",
    );
    expect(report).toMatchObject({
      ...{ read: 5, new: 1, rejected: 4, unlocated: 0 },
      rejections: { codeWrong: 1, kindUnknown: 1, keyMissing: 1, guardUnknown: 1 },
      repairs: { numberUnusable: 1, gatewayUnknown: 1 },
    });
    expect(camera("c4")).toMatchObject({ bearing: null, gateway: 0, channel: "" });
  });

  test("V55 takes an Excel sheet, long numbers as they are written, and ONVIF devices by their profiles", async () => {
    const file = place.file(
      "清单.xlsx",
      sheet([
        ["编号", "名称", "国标编码", "经度", "纬度", "备注"],
        ["x1", "一号", GB, 112.51, 28.21, "x"],
        [7, "二号", "", "", "", ""],
      ]),
    );
    const report = await place.import(file, "cameras");
    expect(report).toMatchObject({ read: 2, new: 2, unlocated: 1, encoding: "xlsx", unknownColumns: ["备注"] });
    expect(camera("x1")).toMatchObject({ code: GB, lon: 112.51, lat: 28.21 });
    expect(camera("7").name).toBe("二号");
    const broken = place.file("broken.xlsx", "no sheet");
    await expect(place.import(broken, "cameras")).rejects.toMatchObject({
      trouble: { code: "notCsv", params: { file: "broken.xlsx", why: "why.sheetBroken" } },
    });

    const devices = place.file(
      "onvif.json",
      JSON.stringify([
        {
          urn: "urn:uuid:1",
          name: "北门",
          xaddrs: ["http://10.1.1.2/onvif/device_service"],
          profiles: [
            { name: "sub", uri: "http://10.1.1.2/sub.m3u8", width: 640, snapshotUri: "http://u:p@10.1.1.2/snap" },
            { name: "main", uri: "http://10.1.1.2/main.m3u8", resolution: { width: 1920, height: 1080 } },
          ],
        },
      ]),
    );
    expect(await place.import(devices, "onvif-cameras")).toMatchObject({ new: 1, repairs: { loginTakenOut: 1 } });
    expect(JSON.parse(camera("urn:uuid:1").streams)).toEqual([
      { use: "main", kind: "hls", url: "http://10.1.1.2/main.m3u8" },
      { use: "sub", kind: "hls", url: "http://10.1.1.2/sub.m3u8" },
      { use: "still", kind: "still", url: "http://10.1.1.2/snap" },
    ]);
  });

  test("V59 asks a registered platform for all its channels, with a login from the file of passwords", async () => {
    await place.import(csv("c1,路口,,,,,,,,,,,,,,,1"), "cameras");
    const channel = (n: number) => ({
      ...{ id: `430121000813100000${10 + n}`, name: `通道${n}`, ptzType: n % 2 === 0 ? 1 : 3, online: n !== 3 },
      ...{ longitude: n === 2 ? 0 : 112.5 + n / 1e4, latitude: n === 2 ? 0 : 28.2, addresses: {}, snap: null },
    });
    const channels = Array.from({ length: 205 }, (_, n) => ({
      ...channel(n % 90),
      id: String(43012100081310000100n + BigInt(n)),
    }));
    const wvp = await openWvpDouble([{ id: "43012100082000000001", name: "一所", online: true, channels }]);
    try {
      change((store) =>
        store.transact(1, (tx) =>
          tx.put("gateways", {
            platform: "city",
            id: "wvp-1",
            kind: "wvp",
            name: "视频平台",
            nameEn: "",
            url: wvp.url,
          }),
        ),
      );
      await expect(readCatalogue(place.dir, "wvp-2", null)).rejects.toMatchObject({
        trouble: { code: "badOption", params: { option: "--wvp", value: "wvp-2", allowed: "wvp-1" } },
      });
      await expect(readCatalogue(place.dir, "wvp-1", null)).rejects.toMatchObject({
        trouble: { code: "gatewayLogin" },
      });
      const secrets = place.file(
        "secrets.json",
        JSON.stringify({ gateways: { "wvp-1": { user: "wall", password: "secret" } } }),
      );
      const catalogue = await readCatalogue(place.dir, "wvp-1", secrets);
      const report = await place.import("wvp-1", "cameras", catalogue);
      expect(report).toMatchObject({ read: 205, new: 205, rejected: 0 });
      const first = camera(`wvp-1/43012100082000000001/43012100081310000100`);
      expect(first).toMatchObject({
        ...{ name: "通道0", code: "43012100081310000100", kind: "ptz", lon: 112.5, lat: 28.2, online: 1 },
        channel: "43012100082000000001/43012100081310000100",
      });
      expect(first.gateway).toBeGreaterThan(0);
      expect(JSON.parse(first.streams)).toEqual(
        ["main", "sub", "still"].map((use) => ({ use, kind: "gateway", url: "" })),
      );
      expect(camera(`wvp-1/43012100082000000001/43012100081310000103`)).toMatchObject({ online: 0, kind: "fixed" });
      expect(camera(`wvp-1/43012100082000000001/43012100081310000102`)).toMatchObject({ lon: null, unitGrid: 0 });
    } finally {
      await wvp.close();
    }
  });
});
