/** Base maps of every kind, opened from files as a hall has them and answered as a window asks. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import zh from "../../resources/locales/zh-CN/basemap.json" with { type: "json" };
import { TroubleError } from "../../shared/trouble.ts";
import { makeText } from "../../shared/text.ts";
import { answerBasemap } from "../../src-main/basemap/answer.ts";
import { describeBasemap, type BasemapKey } from "../../src-main/basemap/check.ts";
import type { Basemap } from "../../src-main/basemap/found.ts";
import { openBasemap } from "../../src-main/basemap/open.ts";
import { openRemote } from "../../src-main/basemap/remote.ts";
import { sentencesIn } from "../../src-main/sentences.ts";
import { PICTURE, VECTOR_TILE, writeMbtiles, writePmtiles } from "../fixtures/basemaps.ts";

const text = makeText<BasemapKey>(zh, "zh-CN");
let folder: string;
let opened: Basemap[];

const open = async (file: string): Promise<Basemap> => {
  const basemap = await openBasemap(file, join(folder, "kept"), sentencesIn("en"));
  opened.push(basemap);
  return basemap;
};
const written = (name: string, value: string | Uint8Array): string => {
  writeFileSync(join(folder, name), value);
  return join(folder, name);
};
/** The sentence about a file that cannot be used. */
const refusal = async (file: string): Promise<string> => {
  const error: unknown = await open(file).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TroubleError)) throw new Error("it was taken", { cause: error });
  return sentencesIn("en").trouble(error.trouble);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "citywall-basemap-"));
  opened = [];
});
afterEach(() => {
  for (const basemap of opened) basemap.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("files", () => {
  test("a PMTiles archive is known by its first bytes, and says what is in it", async () => {
    const file = writePmtiles(folder, ["land", "parks", "streets"], "(c) us");
    const basemap = await open(file);
    expect(basemap.word).toMatchObject({ kind: "archive", vector: true, schema: "citywall", minzoom: 0, maxzoom: 3 });
    expect(basemap.word.bounds).toEqual([114, 30, 115, 31]);
    expect(await answerBasemap(basemap, "/basemap.pmtiles")).toEqual({ give: "file", file });
    expect(await answerBasemap(basemap, "/basemap.geojson")).toEqual({ give: "nothing" });
    expect(await answerBasemap(basemap, "/index.html")).toBeNull();
    expect(describeBasemap(file, basemap, text)).toEqual([
      "made.pmtiles：PMTiles 第 3 版，矢量",
      "级别 0–3",
      "范围 西 114.0000，南 30.0000，东 115.0000，北 31.0000",
      "图层 land, parks, streets",
      "版权声明 (c) us",
      "能画：街道、绿地、陆地按本程序的样式显示",
    ]);
  });

  test.each([
    [["transportation", "water", "place"], "openmaptiles"],
    [["earth", "roads", "water"], "protomaps"],
    [["newyork-source"], "other"],
  ])("layers %j are of the family %s", async (layers, schema) => {
    expect((await open(writePmtiles(folder, layers))).word.schema).toBe(schema);
  });

  test("MBTiles give their tiles by XYZ, packed ones as packed; what is not there is nothing", async () => {
    const json = JSON.stringify({ vector_layers: [{ id: "transportation" }, { id: "water" }] });
    const basemap = await open(writeMbtiles(folder, VECTOR_TILE, { json, bounds: "114,30,115,31", attribution: "us" }));
    expect(basemap.word).toMatchObject({ kind: "tiles", vector: true, schema: "openmaptiles", minzoom: 3, maxzoom: 3 });
    const tile = { bytes: VECTOR_TILE, type: "application/x-protobuf", encoding: "gzip" };
    expect(await answerBasemap(basemap, "/basemap/base/3/6/2")).toEqual({ give: "tile", tile });
    for (const other of ["3/6/5", "2/1/1", "3/9/2", "99/1/1"]) {
      expect(await answerBasemap(basemap, `/basemap/base/${other}`)).toEqual({ give: "nothing" });
    }
    expect(await answerBasemap(basemap, "/basemap/other/3/6/2")).toBeNull();
  });

  test("MBTiles of pictures are drawn as pictures, darkened", async () => {
    const basemap = await open(writeMbtiles(folder, PICTURE));
    expect(basemap.word).toMatchObject({ vector: false, look: "day", tileSize: 256, bounds: null });
    expect(await basemap.tile("base", 3, 6, 2)).toMatchObject({ type: "image/png", encoding: "" });
  });

  test("GeoJSON is served as it is, with the box of its features", async () => {
    const point = { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [114.2, 30.1] } };
    const file = written("g.json", JSON.stringify({ type: "FeatureCollection", features: [point] }));
    const basemap = await open(file);
    expect(basemap.word).toMatchObject({ kind: "geojson", bounds: [114.2, 30.1, 114.2, 30.1] });
    expect(await answerBasemap(basemap, "/basemap.geojson")).toEqual({ give: "file", file });
  });

  const feature = (coordinates: unknown) =>
    JSON.stringify({
      type: "FeatureCollection",
      features: [{ type: "Feature", geometry: { type: "Point", coordinates } }],
    });
  test.each<[string, () => string, RegExp]>([
    ["a text", () => written("a.pmtiles", "hello"), /neither PMTiles, MBTiles, GeoJSON nor/],
    ["an empty file", () => written("a.pmtiles", ""), /neither PMTiles/],
    ["an older archive", () => written("a.pmtiles", "PMTiles\u0002 and more"), /PMTiles version 2; only version 3/],
    ["a torn archive", () => written("a.pmtiles", "PMTiles\u0003 and no more"), /incomplete or damaged/],
    ["a folder", () => folder, /neither PMTiles/],
    ["another SQLite file", () => writeOther(), /an SQLite file without MBTiles tiles/],
    ["torn SQLite", () => written("a.db", `SQLite format 3\0${"x".repeat(200)}`), /incomplete or damaged/],
    ["tiles of an unknown format", () => writeMbtiles(folder, Buffer.from("hello")), /tiles of an unknown format/],
    ["broken JSON", () => written("a.json", "{ oh"), /incomplete or damaged/],
    ["no features", () => written("a.json", `{"type":"FeatureCollection","features":[]}`), /without a feature/],
    ["a feature of words", () => written("a.json", feature(["x", 1])), /feature 1 has no usable geometry/],
    ["metres", () => written("a.json", feature([500_000, 3_300_000])), /coordinates that are not degrees/],
    [
      "an address without {z}",
      () => written("a.json", `{"kind":"xyz","url":"https://a/{x}/{y}"}`),
      /field url is wrong/,
    ],
    ["a key that is not there", () => written("a.json", `{"kind":"tianditu","keyFile":"no"}`), /“no” cannot be read/],
    ["nothing at all", () => join(folder, "nowhere"), /does not exist/],
  ])("%s is refused in words", async (_what, make, sentence) => {
    expect(await refusal(make())).toMatch(sentence);
  });

  function writeOther(): string {
    const file = writeMbtiles(folder, PICTURE);
    rmSync(file);
    writeFileSync(file, "");
    return written("other.db", sqliteWithoutTiles());
  }
});

/** The smallest SQLite file: a header and an empty schema. */
function sqliteWithoutTiles(): Uint8Array {
  const page = Buffer.alloc(4_096);
  page.write("SQLite format 3\0", 0, "latin1");
  page.writeUInt16BE(4_096, 16);
  page.set([1, 1, 0, 64, 32, 32], 18);
  page.writeUInt32BE(1, 28);
  page.writeUInt32BE(4, 44);
  page.writeUInt32BE(1, 56);
  page[100] = 13;
  page.writeUInt16BE(4_096, 105);
  return page;
}

describe("tiles that lie elsewhere", () => {
  let server: Server;
  let asked: string[];
  let reply: { status: number; body: Uint8Array | string };
  let origin: string;
  let now: number;

  beforeEach(async () => {
    asked = [];
    now = Date.now();
    reply = { status: 200, body: PICTURE };
    server = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.writeHead(reply.status).end(reply.body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const tianditu = (set: "w" | "c") =>
    openRemote({ ...TIANDITU, set, url: origin }, "the-key", join(folder, "kept"), fetch, () => now);
  const DEFAULTS = { attribution: "", minzoom: 1, maxzoom: 18, keepDays: 30, bounds: null };
  const TIANDITU = { kind: "tianditu", layer: "vec", set: "w", keyFile: "k", ...DEFAULTS } as const;

  test("天地图 is asked as WMTS, ground and names, with the key that no window sees", async () => {
    const basemap = tianditu("w");
    expect(JSON.stringify(basemap.word)).not.toContain("the-key");
    expect(basemap.word).toMatchObject({
      labels: "/basemap/labels/{z}/{x}/{y}",
      matrix: "mercator",
      attribution: "天地图",
    });
    await basemap.tile("base", 10, 837, 421);
    await basemap.tile("labels", 10, 837, 421);
    const tail = "TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX=10&TILEROW=421&TILECOL=837&tk=the-key";
    expect(asked).toEqual([
      `/vec_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=vec&STYLE=default&${tail}`,
      `/cva_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=cva&STYLE=default&${tail}`,
    ]);
    expect(tianditu("c").word).toMatchObject({ matrix: "lonlat", look: "day" });
    expect(openRemote({ ...TIANDITU, layer: "img" }, "k", folder).word.look).toBe("photo");
  });

  test("a picture is kept, asked for anew when it is old, and shown from the disk when the other is away", async () => {
    const basemap = tianditu("w");
    await Promise.all([basemap.tile("base", 3, 1, 1), basemap.tile("base", 3, 1, 1)]);
    await basemap.tile("base", 3, 1, 1);
    expect(asked).toHaveLength(1);
    now += 31 * 86_400_000;
    reply = { status: 500, body: "" };
    expect(await basemap.tile("base", 3, 1, 1)).toMatchObject({ type: "image/png" });
    expect(asked).toHaveLength(2);
    expect(await answerBasemap(basemap, "/basemap/base/3/2/2")).toEqual({ give: "away", why: "500" });
    expect(
      readdirSync(join(folder, "kept"), { recursive: true }).filter((name) => String(name).includes("part")),
    ).toEqual([]);
  });

  test("a page instead of a picture is no picture, and is not kept", async () => {
    reply = { status: 200, body: "<html>wrong key</html>" };
    expect(await answerBasemap(tianditu("w"), "/basemap/base/3/1/1")).toEqual({ give: "away", why: "format" });
    reply = { status: 200, body: PICTURE };
    expect(await answerBasemap(tianditu("w"), "/basemap/base/3/1/1")).toMatchObject({ give: "tile" });
  });

  test("beyond its zooms, and where the other has nothing, there is nothing", async () => {
    const basemap = tianditu("w");
    expect(await basemap.tile("base", 0, 0, 0)).toBeNull();
    expect(asked).toEqual([]);
    reply = { status: 404, body: "" };
    expect(await basemap.tile("base", 3, 1, 1)).toBeNull();
  });

  test("WMTS by its parameters and by a template, XYZ by its own", async () => {
    const wmts = {
      kind: "wmts",
      layer: "l",
      labels: null,
      style: "default",
      matrixSet: "m",
      format: "image/png",
    } as const;
    const more = { ...DEFAULTS, minzoom: 0, keepDays: 0, matrix: "mercator" } as const;
    await openRemote({ ...wmts, url: `${origin}/w?a=b`, ...more }, "", folder).tile("base", 4, 3, 2);
    const template = `${origin}/{Style}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.png`;
    await openRemote({ ...wmts, url: template, ...more }, "", folder).tile("base", 4, 3, 2);
    const xyz = { kind: "xyz", url: `${origin}/{z}/{x}/{y}.png`, labels: null, tileSize: 256, vector: false } as const;
    await openRemote({ ...xyz, layers: [], ...more }, "", folder).tile("base", 4, 3, 2);
    expect(asked).toEqual([
      "/w?a=b&SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=l&STYLE=default&TILEMATRIXSET=m&FORMAT=image%2Fpng&TILEMATRIX=4&TILEROW=2&TILECOL=3",
      "/default/m/4/2/3.png",
      "/4/3/2.png",
    ]);
  });
});
