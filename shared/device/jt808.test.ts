import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LOCATED } from "../track.ts";
import enMovers from "../../resources/locales/en/movers.json" with { type: "json" };
import zhMovers from "../../resources/locales/zh-CN/movers.json" with { type: "json" };
import {
  ALARM_NAMES,
  alarmNames,
  readAuthentication,
  readPosition,
  readRegistration,
  STATUS_NAMES,
  statusNames,
  unitStatusOf,
  URGENT_ALARMS,
} from "./jt808.ts";

const bytesOf = (hex: string) => Uint8Array.from(hex.match(/[0-9a-f]{2}/gi) ?? [], (pair) => Number.parseInt(pair, 16));

/** Overspeed; ACC on, located, BeiDou; 28.230583 N 112.937739 E; 45 m; 36.5 km/h; 271°; 2026-11-22 08:15:30 in UTC+8. */
const FIX = "00 00 00 02  00 08 00 03  01 ae c3 b7  06 bb 4b 0b  00 2d  01 6d  01 0f  26 11 22 08 15 30";
/** Mileage 12,345.6 km, fuel 41.5 L, tachograph 36.4 km/h. */
const EXTRAS = "01 04 00 01 e2 40  02 02 01 9f  03 02 01 6c";

describe("U2 positions of JT/T 808", () => {
  test("give place, movement, time, and what hangs on", () => {
    expect(readPosition(bytesOf(`${FIX} ${EXTRAS}`))).toEqual({
      ok: {
        alarm: 2,
        status: 0x80003,
        lon: 112.937739,
        lat: 28.230583,
        altitude: 45,
        speed: 36.5,
        heading: 271,
        at: Date.UTC(2026, 10, 22, 0, 15, 30),
        mileage: 12_345.6,
        fuel: 41.5,
        recorderSpeed: 36.4,
        brokenExtras: 0,
      },
    });
  });

  test("in the south and west have a sign", () => {
    const read = readPosition(bytesOf(FIX.replace("00 08 00 03", "00 08 00 0f")));
    expect(read).toMatchObject({ ok: { lon: -112.937739, lat: -28.230583 } });
  });

  test("keep what is whole when an extra is cut off, too long or unknown", () => {
    expect(readPosition(bytesOf(`${FIX} 30 01 1f ${EXTRAS}`))).toMatchObject({ ok: { fuel: 41.5, brokenExtras: 0 } });
    expect(readPosition(bytesOf(`${FIX} 02 03 01 9f 00 01 04 00 01 e2 40`))).toMatchObject({
      ok: { fuel: null, mileage: 12_345.6, brokenExtras: 1 },
    });
    expect(readPosition(bytesOf(`${FIX} 02 02 01`))).toMatchObject({ ok: { fuel: null, brokenExtras: 1 } });
    expect(readPosition(bytesOf(`${FIX} 02`))).toMatchObject({ ok: { fuel: null, brokenExtras: 1 } });
  });

  test.each([
    ["cut off", FIX.slice(0, -3)],
    ["beyond the pole", FIX.replace("01 ae c3 b7", "05 6e c3 b7")],
    ["on a day that is none", FIX.replace("26 11 22", "26 06 31")],
    ["at an hour that is none", FIX.replace("08 15 30", "24 15 30")],
    ["with a time that is no digits", FIX.replace("08 15 30", "0a 15 30")],
  ])("%s are a fault", (_what, hex) => {
    expect(readPosition(bytesOf(hex))).toEqual({ fault: "body" });
  });

  test("of any bytes are a position on Earth or a fault", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        for (const edition of [2013, 2019] as const) {
          expect(readRegistration(bytes, edition)).toBeDefined();
          expect(readAuthentication(bytes, edition)).toBeDefined();
        }
        const read = readPosition(bytes);
        if ("fault" in read) {
          expect(read.fault).toBe("body");
          return;
        }
        expect(Math.abs(read.ok.lat)).toBeLessThanOrEqual(90);
        expect(Math.abs(read.ok.lon)).toBeLessThanOrEqual(180);
        expect(Number.isFinite(read.ok.at)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
    // Whatever hangs on, the position itself is told.
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (extras) => {
        const read = readPosition(Uint8Array.from([...bytesOf(FIX), ...extras]));
        expect(read).toMatchObject({ ok: { lon: 112.937739, lat: 28.230583, speed: 36.5 } });
      }),
    );
  });
});

describe("U3 the words of a terminal", () => {
  test("name each bit", () => {
    expect(statusNames(0)).toEqual(["accOff", "unlocated", "empty"]);
    expect(statusNames(0x80003)).toEqual(["accOn", "empty", "beidou"]);
    expect(statusNames((3 << 8) | (1 << 12) | (1 << 22) | LOCATED | 1)).toEqual([
      "accOn",
      "full",
      "doorLocked",
      "running",
    ]);
    expect(statusNames((2 << 8) | LOCATED)).toEqual(["accOff"]);
    expect(alarmNames(0)).toEqual([]);
    expect(alarmNames(0x80000001)).toEqual(["emergency", "doorOpened"]);
    expect(alarmNames(1 << 29)).toEqual(["rollover"]);
    expect(ALARM_NAMES.length).toBe(32);
    for (let bit = 0; bit < 32; bit++) expect(alarmNames((1 << bit) >>> 0)).toEqual([ALARM_NAMES[bit]]);
  });

  test("say whether it works, rests, is out of service or broken", () => {
    expect(unitStatusOf(LOCATED | 1, 0, 0)).toBe("onDuty");
    expect(unitStatusOf(LOCATED, 0, 0)).toBe("resting");
    expect(unitStatusOf(LOCATED, 0, 12)).toBe("onDuty");
    expect(unitStatusOf(LOCATED | 1 | (1 << 4), 1 << 4, 0)).toBe("offDuty");
    expect(unitStatusOf(LOCATED | 1, 1 << 8, 0)).toBe("fault");
  });

  test("each has a sentence in both languages", () => {
    const keys = [
      ...STATUS_NAMES.map((name) => `device.status.${name}`),
      ...ALARM_NAMES.map((name) => `device.alarm.${name}`),
    ];
    for (const key of keys) {
      expect(zhMovers[key as keyof typeof zhMovers], key).toMatch(/\p{Script=Han}/u);
      expect(enMovers[key as keyof typeof enMovers], key).toMatch(/^[A-Z]/);
    }
    expect([...URGENT_ALARMS].every((name) => ALARM_NAMES.includes(name))).toBe(true);
  });

  test("of registering and of coming back are read in both editions", () => {
    const plate = [0xbc, 0xaa, 0x41];
    const registration = (bytes: number) => Uint8Array.from([...new Uint8Array(bytes), ...plate]);
    expect(readRegistration(registration(37), 2013)).toEqual({ ok: { plate: Uint8Array.from(plate) } });
    expect(readRegistration(registration(76), 2019)).toEqual({ ok: { plate: Uint8Array.from(plate) } });
    expect(readRegistration(registration(30), 2013)).toEqual({ fault: "body" });
    expect(readAuthentication(bytesOf("61 62 63"), 2013)).toEqual({ ok: { code: "abc" } });
    expect(readAuthentication(bytesOf("02 61 62 63"), 2019)).toEqual({ ok: { code: "ab" } });
    expect(readAuthentication(bytesOf("09 61 62 63"), 2019)).toEqual({ fault: "body" });
    expect(readAuthentication(bytesOf(""), 2013)).toEqual({ fault: "body" });
  });
});
