/** What windows are told of cameras, and of what lies around a place. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sheetAt } from "../../../shared/coverage/plane.ts";
import type { Role } from "../../../shared/roles.ts";
import { rowOf, type RecordOf, type Row } from "../../../shared/tables.ts";
import { PLAIN_CAMERA } from "../../../shared/video/stream.ts";
import type { WholeValues } from "../../../shared/view.ts";
import { EVERYTHING } from "../../../shared/scope.ts";
import { caseRow, platformDraft } from "../../../test/contract/drafts.ts";
import { openTestSource, type TestSource } from "../../../test/contract/test-source.ts";
import { NOTHING_BESIDE } from "./beside.ts";
import { answerWhole, type WholeQuestion } from "./whole.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Friday 2026-11-20 14:00 in the city; its week began 110 hours before. */
const NOW = Date.UTC(2026, 10, 20, 6);
const MONDAY = NOW - 110 * HOUR;
const LON = 112;
const LAT = 28;
const sheet = sheetAt(LAT);
const place = (east: number, north: number) => ({ lon: LON + east / sheet.x, lat: LAT + north / sheet.y });

let it: TestSource;
beforeEach(async () => {
  it = await openTestSource(NOW);
  it.apply({ platforms: [rowOf("platforms", { ...platformDraft(), uid: 1, timeZone: "Asia/Shanghai" })] });
});
afterEach(() => it.close());

const ask = <Q extends WholeQuestion>(question: Q, role: Role | null = null): WholeValues[Q["view"]] => {
  if (role === null) return answerWhole(question, it.source) as WholeValues[Q["view"]];
  const beside = { ...NOTHING_BESIDE, rights: () => ({ role, scope: EVERYTHING }) };
  return answerWhole(question, { ...it.source, beside }) as WholeValues[Q["view"]];
};

const camera = (uid: number, more: Partial<RecordOf<"cameras">> = {}): Row =>
  rowOf("cameras", {
    ...{ uid, platform: "test", id: `c${uid}`, code: "", name: `摄像机${uid}`, nameEn: "", kind: "fixed" },
    ...{ lon: LON, lat: LAT, bearing: null, unitGrid: 0, online: 1, imageUrl: "" },
    ...PLAIN_CAMERA,
    ...more,
  });
const outage = (uid: number, of: number, fromAt: number, toAt: number | null, why = "offline"): Row =>
  rowOf("outages", { uid, platform: "test", id: `${of}/${fromAt}`, camera: of, fromAt, toAt, why });

describe("V48 addresses", () => {
  beforeEach(() => {
    it.apply({
      cameras: [
        camera(1, {
          streams: JSON.stringify([{ use: "main", kind: "hls", url: "https://10.0.0.9/a.m3u8" }]),
          imageUrl: "http://10.0.0.9/still.jpg",
          gateway: 7,
          channel: "34020000001320000001/1",
        }),
      ],
      gateways: [
        rowOf("gateways", {
          ...{ uid: 7, platform: "test", id: "g", kind: "wvp", name: "视频平台", nameEn: "" },
          url: "http://10.0.0.8:18080",
        }),
      ],
    });
  });

  test("are told to who may change the register", () => {
    expect(ask({ view: "camera", uid: 1 }, "admin")?.register).toEqual({
      streams: [{ use: "main", kind: "hls", url: "https://10.0.0.9/a.m3u8" }],
      imageUrl: "http://10.0.0.9/still.jpg",
      gateway: 7,
      channel: "34020000001320000001/1",
    });
    expect(ask({ view: "gateways" }, "admin")[0]?.url).toBe("http://10.0.0.8:18080");
  });

  test("and to nobody else, in no view", () => {
    for (const role of [null, "wall", "director", "shiftLeader"] as const) {
      const told = JSON.stringify([
        ask({ view: "camera", uid: 1 }, role),
        ask({ view: "cameras" }, role),
        ask({ view: "gateways" }, role),
      ]);
      expect(told).toContain("视频平台");
      expect(told).not.toMatch(/10\.0\.0|34020000001320000001/);
    }
    expect(ask({ view: "cameras" })[0]?.offers).toEqual([
      { use: "main", kind: "hls" },
      { use: "still", kind: "still" },
    ]);
  });
});

test("a camera's card has its groups, its outages newest first, and eight weeks", () => {
  it.apply({
    cameras: [camera(1, { watchedFrom: NOW - 10 * HOUR })],
    cameraGroups: [
      rowOf("cameraGroups", { uid: 3, platform: "test", id: "a", name: "车站", nameEn: "", cameras: "[2,1]" }),
      rowOf("cameraGroups", { uid: 4, platform: "test", id: "b", name: "学校", nameEn: "", cameras: "not json" }),
    ],
    outages: [
      outage(1, 1, NOW - 8 * HOUR, NOW - 7 * HOUR),
      outage(2, 1, NOW - HOUR, null, "frozen"),
      outage(3, 0, NOW - 6 * HOUR, NOW - 4 * HOUR, "notWatched"),
      outage(4, 2, NOW - 9 * HOUR, null),
    ],
  });
  const found = ask({ view: "camera", uid: 1 });
  expect(found?.line.outage).toEqual({ since: NOW - HOUR, why: "frozen" });
  expect(found?.groups).toEqual([3]);
  expect(ask({ view: "cameraGroups" }).map(({ cameras }) => cameras)).toEqual([[2, 1], []]);
  expect(found?.outages.map(({ why, toAt }) => [why, toAt])).toEqual([
    ["frozen", null],
    ["offline", NOW - 7 * HOUR],
  ]);
  expect(found?.weeks.length).toBe(8);
  expect(found?.weeks.at(-1)).toEqual({ week: MONDAY, upMs: 6 * HOUR, watchedMs: 8 * HOUR });
  expect(ask({ view: "camera", uid: 9 })).toBeNull();
});

describe("V47 health", () => {
  test("online of all with the target, owners the worst first, out the longest first, the worst cameras", () => {
    it.apply({
      cameras: [
        camera(1, { department: 5, watchedFrom: NOW - 100 * HOUR }),
        camera(2, { department: 5, online: 0, watchedFrom: NOW - 100 * HOUR }),
        camera(3, { department: 6, watchedFrom: NOW - 50 * HOUR }),
        camera(4, { online: 0 }),
      ],
      outages: [
        outage(1, 2, NOW - 20 * HOUR, null),
        outage(2, 3, NOW - 30 * HOUR, null, "black"),
        outage(3, 9, NOW - 90 * HOUR, null), // of a camera that is not given to this machine
        outage(4, 1, NOW - 10 * HOUR, NOW - 9 * HOUR),
      ],
      targets: [
        rowOf("targets", {
          ...{ uid: 1, platform: "test", id: "t", indicator: "cameraOnlineRate", value: 0.95, better: "up" },
          ...{ setBy: "", setAt: 0 },
        }),
      ],
    });
    const health = ask({ view: "cameraHealth", weeks: 2 });
    expect([health.online, health.all, health.target]).toEqual([2, 4, 0.95]);
    expect(health.weeks).toEqual([
      { week: MONDAY - 7 * DAY, upMs: 0, watchedMs: 0 },
      { week: MONDAY, upMs: (99 + 80 + 20) * HOUR, watchedMs: 250 * HOUR },
    ]);
    expect(health.owners).toEqual([
      { department: 6, online: 1, all: 1, upMs: 20 * HOUR, watchedMs: 50 * HOUR },
      { department: 5, online: 1, all: 2, upMs: 179 * HOUR, watchedMs: 200 * HOUR },
      { department: 0, online: 0, all: 1, upMs: 0, watchedMs: 0 },
    ]);
    expect(health.out.map(({ camera: uid, why }) => [uid, why])).toEqual([
      [3, "black"],
      [2, "offline"],
    ]);
    expect(health.worst.map(({ camera: uid }) => uid)).toEqual([3, 2, 1]);
    // What owners have adds up to what all have.
    expect(health.owners.reduce((sum, { upMs }) => sum + upMs, 0)).toBe(health.weeks[1]?.upMs);
    const weeks = ask({ view: "cameraWeeks", weeks: 2 });
    expect(weeks.map(({ camera: uid, weeks: of }) => [uid, of[1]?.upMs])).toEqual([
      [1, 99 * HOUR],
      [2, 80 * HOUR],
      [3, 20 * HOUR],
      [4, 0],
    ]);
  });

  test("is counted again when an outage ends and when time goes by", () => {
    it.apply({ cameras: [camera(1, { watchedFrom: NOW - 10 * HOUR })], outages: [outage(1, 1, NOW - 2 * HOUR, null)] });
    const up = () => ask({ view: "cameraHealth", weeks: 1 }).weeks[0]?.upMs;
    expect(up()).toBe(8 * HOUR);
    it.setNow(NOW + HOUR);
    expect(up()).toBe(8 * HOUR);
    it.apply({ outages: [outage(1, 1, NOW - 2 * HOUR, NOW)] });
    expect(up()).toBe(9 * HOUR);
  });
});

test("cameras near a place go by the policy where their own sight is not known", () => {
  it.apply({
    cameras: [
      camera(1, { ...place(0, -140), bearing: 0 }),
      camera(2, { ...place(0, -160), bearing: 0 }),
      camera(3, { ...place(0, -10), lon: null, lat: null }),
    ],
  });
  const near = ask({ view: "camerasNear", lon: LON, lat: LAT, limit: 9 });
  expect(near.map(({ camera: uid, sees, metres }) => [uid, sees, Math.round(metres)])).toEqual([
    [1, true, 140],
    [2, false, 160],
  ]);
});

test("who looked is told newest first, of one camera or of all; pictures are those of the case", () => {
  const look = (uid: number, of: number, fromAt: number): Row =>
    rowOf("looks", {
      ...{ uid, platform: "test", id: `l${uid}`, camera: of, who: "值班长", role: "shiftLeader", at: "大屏1" },
      ...{ why: "tile", caseUid: 0, fromAt, toAt: fromAt + 60_000 },
    });
  const picture = (uid: number, caseUid: number): Row =>
    rowOf("pictures", {
      ...{
        uid,
        platform: "test",
        id: String(uid).repeat(64),
        camera: 1,
        caseUid,
        at: NOW - uid,
        width: 640,
        height: 360,
      },
      ...{ type: "image/jpeg", bytes: 1_000, takenBy: "值班长" },
    });
  it.apply({
    looks: [look(1, 1, NOW - 3), look(2, 2, NOW - 1), look(3, 1, NOW - 2)],
    pictures: [picture(1, 5), picture(2, 5), picture(3, 6), picture(4, 0)],
  });
  expect(ask({ view: "looks", camera: 0, limit: 2 }).map(({ uid }) => uid)).toEqual([2, 3]);
  expect(ask({ view: "looks", camera: 1, limit: 9 }).map(({ uid }) => uid)).toEqual([3, 1]);
  expect(ask({ view: "pictures", caseUid: 5 }).map(({ at }) => at)).toEqual([NOW - 2, NOW - 1]);
  expect(ask({ view: "pictures", caseUid: 0 })).toEqual([]);
});

describe("V43 around a place", () => {
  const square = (east: number, north: number, size: number) => {
    const corner = (x: number, y: number) => [place(x, y).lon, place(x, y).lat];
    const ring = [
      [0, 0],
      [size, 0],
      [size, size],
      [0, size],
      [0, 0],
    ].map(([x = 0, y = 0]) => corner(east + x, north + y));
    return JSON.stringify({ type: "Polygon", coordinates: [ring] });
  };
  const grid = (uid: number, level: string, geometry: string): Row =>
    rowOf("grids", {
      ...{ uid, platform: "test", id: `g${uid}`, level, code: `g${uid}`, name: "", nameEn: "", dutyGrid: 11 },
      ...{ lon: LON, lat: LAT, areaM2: 1, geometry },
    });
  const component = (uid: number, east: number): Row =>
    rowOf("components", {
      ...{ uid, platform: "test", id: `k${uid}`, classUid: 3, code: `code${uid}`, name: "井盖", ...place(east, 0) },
      ...{ department: 0, unitGrid: 0, owner: "", state: 0, changedAt: null, note: "" },
    } as RecordOf<"components">);
  const here = () => ask({ view: "around", lon: LON, lat: LAT });

  test("its unit grid and duty grid, nothing outside of all grids", () => {
    it.apply({
      grids: [
        grid(1, "unit", square(-100, -100, 90)),
        grid(2, "unit", square(-10, -10, 90)),
        grid(11, "duty", square(-500, -500, 1_000)),
      ],
    });
    expect(here()).toMatchObject({ unitGrid: 2, dutyGrid: 11 });
    expect(ask({ view: "around", lon: LON + 1, lat: LAT })).toMatchObject({ unitGrid: 0, dutyGrid: 0 });
    it.apply({ grids: [grid(2, "unit", square(300, 300, 90))] });
    expect(here().unitGrid).toBe(0);
  });

  test("the nearest component within 60 m", async () => {
    it.apply({ components: [component(1, 50), component(2, -20), component(3, 70)] });
    here();
    await expect.poll(() => here().component?.uid).toBe(2);
    expect(here().component).toMatchObject({ code: "code2", name: "井盖", classUid: 3 });
    expect(Math.round(here().component?.metres ?? 0)).toBe(20);
    it.apply({}, { components: [1, 2] });
    expect(here().component).toBeNull();
  });

  test("classes of what was reported within 100 m in 180 days, and the cases, open ones first", () => {
    const of = (uid: number, east: number, days: number, more: Partial<RecordOf<"cases">> = {}) =>
      caseRow(uid, { ...place(east, 0), reportedAt: NOW - days * DAY, classUid: 8, ...more });
    it.apply({
      cases: [
        of(1, 10, 1, { state: 12, closedAt: NOW }),
        of(2, 20, 3, { classUid: 9 }),
        of(3, 90, 2),
        of(4, 110, 1),
        of(5, 10, 181),
        of(6, 10, 1, { lon: null, lat: null }),
      ],
    });
    const { classes, cases } = here();
    expect(classes).toEqual([
      { classUid: 8, count: 2 },
      { classUid: 9, count: 1 },
    ]);
    expect(cases.map(({ uid, metres }) => [uid, Math.round(metres)])).toEqual([
      [3, 90],
      [2, 20],
      [1, 10],
    ]);
  });
});

test("what this machine may do is what the hub last said", () => {
  expect(ask({ view: "rights" })).toEqual({ role: null, personal: false });
  expect(ask({ view: "rights" }, "director")).toEqual({ role: "director", personal: true });
});
