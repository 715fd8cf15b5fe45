import fc from "fast-check";
import { safeParse } from "valibot";
import { describe, expect, test } from "vitest";
import { STREAM_KINDS, STREAM_USES } from "../../../shared/video/stream.ts";
import type { CameraLine, CameraValue } from "../../../shared/view.ts";
import { cameraDraftSchema } from "../../../shared/wire/desk.ts";
import {
  draftOf,
  idFor,
  masksOfText,
  NEW_CAMERA,
  numberOf,
  placeOf,
  textOf,
  type CameraField,
  type CameraText,
} from "./camera-fields.ts";

const GOOD: CameraText = {
  ...NEW_CAMERA,
  name: "人民广场东口",
  lon: "112.56",
  lat: "28.13",
  bearing: "360",
  streams: [{ use: "main", kind: "hls", url: "https://cameras.test/a.m3u8" }],
  masks: "10,10 40,10 40,30\n\n0，0 5,0 5,5 0,5",
};
const PTZ: CameraText = { ...GOOD, kind: "ptz", presets: [{ number: "1", name: "东口", home: true }] };

const faultsOf = (
  change: Partial<CameraText>,
  start = GOOD,
): (readonly [CameraField, string, number | undefined])[] => {
  const made = draftOf({ ...start, ...change });
  return "faults" in made
    ? made.faults.map(({ field, key, at }) => [field, key.replace("register.fault.", ""), at])
    : [];
};

describe("V80 a camera's form", () => {
  test("gives the draft that the desk takes", () => {
    const made = draftOf(PTZ);
    expect("camera" in made && made.camera).toMatchObject({
      name: "人民广场东口",
      lon: 112.56,
      lat: 28.13,
      bearing: 0,
      fov: null,
      masks: [
        [
          [0.1, 0.1],
          [0.4, 0.1],
          [0.4, 0.3],
        ],
        [
          [0, 0],
          [0.05, 0],
          [0.05, 0.05],
          [0, 0.05],
        ],
      ],
      presets: [{ number: 1, name: "东口", home: true }],
    });
    expect("camera" in made && safeParse(cameraDraftSchema, made.camera).success).toBe(true);
  });

  test.each([
    [{ name: "  " }, ["name", "nameMissing", undefined]],
    [{ nameEn: "x".repeat(101) }, ["nameEn", "long", undefined]],
    [{ lon: "east" }, ["lon", "number", undefined]],
    [{ lat: "91" }, ["lat", "range", undefined]],
    [{ lat: "" }, ["lat", "placeHalf", undefined]],
    [{ bearing: "361" }, ["bearing", "range", undefined]],
    [{ fov: "0" }, ["fov", "range", undefined]],
    [{ reach: "9000" }, ["reach", "range", undefined]],
    [{ streams: [{ use: "main", kind: "hls", url: "rtsp://10.0.0.1/1" }] }, ["streams", "address", 0]],
    [{ streams: [{ use: "main", kind: "hls", url: "https://root:secret@10.0.0.1/1" }] }, ["streams", "address", 0]],
    [{ streams: [{ use: "main", kind: "wsFlv", url: "https://10.0.0.1/1" }] }, ["streams", "socket", 0]],
    [
      { streams: [{ use: "main", kind: "gateway", url: "" }], channel: "1/1" },
      ["gateway", "gatewayMissing", undefined],
    ],
    [{ streams: [{ use: "main", kind: "gateway", url: "" }], gateway: 3 }, ["channel", "channelMissing", undefined]],
    [{ masks: "10,10 40,10" }, ["masks", "mask", undefined]],
    [{ masks: "10,10 40,10 40,130" }, ["masks", "mask", undefined]],
    [{ presets: [{ number: "1", name: "", home: false }] }, ["presets", "presetFixed", undefined]],
  ] as const)("tells what is wrong by field: %j", (change, told) => {
    expect(faultsOf(change)).toEqual([told]);
  });

  test("tells what is wrong with presets", () => {
    const preset = (number: string, home = false) => ({ number, name: "", home });
    expect(faultsOf({ presets: [preset("0"), preset("1.5"), preset("256")] }, PTZ)).toEqual([
      ["presets", "presetNumber", 0],
      ["presets", "presetNumber", 1],
      ["presets", "presetNumber", 2],
    ]);
    expect(faultsOf({ presets: [preset("7"), preset("7")] }, PTZ)).toEqual([["presets", "presetTwice", 1]]);
    expect(faultsOf({ presets: [preset("1", true), preset("2", true)] }, PTZ)).toEqual([
      ["presets", "homeTwice", undefined],
    ]);
  });

  test("never gives a draft that the desk's schema refuses", () => {
    const text = fc.oneof(fc.constantFrom("", "12", "-3", "400", "90.5", "9e3", "x"), fc.string({ maxLength: 4 }));
    const stream = fc.record({
      use: fc.constantFrom(...STREAM_USES),
      kind: fc.constantFrom(...STREAM_KINDS),
      url: fc.constantFrom(
        "",
        "http://a/b",
        "ws://a/b",
        "hub:pictures/1.jpg",
        "ftp://a",
        `http://a/${"x".repeat(600)}`,
      ),
    });
    const mask = fc.constantFrom("", "1,1 2,2 3,3", "1,1", "0,0 100,0 100,100\n50,50 60,60 70,70", "a,b c,d e,f");
    const any = fc.record({
      name: fc.constantFrom("名", "", "x".repeat(101)),
      ...{ code: text, lon: text, lat: text, bearing: text, fov: text, reach: text, masks: mask },
      kind: fc.constantFrom("fixed", "ptz"),
      gateway: fc.constantFrom(0, 3),
      channel: fc.constantFrom("", "1/2"),
      streams: fc.array(stream, { maxLength: 13 }),
      presets: fc.array(fc.record({ number: text, name: text, home: fc.boolean() }), { maxLength: 3 }),
    });
    let made = 0;
    fc.assert(
      fc.property(any, fc.uniqueArray(fc.nat(12), { maxLength: 3 }), (all, some) => {
        const entries = Object.entries(all);
        const change = Object.fromEntries(some.map((i) => entries[i % entries.length] as [string, unknown]));
        const drawn = draftOf({ ...PTZ, ...(change as Partial<CameraText>) });
        if ("faults" in drawn) {
          expect(drawn.faults.length).toBeGreaterThan(0);
          return;
        }
        made++;
        expect(safeParse(cameraDraftSchema, drawn.camera).issues).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
    expect(made).toBeGreaterThan(200);
  });

  test("begins with what the register has, and gives it back unchanged", () => {
    const line = {
      ...{ id: "c1", code: "", name: "甲", nameEn: "A", kind: "ptz", lon: 112.5, lat: 28.1, bearing: 90 },
      ...{ fov: null, reach: 80, department: 4, guard: "restricted" },
      masks: [
        [
          [0.1, 0.2],
          [0.333, 0.2],
          [0.3, 0.5],
        ],
      ],
      presets: [{ number: 3, name: "门", home: true }],
    } as unknown as CameraLine;
    const value = {
      line,
      register: {
        streams: [{ use: "sub", kind: "gateway", url: "" }],
        imageUrl: "http://10.0.0.9/still.jpg",
        gateway: 2,
        channel: "d/c",
      },
    } as unknown as CameraValue;
    const made = draftOf(textOf(value));
    expect("camera" in made && made.camera).toEqual({
      ...{ code: "", name: "甲", nameEn: "A", kind: "ptz", lon: 112.5, lat: 28.1, bearing: 90, fov: null, reach: 80 },
      ...{ department: 4, guard: "restricted", gateway: 2, channel: "d/c" },
      streams: [
        { use: "sub", kind: "gateway", url: "" },
        { use: "still", kind: "still", url: "http://10.0.0.9/still.jpg" },
      ],
      masks: line.masks,
      presets: line.presets,
    });
  });
});

test("numbers, places and ids as people type them", () => {
  expect([" 12.5 ", "-3", ".5", "1。5", "+7"].map(numberOf)).toEqual([12.5, -3, 0.5, 1.5, 7]);
  expect(numberOf("")).toBeNull();
  expect(["1e3", "12°", "a", "1,5"].map(numberOf)).toEqual([NaN, NaN, NaN, NaN]);
  expect(placeOf("112.5, 28.1")).toEqual({ lon: "112.5", lat: "28.1" });
  expect(placeOf("112.5，28.1")).toEqual({ lon: "112.5", lat: "28.1" });
  expect(placeOf("112.5")).toBeNull();
  expect(masksOfText("")).toEqual({ masks: [] });
  expect(masksOfText("1,1 2,2 3,3\n1,1,1 2,2 3,3")).toEqual({ line: 2 });
  expect(idFor(" 43010200081320000001 ", "camera-1")).toBe("43010200081320000001");
  expect(idFor("东门 1", "camera-1")).toBe("camera-1");
  expect(idFor("", "camera-1")).toBe("camera-1");
});
