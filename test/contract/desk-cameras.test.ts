/** The desk and the cameras: the register, who looked, who turns, and pictures of cases. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EVERYTHING, type Scope } from "../../shared/scope.ts";
import { streamsOf } from "../../shared/video/stream.ts";
import type { CameraDraft, DeskAnswer, DeskRequest } from "../../shared/wire/desk.ts";
import type { Asker } from "../../src-hub/desk/answer.ts";
import { openDesk } from "../../src-hub/desk/desk.ts";
import { openOutage, putFound } from "../../src-hub/store/outages.ts";
import { OCTOBER_5, deskBench, type DeskBench } from "./desk-bench.ts";
import { draftOf } from "./store-drafts.ts";
import { jpegBytes, pictureOf } from "./video-jpeg.ts";

let bench: DeskBench;
let asked = 0;
/** Two unit grids side by side; they share the border at 112.91. */
let grids: [west: number, east: number];
/** Real ms of the desk that `ask` asks. */
let real = 0;
let desk: ReturnType<typeof openDesk>;

const square = (west: number): string =>
  JSON.stringify({
    type: "Polygon",
    coordinates: [
      [...[0, 1, 2, 3, 0].map((i) => [west + (i === 1 || i === 2 ? 0.01 : 0), 28.2 + (i >= 2 ? 0.01 : 0)])],
    ],
  });

beforeEach(() => {
  bench = deskBench();
  real = 0;
  desk = openDesk({ store: bench.store, rules: bench.rules, now: () => bench.now, real: () => real });
  grids = bench.store.transact(OCTOBER_5, (tx) => {
    const unit = (id: string, west: number) =>
      tx.put("grids", draftOf("grids", id, { platform: "city", level: "unit", geometry: square(west) })).uid;
    tx.put("grids", draftOf("grids", "duty", { platform: "city", level: "duty", geometry: square(112.9) }));
    return [unit("west", 112.9), unit("east", 112.91)];
  });
});
afterEach(() => bench.clear());

interface Who extends Partial<Omit<Asker, "scope">> {
  readonly scope?: Partial<Scope>;
  readonly by?: string;
  readonly id?: string;
}
const ask = (request: DeskRequest, { role = "admin", scope = {}, by = "值班长", id, host }: Who = {}) =>
  desk.take(
    { id: id ?? `camera-request-${(asked += 1)}`, by, request },
    { role, scope: { ...EVERYTHING, ...scope }, ...(host === undefined ? {} : { host }) },
  );
const uidOf = (answer: DeskAnswer): number => {
  if (answer.answer !== "done") throw new Error(JSON.stringify(answer));
  return answer.uid;
};
const refusedWith = (refused: string) => ({ answer: "refused", refused });

const SUB = { use: "sub", kind: "flv", url: "http://10.0.0.8/live/1.flv" } as const;
const camera = (fields: Partial<CameraDraft> = {}): CameraDraft => ({
  code: "",
  name: "五一路口",
  nameEn: "Wuyi Road",
  kind: "ptz",
  lon: 112.905,
  lat: 28.205,
  bearing: 90,
  fov: null,
  reach: null,
  department: 0,
  guard: "open",
  gateway: 0,
  channel: "",
  streams: [SUB],
  masks: [],
  presets: [],
  ...fields,
});
const putCamera = (id: string, fields: Partial<CameraDraft> = {}): DeskRequest => ({
  ask: "putCamera",
  platform: "city",
  id,
  camera: camera(fields),
});
const hang = async (id: string, fields: Partial<CameraDraft> = {}) => uidOf(await ask(putCamera(id, fields)));
const gateway = (url = "http://10.0.0.2:18080"): DeskRequest => ({
  ask: "putGateway",
  platform: "city",
  id: "wvp-1",
  gateway: { kind: "wvp", name: "视频平台", nameEn: "Video platform", url },
});

describe("the register", () => {
  test("V54 a camera is written down with its grid, and put anew under its id", async () => {
    const uid = await hang("1", {
      masks: [
        [
          [0, 0],
          [1, 0],
          [0, 1],
        ],
      ],
      presets: [{ number: 1, name: "路口", home: true }],
    });
    expect(bench.store.get("cameras", uid)).toMatchObject({
      ...{ platform: "city", id: "1", name: "五一路口", unitGrid: grids[0], online: 0, watchedFrom: null },
      ...{ streams: JSON.stringify([SUB]), masks: "[[[0,0],[1,0],[0,1]]]", guard: "open" },
      presets: '[{"number":1,"name":"路口","home":true}]',
    });
    // On a border the first grid counts, beside all of them none.
    expect(await hang("1", { lon: 112.91 })).toBe(uid);
    expect(bench.store.get("cameras", uid)!.unitGrid).toBe(grids[0]);
    await hang("1", { lon: 112.915 });
    expect(bench.store.get("cameras", uid)!.unitGrid).toBe(grids[1]);
    await hang("1", { lon: 112.95 });
    expect(bench.store.get("cameras", uid)!.unitGrid).toBe(0);
    await hang("1", { lon: null, lat: null });
    expect(bench.store.get("cameras", uid)).toMatchObject({ lon: null, unitGrid: 0 });
  });

  test("V54 what the hub found out by looking stays when a camera is put anew", async () => {
    const uid = await hang("1");
    const row = bench.store.get("cameras", uid)!;
    bench.store.transact(bench.now, (tx) => putFound(bench.store, tx, row, "well", 5));
    await hang("1", { name: "新名" });
    expect(bench.store.get("cameras", uid)).toMatchObject({ name: "新名", online: 1, watchedFrom: 5 });
  });

  test("V54 the still of a list stays the list's own, as long as it is kept", async () => {
    const still = { use: "still", kind: "still", url: "https://cameras.example/1.jpg" } as const;
    const row = { platform: "city", streams: "[]", guard: "open", imageUrl: still.url, name: "a" };
    const uid = bench.store.transact(bench.now, (tx) => tx.put("cameras", draftOf("cameras", "1", row)).uid);
    await hang("1", { streams: [SUB, still] });
    const kept = bench.store.get("cameras", uid)!;
    expect([kept.imageUrl, streamsOf(kept)]).toEqual([still.url, [SUB, still]]);
    await hang("1", { streams: [SUB] });
    expect(bench.store.get("cameras", uid)!.imageUrl).toBe("");
  });

  test.each<[string, string, Partial<CameraDraft>]>([
    ["a name and a password", "addressUnusable", { streams: [{ ...SUB, url: "http://admin:1234@10.0.0.8/1.flv" }] }],
    ["a name alone", "addressUnusable", { streams: [{ ...SUB, url: "http://admin@10.0.0.8/1.flv" }] }],
    ["another scheme", "addressUnusable", { streams: [{ ...SUB, url: "rtsp://10.0.0.8/1" }] }],
    ["a file", "addressUnusable", { streams: [{ ...SUB, url: "file:///etc/passwd" }] }],
    ["a scheme of another kind", "addressUnusable", { streams: [{ ...SUB, kind: "wsFlv" }] }],
    ["a way up at the hub", "addressUnusable", { streams: [{ use: "sub", kind: "mjpeg", url: "hub:pictures/../x" }] }],
    ["no address at all", "addressUnusable", { streams: [{ ...SUB, url: "10.0.0.8" }] }],
    ["spaces within", "addressUnusable", { streams: [{ ...SUB, url: "http://10.0.0.8/a b" }] }],
    ["a gateway's stream without one", "unknownGateway", { streams: [{ use: "main", kind: "gateway", url: "" }] }],
    ["an unknown gateway", "unknownGateway", { gateway: 99 }],
    ["an unknown department", "unknownDepartment", { department: 99 }],
    ["half a place", "badValue", { lat: null }],
    ["no name", "textMissing", { name: " " }],
    ["two homes", "badValue", { presets: [1, 2].map((number) => ({ number, name: "", home: true })) }],
    ["a preset twice", "badValue", { presets: [1, 1].map((number) => ({ number, name: "", home: false })) }],
  ])("V54 a camera with %s is refused", async (_what, why, fields) => {
    expect(await ask(putCamera("1", fields))).toEqual(refusedWith(why));
    expect(bench.store.count("cameras")).toBe(0);
  });

  test("V54 what it names must be its platform's; what the hub renders has an address of its own", async () => {
    const [, , foreign] = bench.departments;
    expect(await ask(putCamera("1", { department: foreign }))).toEqual(refusedWith("unknownDepartment"));
    const other = uidOf(await ask({ ...gateway(), platform: "other" } as DeskRequest));
    expect(await ask(putCamera("1", { gateway: other }))).toEqual(refusedWith("unknownGateway"));
    const own = uidOf(await ask(gateway()));
    const streams = [
      { use: "main", kind: "gateway", url: "" },
      { use: "sub", kind: "mjpeg", url: "hub:pictures/1.mjpeg?size=main" },
    ] as const;
    const uid = await hang("1", {
      gateway: own,
      channel: "34020000001110000001/34020000001310000001",
      streams: [...streams],
    });
    expect(bench.store.get("cameras", uid)).toMatchObject({ gateway: own });
    expect(await ask({ ...putCamera("1"), platform: "nowhere" } as DeskRequest)).toEqual(
      refusedWith("unknownPlatform"),
    );
  });

  test("V54 a gateway that cameras are reached through stays; its address is checked", async () => {
    for (const url of ["ws://10.0.0.2", "http://a:b@10.0.0.2", "10.0.0.2", "hub:x"]) {
      expect(await ask(gateway(url))).toEqual(refusedWith("addressUnusable"));
    }
    const uid = uidOf(await ask(gateway()));
    await hang("1", { gateway: uid });
    expect(await ask({ ask: "removeGateway", uid })).toEqual(refusedWith("gatewayInUse"));
    await hang("1");
    expect(await ask({ ask: "removeGateway", uid })).toMatchObject({ answer: "done", uid });
    expect(await ask({ ask: "removeGateway", uid })).toEqual(refusedWith("unknownGateway"));
  });

  test("V54 a removed camera leaves its groups; its outage ends and stays", async () => {
    const [a, b] = [await hang("1"), await hang("2")];
    const group = uidOf(
      await ask({
        ask: "putCameraGroup",
        platform: "city",
        id: "g",
        group: { name: "主干道", nameEn: "", cameras: [b, a, b] },
      }),
    );
    expect(bench.store.get("cameraGroups", group)!.cameras).toBe(JSON.stringify([b, a]));
    const row = bench.store.get("cameras", b)!;
    bench.store.transact(bench.now, (tx) => putFound(bench.store, tx, row, "offline", OCTOBER_5));
    expect(openOutage(bench.store, row)).toMatchObject({ camera: b, toAt: null });
    bench.now += 1_000;
    expect(await ask({ ask: "removeCamera", uid: b })).toMatchObject({ answer: "done", uid: b });
    expect(bench.store.get("cameraGroups", group)!.cameras).toBe(JSON.stringify([a]));
    expect(openOutage(bench.store, row)).toBeNull();
    expect([...bench.store.each("outages")]).toMatchObject([{ camera: b, fromAt: OCTOBER_5, toAt: bench.now }]);
    expect(await ask({ ask: "removeCamera", uid: b })).toEqual(refusedWith("unknownCamera"));
  });

  test("V54 a group has what is there, of its platform, each once; who removes it again changes nothing", async () => {
    const a = await hang("1");
    const put = (cameras: number[], who: Who = {}) =>
      ask({ ask: "putCameraGroup", platform: "city", id: "g", group: { name: "组", nameEn: "", cameras } }, who);
    const uid = uidOf(await put([999, a]));
    expect(bench.store.get("cameraGroups", uid)!.cameras).toBe(JSON.stringify([a]));
    const row = { platform: "other", streams: "[]", guard: "open" };
    const foreign = bench.store.transact(bench.now, (tx) => tx.put("cameras", draftOf("cameras", "x", row)).uid);
    expect(await put([a, foreign])).toEqual(refusedWith("unknownCamera"));
    expect(await ask({ ask: "removeCameraGroup", uid })).toMatchObject({ answer: "done", uid });
    expect(await ask({ ask: "removeCameraGroup", uid })).toMatchObject({ answer: "done", uid: 0 });
  });

  test("V53 who may not see a restricted camera can neither change it, hold it, nor drop it from a group", async () => {
    const open = await hang("open");
    const guarded = await hang("guarded", { guard: "restricted" });
    const who = { scope: { restricted: false } };
    expect(await ask(putCamera("guarded"), who)).toEqual(refusedWith("notAllowed"));
    expect(await ask(putCamera("new", { guard: "restricted" }), who)).toEqual(refusedWith("notAllowed"));
    expect(await ask({ ask: "removeCamera", uid: guarded }, who)).toEqual(refusedWith("unknownCamera"));
    expect(await ask({ ask: "holdCamera", uid: guarded, seconds: 10 }, who)).toEqual(refusedWith("unknownCamera"));
    const put = (cameras: number[], as: Who) =>
      ask({ ask: "putCameraGroup", platform: "city", id: "g", group: { name: "组", nameEn: "", cameras } }, as);
    const uid = uidOf(await put([guarded, open], {}));
    expect(await put([guarded], who)).toEqual(refusedWith("unknownCamera"));
    uidOf(await put([], who));
    expect(bench.store.get("cameraGroups", uid)!.cameras).toBe(JSON.stringify([guarded]));
    expect(bench.store.get("cameras", guarded)).toMatchObject({ guard: "restricted" });
  });

  test("V54 nobody changes the register but an administrator; a director and a shift leader change groups", async () => {
    const uid = await hang("1");
    const group: DeskRequest = {
      ask: "putCameraGroup",
      platform: "city",
      id: "g",
      group: { name: "组", nameEn: "", cameras: [uid] },
    };
    for (const role of ["wall", "leader", "acceptor", "dispatcher", "verifier", "shiftLeader", "director"] as const) {
      for (const request of [putCamera("2"), { ask: "removeCamera", uid } as const, gateway()]) {
        expect(await ask(request, { role })).toEqual(refusedWith("notAllowed"));
      }
      const answer = await ask(group, { role });
      expect(answer.answer).toBe(role === "shiftLeader" || role === "director" ? "done" : "refused");
    }
  });
});

describe("who looked", () => {
  const look = (uid: number, fields: object = {}) =>
    ({ camera: uid, why: "focus", caseUid: 0, fromAt: OCTOBER_5, toAt: OCTOBER_5 + 5_000, ...fields }) as const;
  const looked = (...looks: ReturnType<typeof look>[]): DeskRequest => ({ ask: "looked", at: "大厅 wall", looks });
  const rows = () => [...bench.store.each("looks")];

  test("V50 is written down with role, host and reason, and nobody has looked later than now", async () => {
    const uid = await hang("1");
    const caseUid = await bench.handling(bench.departments[0]);
    bench.now = OCTOBER_5 + 3_000_000;
    const late = { fromAt: bench.now + 60_000, toAt: bench.now + 90_000, why: "ptz" } as const;
    await ask(looked(look(uid, { caseUid }), look(uid, late), look(uid, { caseUid: 999 })), {
      ...{ role: "wall", by: "大厅大屏", id: "looks-of-a-wall" },
    });
    expect(rows()).toMatchObject([
      {
        ...{ platform: "city", id: "looks-of-a-wall/1", camera: uid, who: "大厅大屏", role: "wall", at: "大厅 wall" },
        ...{ why: "focus", caseUid, fromAt: OCTOBER_5, toAt: OCTOBER_5 + 5_000 },
      },
      { id: "looks-of-a-wall/2", why: "ptz", fromAt: bench.now, toAt: bench.now },
      { id: "looks-of-a-wall/3", caseUid: 0 },
    ]);
  });

  test("V50 the same request again writes nothing, nor does a look at what is not there for the asker", async () => {
    const [open, guarded] = [await hang("1"), await hang("2", { guard: "restricted" })];
    const request = looked(look(open));
    await ask(request, { id: "looks-once-told" });
    const before = rows();
    await ask(request, { id: "looks-once-told" });
    await ask(looked(look(guarded), look(999)), { role: "wall", scope: { restricted: false } });
    expect([rows(), before.length]).toEqual([before, 1]);
  });

  test("V50 stays as it was told: the store itself refuses", async () => {
    await ask(looked(look(await hang("1"))));
    const [row] = rows();
    const { store } = bench;
    expect(() => store.transact(1, (tx) => tx.put("looks", { ...row!, who: "别人" }))).toThrow("never changed");
    expect(() => store.transact(1, (tx) => tx.del("looks", row!.uid))).toThrow("never deleted");
    expect(rows()).toEqual([row]);
  });
});

describe("turning a camera", () => {
  const hold = (uid: number, seconds: number, by: string, host = "大厅") =>
    ask({ ask: "holdCamera", uid, seconds }, { role: "dispatcher", by, host });

  test("V51 one at a time: another hears who has it, until it is let go of or the time is over", async () => {
    const uid = await hang("1");
    expect(await hold(uid, 20, "张派遣")).toMatchObject({ answer: "done", uid });
    expect(await hold(uid, 20, "李派遣")).toEqual({ ...refusedWith("cameraHeld"), by: "张派遣" });
    // The same name in another hall is somebody else.
    expect(await hold(uid, 20, "张派遣", "分中心")).toEqual({ ...refusedWith("cameraHeld"), by: "张派遣" });
    real = 19_000;
    expect(await hold(uid, 20, "张派遣")).toMatchObject({ answer: "done" });
    real = 38_999;
    expect(await hold(uid, 20, "李派遣")).toEqual({ ...refusedWith("cameraHeld"), by: "张派遣" });
    real = 39_000;
    expect(await hold(uid, 20, "李派遣")).toMatchObject({ answer: "done" });
    // Who has it no more lets go of nothing.
    expect(await hold(uid, 0, "张派遣")).toMatchObject({ answer: "done" });
    expect(await hold(uid, 20, "张派遣")).toEqual({ ...refusedWith("cameraHeld"), by: "李派遣" });
    await hold(uid, 0, "李派遣");
    expect(await hold(uid, 20, "张派遣")).toMatchObject({ answer: "done" });
  });

  test("V51 a fixed camera is not turned, nor by a role that only looks, nor one that is not there", async () => {
    const [fixed, ptz] = [await hang("1", { kind: "fixed" }), await hang("2")];
    expect(await hold(fixed, 20, "张派遣")).toEqual(refusedWith("cannotTurn"));
    expect(await hold(999, 20, "张派遣")).toEqual(refusedWith("unknownCamera"));
    for (const role of ["wall", "leader", "acceptor", "verifier"] as const) {
      expect(await ask({ ask: "holdCamera", uid: ptz, seconds: 20 }, { role })).toEqual(refusedWith("notAllowed"));
    }
  });
});

describe("a report with a picture", () => {
  const report = (picture: object | undefined, occasion = "video/1/1764000000000"): DeskRequest =>
    ({
      ask: "report",
      platform: "city",
      occasion,
      report: {
        ...{ kind: "matter", classUid: classUid(), source: "video", lon: 112.9, lat: 28.2, address: "五一路口" },
        ...{ unitGrid: grids[0], description: "占道经营", urgent: false },
      },
      ...(picture === undefined ? {} : { picture }),
    }) as DeskRequest;
  const classUid = () =>
    bench.store.find("classes", "city", "own")?.uid ??
    bench.store.transact(
      bench.now,
      (tx) => tx.put("classes", draftOf("classes", "own", { platform: "city", kind: "matter" })).uid,
    );

  test("V52 keeps its picture with the case, in one commit, once for each occasion and each picture", async () => {
    const uid = await hang("1");
    const bytes = jpegBytes(640, 360, "a");
    const picture = pictureOf(bytes, uid, { at: OCTOBER_5 - 2_000 });
    const answer = await ask(report(picture), { role: "dispatcher", by: "张派遣" });
    const caseUid = uidOf(answer);
    expect(answer).toMatchObject({ seq: bench.store.head() });
    expect([...bench.store.each("pictures")]).toMatchObject([
      {
        ...{
          platform: "city",
          id: picture.sha256,
          camera: uid,
          caseUid,
          at: OCTOBER_5 - 2_000,
          width: 640,
          height: 360,
        },
        ...{ type: "image/jpeg", bytes: bytes.length, takenBy: "张派遣" },
      },
    ]);
    expect(Buffer.from(bench.store.picture(picture.sha256)!)).toEqual(bytes);
    // The same occasion with another picture, and the same picture told of at another window.
    expect(uidOf(await ask(report(pictureOf(jpegBytes(640, 360, "b"), uid))))).toBe(caseUid);
    expect(uidOf(await ask(report(picture, "video/1/1764000000001")))).toBe(caseUid);
    expect([bench.store.count("cases"), bench.store.count("pictures")]).toEqual([1, 1]);
  });

  test("V52 a camera that was removed meanwhile does not lose the case its picture", async () => {
    const uid = await hang("1");
    await ask({ ask: "removeCamera", uid });
    const picture = pictureOf(jpegBytes(640, 360), uid, { at: bench.now + 60_000 });
    const caseUid = uidOf(await ask(report(picture)));
    expect([...bench.store.each("pictures")]).toMatchObject([{ camera: uid, caseUid, at: bench.now }]);
  });

  test("V52 one that is not what is said of it is refused, and nothing is kept", async () => {
    const uid = await hang("1");
    const bytes = jpegBytes(640, 360);
    const good = pictureOf(bytes, uid);
    const guarded = await hang("2", { guard: "restricted" });
    const broken = [
      pictureOf(bytes, uid, { sha256: "0".repeat(64) }),
      pictureOf(bytes, uid, { width: 320 }),
      pictureOf(bytes.subarray(0, -2), uid),
      pictureOf(Buffer.from("<html></html>"), uid),
      pictureOf(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xd9]), uid),
      { ...good, data: `${good.data.slice(0, -1)}A` },
    ];
    for (const picture of broken) expect(await ask(report(picture))).toEqual(refusedWith("pictureBroken"));
    const who = { scope: { restricted: false } };
    expect(await ask(report(pictureOf(bytes, guarded)), who)).toEqual(refusedWith("unknownCamera"));
    expect([bench.store.count("cases"), bench.store.count("pictures"), bench.store.picture(good.sha256)]).toEqual([
      0,
      0,
      null,
    ]);
  });
});
