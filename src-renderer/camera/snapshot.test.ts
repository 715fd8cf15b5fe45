import { createHash } from "node:crypto";
import * as v from "valibot";
import { expect, test, vi } from "vitest";
import { deskMessageSchema, MOST_PICTURE } from "../../shared/wire/desk.ts";
import type { AroundValue, CameraLine } from "../../shared/view.ts";
import type { RecordOf } from "../../shared/tables.ts";
import { wordsOf } from "../kit/text.ts";
import { base64Of, classesFor, descriptionOf, draftOf, likelyClass, occasionOf } from "./draft.ts";
import { plainSha256, sha256Of } from "./sha256.ts";
import { fitting, MOST_BYTES, type Snapshot } from "./snapshot.ts";

const zh = wordsOf("zh-CN", "Asia/Shanghai");
const AT = Date.parse("2026-11-22T14:05:09+08:00");
const camera = {
  uid: 5001,
  platform: "demo",
  id: "3402 0000/1",
  name: "中山路口",
  nameEn: "Zhongshan crossing",
  lon: 114.3,
  lat: 30.6,
  unitGrid: 7,
} as CameraLine;
const bytes = Uint8Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 256);
const snapshot: Snapshot = {
  camera,
  at: AT,
  width: 640,
  height: 360,
  bytes,
  sha256: createHash("sha256").update(bytes).digest("hex"),
  over: { left: 0, top: 0, width: 1, height: 1 },
};
const row = (uid: number, kind: string, platform = "demo") =>
  ({ uid, kind, platform, name: `类${uid}`, nameEn: `Class ${uid}` }) as RecordOf<"classes">;

test("V35 a picture is made smaller until it fits, and keeps its full size where it can", async () => {
  const encode = vi.fn(
    async (w: number, h: number, quality: number) => new Uint8Array(Math.round(w * h * quality * 0.3)),
  );
  expect(await fitting({ width: 640, height: 360 }, encode)).toMatchObject({ width: 640, height: 360 });
  const large = await fitting({ width: 3_840, height: 2_160 }, encode);
  expect(large!.bytes.byteLength).toBeLessThanOrEqual(MOST_BYTES);
  expect(large!.width / large!.height).toBeCloseTo(16 / 9, 2);
  expect(await fitting({ width: 640, height: 360 }, async () => new Uint8Array(MOST_BYTES + 1))).toBeNull();
});

test("V35 the largest picture that is sent fits into a request, byte for byte", () => {
  expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString("base64"));
  expect(Math.ceil(MOST_BYTES / 3) * 4).toBeLessThan(MOST_PICTURE);
});

test("V35 the hash is the same with and without the browser's own", async () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 1_000, 20_000]) {
    const some = bytes.slice(0, length);
    const wanted = createHash("sha256").update(some).digest("hex");
    expect(plainSha256(some), `${length} bytes`).toBe(wanted);
    expect(await sha256Of(some)).toBe(wanted);
  }
});

test("V36 one frame of one camera is one occasion, whatever its id is made of", () => {
  expect(occasionOf(snapshot)).toBe(`video/3402-0000-1/${AT}`);
  expect(occasionOf({ camera: { ...camera, id: "" }, at: AT })).toBe(`video/5001/${AT}`);
});

test("V36 the draft is a request that the desk takes, with the frame in it", () => {
  const around = { unitGrid: 9, classes: [], cases: [], component: null, dutyGrid: 0 } satisfies AroundValue;
  const request = draftOf(snapshot, row(3, "matter"), "占道", around, zh);
  expect(v.safeParse(deskMessageSchema, { id: "12345678", by: "值班员", request }).success).toBe(true);
  expect(request.report).toMatchObject({ source: "video", lon: 114.3, lat: 30.6, unitGrid: 9, kind: "matter" });
  expect(request.picture).toMatchObject({ camera: 5001, at: AT, sha256: snapshot.sha256 });
  expect(draftOf(snapshot, row(4, "component"), "", null, zh).report).toMatchObject({ kind: "component", unitGrid: 7 });
});

test("V36 the likely class comes first: what is reported around, then the nearest component's", () => {
  const classes = [row(1, "matter"), row(2, "matter"), row(3, "component"), row(4, "matter", "other")];
  const around: AroundValue = {
    unitGrid: 0,
    dutyGrid: 0,
    component: { uid: 1, code: "", name: "", classUid: 3, metres: 4 },
    classes: [{ classUid: 2, count: 5 }],
    cases: [],
  };
  expect(classesFor(classes, "demo", around).map(({ uid }) => uid)).toEqual([2, 3, 1]);
  expect(classesFor(classes, "demo", null).map(({ uid }) => uid)).toEqual([1, 2, 3]);
  expect(likelyClass(classesFor(classes, "demo", around), around)?.uid).toBe(2);
  // Where nothing is known of the place, a person has to say.
  expect(likelyClass(classes, null)).toBeUndefined();
});

test("V36 a draft says what, where and of when", () => {
  const text = descriptionOf(snapshot, row(3, "matter"), zh);
  for (const part of ["类3", "中山路口", "2026年11月22日 14:05:09"]) expect(text).toContain(part);
});
