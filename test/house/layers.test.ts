/**
 * The layering rule holds, and every line of its table can be seen to fail.
 *
 * The real tree is copied, one forbidden import is planted for each rule, and the cruise of the copy must name each of
 * them and nothing else. The count of cruised modules is checked because a cruiser that finds none passes everything.
 */
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import extractTsConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
/** The table as `npm run layers` reads it. */
const table = (await import(pathToFileURL(join(root, ".dependency-cruiser.js")).href)).default as {
  forbidden: { name: string }[];
  options: Record<string, unknown> & { enhancedResolveOptions: object };
};
const ROOMS = ["shared", "src-hub", "src-main", "src-renderer"];

/** What is planted: the rule that must object, the file, and its text. */
interface Plant {
  rule: string;
  file: string;
  text: string;
  /** A second file the first one needs. */
  other?: { file: string; text: string };
}

const PLANTS: Plant[] = [
  {
    rule: "shared-alone",
    file: "shared/planted-node.ts",
    text: `import { readFileSync } from "node:fs"; readFileSync;`,
  },
  {
    rule: "shared-alone",
    file: "shared/planted-up.ts",
    text: `import type { Host } from "../src-main/host/options.ts"; export type A = Host;`,
  },
  { rule: "shared-schemas", file: "shared/case/planted.ts", text: `import * as v from "valibot"; v;` },
  {
    rule: "worlds-hub",
    file: "src-hub/store/planted.ts",
    text: `import type { Host } from "../../src-main/host/options.ts"; export type A = Host;`,
  },
  {
    rule: "worlds-main",
    file: "src-main/host/planted-hub.ts",
    text: `import type { Store } from "../../src-hub/store/store.ts"; export type A = Store;`,
  },
  {
    rule: "worlds-start",
    file: "src-main/start.ts",
    text: `import type { Store } from "../src-hub/store/store.ts"; export type A = Store;`,
  },
  {
    rule: "worlds-renderer",
    file: "src-renderer/kit/planted.ts",
    text: `import type { HostOptions } from "../../src-main/host/options.ts"; export type A = HostOptions;`,
  },
  { rule: "renderer-no-node", file: "src-renderer/link/planted.ts", text: `import { join } from "node:path"; join;` },
  {
    rule: "host-no-shell",
    file: "src-main/host/planted-shell.ts",
    text: `import { a } from "../electron/planted-for-host.ts"; a;`,
    other: { file: "src-main/electron/planted-for-host.ts", text: "export const a = 1;" },
  },
  {
    rule: "shell-reach",
    file: "src-main/kiosk/planted.ts",
    text: `import { a } from "../host/cache/planted-low.ts"; a;`,
    other: { file: "src-main/host/cache/planted-low.ts", text: "export const a = 1;" },
  },
  {
    rule: "room-main-host-cache/",
    file: "src-main/host/cache/planted-up.ts",
    text: `import type { A } from "../views/planted-a.ts"; export type B = A;`,
    other: { file: "src-main/host/views/planted-a.ts", text: "export type A = number;" },
  },
  {
    rule: "room-main-host-outbox/",
    file: "src-main/host/outbox/planted.ts",
    text: `import type { A } from "../sync/planted-a.ts"; export type B = A;`,
    other: { file: "src-main/host/sync/planted-a.ts", text: "export type A = number;" },
  },
  {
    rule: "room-main-host-black-box/",
    file: "src-main/host/black-box/planted.ts",
    text: `import type { A } from "../views/planted-a.ts"; export type B = A;`,
    other: { file: "src-main/host/views/planted-a.ts", text: "export type A = number;" },
  },
  {
    rule: "room-main-host-ops/",
    file: "src-main/host/ops/planted.ts",
    text: `import type { A } from "../views/planted-a.ts"; export type B = A;`,
    other: { file: "src-main/host/views/planted-a.ts", text: "export type A = number;" },
  },
  {
    rule: "room-main-host-history/",
    file: "src-main/host/history/planted.ts",
    text: `import type { A } from "../views/planted-d.ts"; export type B = A;`,
    other: { file: "src-main/host/views/planted-d.ts", text: "export type A = number;" },
  },
  {
    rule: "room-main-host-search/",
    file: "src-main/host/search/planted.ts",
    text: `import type { A } from "../views/planted-search.ts"; export type B = A;`,
    other: { file: "src-main/host/views/planted-search.ts", text: "export type A = number;" },
  },
  {
    rule: "room-main-host-seat/",
    file: "src-main/host/seat/planted.ts",
    text: `import type { A } from "../outbox/planted-seat.ts"; export type B = A;`,
    other: { file: "src-main/host/outbox/planted-seat.ts", text: "export type A = number;" },
  },
  {
    rule: "room-main-host-direction/",
    file: "src-main/host/direction/planted.ts",
    text: `import type { A } from "../sync/planted-walls.ts"; export type B = A;`,
    other: { file: "src-main/host/sync/planted-walls.ts", text: "export type A = number;" },
  },
  {
    rule: "room-main-host-sync/",
    file: "src-main/host/sync/planted.ts",
    text: `import type { A } from "../views/planted-b.ts"; export type B = A;`,
    other: { file: "src-main/host/views/planted-b.ts", text: "export type A = number;" },
  },
  {
    rule: "room-main-host-views/",
    file: "src-main/host/views/planted.ts",
    text: `import { a } from "../sync/planted-b.ts"; a;`,
    other: { file: "src-main/host/sync/planted-b.ts", text: "export const a = 1;" },
  },
  {
    rule: "room-main-host-port/",
    file: "src-main/host/port/planted.ts",
    text: `import { a } from "../sync/planted-c.ts"; a;`,
    other: { file: "src-main/host/sync/planted-c.ts", text: "export const a = 1;" },
  },
  {
    rule: "room-main-host-tracks",
    file: "src-main/host/tracks.ts",
    text: `import { a } from "./cache/planted-c.ts"; a;`,
    other: { file: "src-main/host/cache/planted-c.ts", text: "export const a = 1;" },
  },
  {
    rule: "room-hub-store/",
    file: "src-hub/store/planted-up.ts",
    text: `import { a } from "../feed/planted-a.ts"; a;`,
    other: { file: "src-hub/feed/planted-a.ts", text: "export const a = 1;" },
  },
  ...[
    "feed",
    "desk",
    "direction",
    "rules",
    "ingest",
    "live",
    "auth",
    "figures",
    "codes",
    "command",
    "devices",
    "sensors",
    "office",
  ].map((name) => ({
    rule: `room-hub-${name}/`,
    file: `src-hub/${name}/planted-side.ts`,
    text: `import type { A } from "../city/planted-${name}.ts"; export type B = A;`,
    other: { file: `src-hub/city/planted-${name}.ts`, text: "export type A = number;" },
  })),
  {
    rule: "room-hub-coverage/",
    file: "src-hub/coverage/planted-live.ts",
    text: `import type { A } from "../live/planted-for-coverage.ts"; export type B = A;`,
    other: { file: "src-hub/live/planted-for-coverage.ts", text: "export type A = number;" },
  },
  {
    rule: "room-hub-city/",
    file: "src-hub/city/planted-side.ts",
    text: `import { a } from "../ingest/planted-a.ts"; a;`,
    other: { file: "src-hub/ingest/planted-a.ts", text: "export const a = 1;" },
  },
  {
    rule: "room-renderer-kit/",
    file: "src-renderer/kit/planted-side.ts",
    text: `import { a } from "../link/planted-a.ts"; a;`,
    other: { file: "src-renderer/link/planted-a.ts", text: "export const a = 1;" },
  },
  {
    rule: "room-renderer-link/",
    file: "src-renderer/link/planted-side.ts",
    text: `import { a } from "../kit/planted-a.ts"; a;`,
    other: { file: "src-renderer/kit/planted-a.ts", text: "export const a = 1;" },
  },
  ...[
    ["map", "board"],
    ["board", "camera"],
    ["camera", "map"],
    ["wall", "seat"],
    ["seat", "briefing"],
    ["briefing", "wall"],
    ["remote", "seat"],
  ].map(([from, to]) => ({
    rule: `room-renderer-${from}/`,
    file: `src-renderer/${from}/planted-side.ts`,
    text: `import type { A } from "../${to}/planted-${from}.ts"; export type B = A;`,
    other: { file: `src-renderer/${to}/planted-${from}.ts`, text: "export type A = number;" },
  })),
  {
    rule: "room-main-host-reports/",
    file: "src-main/host/reports/planted.ts",
    text: `import { a } from "../sync/planted-for-reports.ts"; a;`,
    other: { file: "src-main/host/sync/planted-for-reports.ts", text: "export const a = 1;" },
  },
  {
    rule: "library-docx",
    file: "src-main/report/planted-docx.ts",
    text: `import { Document } from "docx"; Document;`,
  },
  {
    rule: "library-pdfkit",
    file: "src-main/report/planted-pdfkit.ts",
    text: `import PDFDocument from "pdfkit"; PDFDocument;`,
  },
  {
    rule: "library-subset-font",
    file: "src-main/report/planted-subset.ts",
    text: `import subset from "subset-font"; subset;`,
  },
  {
    rule: "library-write-excel-file",
    file: "src-main/report/planted-excel.ts",
    text: `import write from "write-excel-file/node"; write;`,
  },
  {
    rule: "library-electron",
    file: "src-main/host/planted-electron.ts",
    text: `import { app } from "electron"; app;`,
  },
  {
    rule: "library-better-sqlite3",
    file: "src-main/host/views/planted-database.ts",
    text: `import type Database from "better-sqlite3"; export type A = Database.Database;`,
  },
  {
    rule: "library-node-sqlite",
    file: "src-main/host/views/planted-node-database.ts",
    text: `import type { DatabaseSync } from "node:sqlite"; export type A = DatabaseSync;`,
  },
  {
    rule: "library-socket-io-client",
    file: "src-main/host/views/planted-socket.ts",
    text: `import { io } from "socket.io-client"; io;`,
  },
  {
    rule: "library-socket-io",
    file: "src-hub/city/planted-feed.ts",
    text: `import { Server } from "socket.io"; Server;`,
  },
  {
    rule: "library-maplibre-gl",
    file: "src-renderer/wall/planted-map.ts",
    text: `import { Map } from "maplibre-gl"; Map;`,
  },
  {
    rule: "library-pmtiles",
    file: "src-renderer/wall/planted-tiles.ts",
    text: `import { Protocol } from "pmtiles"; Protocol;`,
  },
  {
    rule: "library-deck-gl",
    file: "src-renderer/board/planted-deck.ts",
    text: `import { Deck } from "@deck.gl/core"; Deck;`,
  },
  {
    rule: "library-luma-gl",
    file: "src-renderer/board/planted-luma.ts",
    text: `import { luma } from "@luma.gl/core"; luma;`,
  },
  {
    rule: "library-echarts",
    file: "src-renderer/wall/planted-chart.ts",
    text: `import * as e from "echarts/core"; e;`,
  },
  { rule: "library-antd", file: "src-renderer/wall/planted-antd.ts", text: `import { Button } from "antd"; Button;` },
  {
    rule: "library-pinyin-pro",
    file: "src-main/host/views/planted-sound.ts",
    text: `import { polyphonic } from "pinyin-pro"; polyphonic;`,
  },
  {
    rule: "library-kdbush",
    file: "src-main/host/search/planted-bush.ts",
    text: `import KDBush from "kdbush"; KDBush;`,
  },
  { rule: "library-ws", file: "src-hub/feed/planted-ws.ts", text: `import { WebSocket } from "ws"; WebSocket;` },
  {
    rule: "library-mpegts-js",
    file: "src-renderer/wall/planted-flv.ts",
    text: `import mpegts from "mpegts.js"; mpegts;`,
  },
  { rule: "library-hls-js", file: "src-renderer/board/planted-hls.ts", text: `import Hls from "hls.js"; Hls;` },
  {
    rule: "library-jsquash-jpeg",
    file: "src-hub/desk/planted-jpeg.ts",
    text: `import encode from "@jsquash/jpeg/encode.js"; encode;`,
  },
  {
    rule: "room-main-host-video/",
    file: "src-main/host/video/planted-view.ts",
    text: `import { openViews } from "../views/views.ts"; openViews;`,
  },
  {
    rule: "room-hub-video/",
    file: "src-hub/video/planted-desk.ts",
    text: `import { openDesk } from "../desk/desk.ts"; openDesk;`,
  },
  {
    rule: "no-circular",
    file: "shared/planted-cycle-a.ts",
    text: `import { b } from "./planted-cycle-b.ts"; export const a = () => b;`,
    other: {
      file: "shared/planted-cycle-b.ts",
      text: `import { a } from "./planted-cycle-a.ts"; export const b = () => a;`,
    },
  },
  {
    rule: "no-barrel",
    file: "shared/planted-reader.ts",
    text: `import { a } from "./planted-room/index.ts"; a;`,
    other: { file: "shared/planted-room/index.ts", text: "export const a = 1;" },
  },
  { rule: "no-orphans", file: "shared/planted-orphan.ts", text: "export const alone = 1;" },
  { rule: "not-resolvable", file: "shared/planted-nowhere.ts", text: `import { a } from "./planted-not-there.ts"; a;` },
  {
    rule: "no-dev-dependency",
    file: "src-hub/planted-dev.ts",
    text: `import { test } from "vitest"; test;`,
  },
];

/** Cruises a tree; the table's paths are relative to its root. */
async function cruiseTree(base: string): Promise<ICruiseResult> {
  const options = { ...table.options, baseDir: base, ruleSet: { forbidden: table.forbidden }, validate: true };
  const tsConfig = extractTsConfig(join(root, "tsconfig.base.json"));
  const result = await cruise(ROOMS, options as never, table.options.enhancedResolveOptions as never, { tsConfig });
  return result.output as ICruiseResult;
}

describe("the real tree", () => {
  test("L1-L5 has no violation, and the cruiser saw all of it", async () => {
    const result = await cruiseTree(root);
    const said = result.summary.violations.map((found) => `${found.rule.name}: ${found.from} → ${found.to}`);
    expect(said).toEqual([]);
    const files = globSync(`{${ROOMS.join(",")}}/**/*.{ts,tsx}`, { cwd: root }).filter(
      (file) => !/\.test\.tsx?$/.test(file) && !file.endsWith(".d.ts"),
    );
    expect(files.length).toBeGreaterThan(15);
    const seen = new Set(result.modules.map((module) => module.source));
    expect(files.filter((file) => !seen.has(file.replaceAll("\\", "/")))).toEqual([]);
  });
});

describe("a planted violation", () => {
  const copy = mkdtempSync(join(tmpdir(), "citywall-layers-"));
  let found: Set<string>;

  beforeAll(async () => {
    for (const name of ROOMS) cpSync(join(root, name), join(copy, name), { recursive: true });
    cpSync(join(root, "package.json"), join(copy, "package.json"));
    cpSync(join(root, "resources"), join(copy, "resources"), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction");
    for (const plant of PLANTS) {
      for (const { file, text } of plant.other === undefined ? [plant] : [plant, plant.other]) {
        const target = join(copy, file);
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, `${text}\n`);
      }
    }
    const result = await cruiseTree(copy);
    found = new Set(result.summary.violations.map((violation) => `${violation.rule.name} ${violation.from}`));
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  test.each(PLANTS.map((plant) => [plant.rule, plant.file] as const))("is seen by %s in %s", (rule, file) => {
    expect(existsSync(join(copy, file))).toBe(true);
    expect([...found]).toContain(`${rule} ${file}`);
  });

  test("every rule of the table has one", () => {
    const planted = new Set(PLANTS.map((plant) => plant.rule));
    expect(table.forbidden.map((rule) => rule.name).filter((name) => !planted.has(name))).toEqual([]);
  });
});
