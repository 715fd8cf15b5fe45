import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerTo, crc16, frameReader, frameText, readFrame, type Frame } from "./hj212.ts";
import { measuredOf, type Declared } from "./hj212-values.ts";

const DUST =
  "QN=20180821142509000;ST=39;CN=2011;PW=123456;MN=690000D5800028F889221AC0;Flag=4;CP=&&DataTime=20180821142509;" +
  "a34004-Rtd=0.0;a34002-Rtd=0.0;a34001-Rtd=0.0;LA-Rtd=0.0;a01001-Rtd=0.0;a01002-Rtd=0.0;a01006-Rtd=0.0;" +
  "a01007-Rtd=0.0;a01008-Rtd=0&&";
const INTERVAL =
  "QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&";
/** 2026-11-20 15:00:30 in the city. */
const NOW = Date.parse("2026-11-20T07:00:30Z");
const DECLARED: Declared = { particles: "ug", timeZone: "Asia/Shanghai" };

function frame(fields: string, more: { cn?: string; flag?: number } = {}): Frame {
  const { cn = "2011", flag = 4 } = more;
  const read = readFrame(`QN=20261120150000000;ST=39;CN=${cn};PW=1;MN=M1;Flag=${flag};CP=&&${fields}&&`);
  if ("fault" in read) throw new Error(read.fault);
  return read;
}
const measured = (fields: string, more: Partial<Declared> & { cn?: string; flag?: number } = {}) =>
  measuredOf(frame(fields, more), { ...DECLARED, ...more }, NOW);

describe("frames of HJ 212", () => {
  test("W7 have the standard's check sums", () => {
    expect([crc16(DUST), DUST.length]).toEqual(["E541", 239]);
    expect([crc16(INTERVAL), INTERVAL.length]).toEqual(["1C80", 101]);
    expect(frameText(INTERVAL)).toBe(`##0101${INTERVAL}1C80\r\n`);
  });

  test("W7 tell who reports what, and whether an answer is wanted", () => {
    expect(frameReader().take(frameText(DUST))).toMatchObject([
      { st: "39", cn: "2011", mn: "690000D5800028F889221AC0", wantsAnswer: false, numbered: false },
    ]);
    const [read] = frameReader().take(frameText(INTERVAL)) as [Frame];
    expect([read.wantsAnswer, [...read.fields]]).toEqual([true, [["RtdInterval", "30"]]]);
    const [answer] = frameReader().take(answerTo(read)) as [Frame];
    expect(answer).toMatchObject({ qn: read.qn, mn: read.mn, cn: "9014", st: "91" });
  });

  test("W7 come in any pieces, many at once, with junk between", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(DUST, INTERVAL), { minLength: 1, maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }),
        (list, cuts) => {
          const text = list.map(frameText).join("");
          const reader = frameReader();
          const found: unknown[] = [];
          for (let at = 0, i = 0; at < text.length; i++) {
            const length = cuts[i % cuts.length] as number;
            found.push(...reader.take(text.slice(at, at + length)));
            at += length;
          }
          expect(found.map((each) => (each as Frame).cn)).toEqual(
            list.map((data) => (data === DUST ? "2011" : "1062")),
          );
        },
      ),
    );
    const found = frameReader().take(`hello${frameText(DUST)}??${frameText(INTERVAL)}`);
    expect(found.map((each) => ("fault" in each ? each.fault : each.cn))).toEqual(["noHead", "2011", "noHead", "1062"]);
  });

  test("W7 that broke are told once and cost no frame after them", () => {
    const broken = frameText(DUST).replace("ST=39", "ST=38");
    const faults = (text: string) =>
      frameReader()
        .take(text + frameText(INTERVAL))
        .map((each) => ("fault" in each ? each.fault : each.cn));
    expect(faults(broken)).toEqual(["badSum", "1062"]);
    expect(faults("##00x1abc\r\n")).toEqual(["badLength", "1062"]);
    expect(faults("##9999abc\r\n")).toEqual(["badLength", "1062"]);
    expect(faults(frameText(DUST).replace("\r\n", "--"))).toEqual(["badEnd", "1062"]);
    expect(faults(frameText("QN=1;CN=2011;MN=M"))).toEqual(["noData", "1062"]);
    expect(faults(frameText("QN=1;CN=2011;MN=M;CP=&&=5&&"))).toEqual(["badField", "1062"]);
    expect(faults(frameText("QN=1;CN=2011;CP=&&&&"))).toEqual(["badField", "1062"]);
  });

  test("W7 of any bytes at all never throw, and what is kept of them is bounded", () => {
    const bytes = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.constant("##0239"),
      fc.constant("##"),
      fc.constant(frameText(DUST).slice(0, 120)),
    );
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 30 }), (pieces) => {
        const reader = frameReader();
        for (const piece of pieces) {
          for (const each of reader.take(piece)) if (!("fault" in each)) measuredOf(each, DECLARED, NOW);
        }
        // A whole frame comes through, whatever came before it, once the longest that could be under way is over.
        reader.take(" ".repeat(5_000));
        expect(reader.take(frameText(INTERVAL)).some((each) => "cn" in each && each.cn === "1062")).toBe(true);
      }),
    );
  });
});

describe("what was measured", () => {
  test("W8 is in µg/m³ by the unit that was declared, from either", () => {
    const at = Date.parse("2026-11-20T07:00:00Z");
    const fields = (pm10: string) =>
      `DataTime=20261120150000;a34002-Rtd=${pm10},a34002-Flag=N;LA-Rtd=61.5;a01001-Rtd=9`;
    const expected = [
      { pollutant: "pm10", at, value: 85 },
      { pollutant: "noise", at, value: 61.5 },
    ];
    expect(measured(fields("85"))).toEqual({ samples: expected, asides: [] });
    expect(measured(fields("0.085"), { particles: "mg" })).toEqual({ samples: expected, asides: [] });
  });

  test("W8 that cannot be in the declared unit is set aside and told, never turned into the other", () => {
    const of = (pm10: string, particles: "ug" | "mg") => {
      const { samples, asides } = measured(`DataTime=20261120150000;a34002-Rtd=${pm10};a34004-Rtd=0`, { particles });
      expect(samples).toMatchObject([{ pollutant: "pm25", value: 0 }]);
      return asides;
    };
    const aside = (found: string) => [{ reason: "impossibleInUnit", field: "a34002-Rtd", found }];
    expect(of("85", "mg")).toEqual(aside("85"));
    expect(of("0.085", "ug")).toEqual(aside("0.085"));
    expect(of("-3", "ug")).toEqual(aside("-3"));
    expect(measured("DataTime=20261120150000;LA-Rtd=0.0").asides).toMatchObject([{ reason: "impossibleInUnit" }]);
  });

  test("W8 with a flag, without a number, a time or a known command is set aside with the reason", () => {
    const reasons = (fields: string, more: { cn?: string; flag?: number } = {}) =>
      measured(fields, more).asides.map(({ reason, found }) => [reason, found]);
    expect(reasons("DataTime=20261120150000;a34002-Rtd=85;a34002-Flag=D")).toEqual([["flagged", "D"]]);
    expect(reasons("DataTime=20261120150000;a34002-Rtd=--")).toEqual([["notANumber", "--"]]);
    expect(reasons("DataTime=20261120150600;a34002-Rtd=85")).toEqual([["fromTheFuture", "20261120150600"]]);
    expect(reasons("DataTime=20261101150000;a34002-Rtd=85")).toEqual([["tooLate", "20261101150000"]]);
    expect(reasons("DataTime=20260230150000;a34002-Rtd=85")).toEqual([["noTime", "20260230150000"]]);
    expect(reasons("a34002-Rtd=85")).toEqual([["noTime", ""]]);
    expect(reasons("a34002-Rtd=85", { flag: 6 })).toEqual([["parts", "20261120150000000"]]);
    expect(reasons("DataTime=20261120150000", { cn: "3019" })).toEqual([["unknownCommand", "3019"]]);
  });

  test("W8 in means of minutes counts, means of hours and days are not counted a second time", () => {
    const fields = "DataTime=20261120150000;a34002-Min=1;a34002-Avg=85;a34002-Max=200";
    expect(measured(fields, { cn: "2051" }).samples).toMatchObject([{ value: 85 }]);
    for (const cn of ["2061", "2031"]) expect(measured(fields, { cn })).toEqual({ samples: [], asides: [] });
  });
});
