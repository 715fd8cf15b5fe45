import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkFigures, type FigureResult, type FigureRow } from "./published.ts";

function figure(numerator: string, denominator: string, stated: string, more: Partial<FigureRow> = {}): FigureRow {
  return { row: 2, id: "", label: "", numerator, denominator, stated, ...more };
}

/** The only result of one row. */
function check(numerator: string, denominator: string, stated: string): FigureResult {
  const { results, faults } = checkFigures([figure(numerator, denominator, stated)]);
  expect(faults).toEqual([]);
  return results[0]!;
}

/** The only fault of one row. */
function fault(numerator: string, denominator: string, stated: string) {
  const { results, faults } = checkFigures([figure(numerator, denominator, stated)]);
  expect(results).toEqual([]);
  expect(faults).toHaveLength(1);
  return faults[0]!;
}

describe("a stated figure", () => {
  test.each([
    ["57", "200", "28.5%", "28.5%"],
    ["57", "20000", "0.29%", "0.29%"],
    ["201", "20000", "1.01%", "1.01%"],
    ["49486", "49640", "99.7 %", "99.7%"],
    ["49486", "49640", "99.7％", "99.7%"],
    ["49486", "49640", "99.7", "99.7%"],
    ["7", "8", "0.88", "0.88"],
    ["1", "3", "33", "33%"],
    ["51.4115", "", "51.41", "51.41"],
    ["60.74%*0.55+40.01%*0.45", "", "51.41%", "51.41%"],
    ["1,062.84", "", "1,062.84", "1062.84"],
    ["14.05", "3.73", "+376.7%", "376.7%"],
    ["180.71-416.37", "416.37", "−56.6%", "-56.6%"],
    ["0", "9", "0%", "0%"],
    ["0", "0", "—", "—"],
    ["3", "0", "-", "—"],
  ])("%s over %s reproduces %s", (numerator, denominator, stated, computed) => {
    expect(check(numerator, denominator, stated)).toMatchObject({
      verdict: "reproduced",
      computed,
      difference: null,
      candidates: null,
    });
  });

  test("is compared at the digits it is printed with, half up and not to even", () => {
    expect(check("57", "20000", "0.28%")).toMatchObject({
      verdict: "mismatch",
      computed: "0.29%",
      difference: "+0.01",
    });
    expect(check("2", "3", "66.66%")).toMatchObject({ verdict: "mismatch", computed: "66.67%", difference: "+0.01" });
    expect(check("2", "3", "66.7%")).toMatchObject({ verdict: "reproduced" });
    expect(check("2", "3", "66.70%")).toMatchObject({ verdict: "mismatch", computed: "66.67%", difference: "-0.03" });
  });

  test("of 100 % over more than was done is told, and only that", () => {
    expect(check("8689", "8690", "100.0%").roundsToWhole).toBe(true);
    expect(check("8689", "8690", "99.99%").roundsToWhole).toBe(false);
    expect(check("8690", "8690", "100.0%").roundsToWhole).toBe(false);
    expect(check("8693", "8690", "100.0%").roundsToWhole).toBe(false);
    expect(check("8689", "8690", "100.00%")).toMatchObject({ verdict: "mismatch", roundsToWhole: false });
  });

  test("over zero is none", () => {
    expect(check("3", "0", "100%")).toMatchObject({ verdict: "noRate", computed: "—", candidates: null });
    expect(check("", "0", "100%")).toMatchObject({ verdict: "noRate" });
    expect(check("3", "5-5", "0%")).toMatchObject({ verdict: "noRate" });
  });
});

describe("a row that cannot be read", () => {
  test.each([
    ["12", "34", "", { field: "stated", problem: "missing", value: "" }],
    ["12", "34", "约35%", { field: "stated", problem: "notStated", value: "约35%" }],
    ["12", "34", "35.%", { field: "stated", problem: "notStated" }],
    ["12", "34", "—", { field: "stated", problem: "notStated" }],
    ["12", "", "—", { field: "stated", problem: "notStated" }],
    ["", "", "35%", { field: "numerator", problem: "missing" }],
    ["", "34", "—", { field: "numerator", problem: "missing" }],
    ["-12", "34", "35%", { field: "numerator", problem: "negative", value: "-12" }],
    ["3-5", "34", "35%", { field: "numerator", problem: "negative" }],
    ["12", "-34", "-35%", { field: "denominator", problem: "negative" }],
    [
      "12件",
      "34",
      "35%",
      { field: "numerator", problem: "notSum", sum: { wanted: "operator", position: 3, found: "件" } },
    ],
    [
      "12",
      "三",
      "35%",
      { field: "denominator", problem: "notSum", sum: { wanted: "number", position: 1, found: "三" } },
    ],
  ])("%s over %s stated as %s", (numerator, denominator, stated, expected) => {
    expect(fault(numerator, denominator, stated)).toMatchObject({ row: 2, ...expected });
  });

  test("does not keep the others from being checked, and tells each of its cells", () => {
    const { results, faults } = checkFigures([
      figure("x", "y", "z", { row: 2 }),
      figure("1", "2", "50%", { row: 3 }),
      figure("1", "2", "51%", { row: 4 }),
    ]);
    expect(results.map(({ row, verdict }) => [row, verdict])).toEqual([
      [3, "reproduced"],
      [4, "mismatch"],
    ]);
    expect(faults.map(({ row, field }) => [row, field])).toEqual([
      [2, "stated"],
      [2, "numerator"],
      [2, "denominator"],
    ]);
  });
});

describe("what would have given a figure", () => {
  test("numbers of other rows, the nearest rows first", () => {
    const { results } = checkFigures([
      figure("120247", "", "120247", { row: 2, label: "上报" }),
      figure("114645", "114645", "95.34%", { row: 3, label: "立案率" }),
      figure("109302", "114478", "95.48%", { row: 4, label: "处置率" }),
    ]);
    expect(results[1]!.candidates!.others).toEqual([
      { role: "denominator", value: "120247", row: 2, id: "", label: "上报", field: "numerator" },
      { role: "numerator", value: "109302", row: 4, id: "", label: "处置率", field: "numerator" },
    ]);
  });

  test("are a handful at most, each number once, and none of the row itself", () => {
    const many = Array.from({ length: 30 }, (_, at) => figure(String(1004 + (at % 9)), "", "1", { row: at + 3 }));
    const { results } = checkFigures([figure("500", "1000", "49.7%"), ...many]);
    const others = results[0]!.candidates!.others;
    expect(others.map(({ value, row }) => [value, row])).toEqual([
      ["1006", 5],
      ["1007", 6],
    ]);
    const rates = Array.from({ length: 30 }, (_, at) => figure(String(2000 + at), "", "1", { row: at + 3 }));
    expect(checkFigures([figure("500", "1000", "25%"), ...rates]).results[0]!.candidates!.others).toHaveLength(5);
  });

  test("are just those numbers of the table that give the figure", () => {
    const cell = fc.nat(40).map(String);
    const others = fc.array(fc.tuple(cell, cell), { maxLength: 12 });
    const stated = fc.nat(120).map((it) => `${it}%`);
    fc.assert(
      fc.property(cell, fc.integer({ min: 1, max: 40 }).map(String), stated, others, (n, d, percent, pairs) => {
        const rows = pairs.map(([a, b], at) => figure(a, b, "1%", { row: at + 3 }));
        const { candidates } = checkFigures([figure(n, d, percent), ...rows]).results[0]!;
        fc.pre(candidates !== null);
        const values = [...new Set(pairs.flat())];
        for (const [role, gives] of [
          ["numerator", (it: string) => check(it, d, percent).verdict === "reproduced"],
          ["denominator", (it: string) => n !== "0" && check(n, it, percent).verdict === "reproduced"],
        ] as const) {
          const told = candidates.others.filter((it) => it.role === role).map(({ value }) => value);
          const right = values.filter(gives);
          expect(told).toHaveLength(Math.min(5, right.length));
          expect(right).toEqual(expect.arrayContaining(told));
        }
      }),
    );
  });

  test("end where a tie goes to the next figure", () => {
    const of = (row: FigureRow, ...table: string[]) =>
      checkFigures([
        row,
        ...table.map((it, at) => figure(it, "", it, { row: at + 3 })),
      ]).results[0]!.candidates!.others.map(({ role, value }) => `${role} ${value}`);
    // 3/200 is 1.5 %, printed 2 %; 3/600 is 0.5 %, printed 1 %.
    expect(of(figure("3", "50", "1%"), "200", "201", "600", "601")).toEqual(["denominator 201", "denominator 600"]);
    expect(of(figure("9", "200", "1%"), "0.9", "1", "2.9", "3")).toEqual(["numerator 1", "numerator 2.9"]);
  });

  test("money moves by cents, people by heads", () => {
    expect(check("502.88", "599", "84.00%").candidates).toMatchObject({
      numerators: { from: "503.14", to: "503.18", nearest: "503.14", offset: "+0.26" },
      denominators: null,
    });
  });

  test("a figure of nothing has no largest denominator", () => {
    expect(check("1", "10", "0%").candidates!.denominators).toEqual({
      from: "201",
      to: null,
      nearest: "201",
      offset: "+191",
    });
  });

  test("what a sum is short of, and a point that slipped", () => {
    const { results } = checkFigures([
      figure("281.84+39.15", "", "321.08", { row: 2 }),
      figure("4.19+0.09", "", "4.28", { row: 3, label: "设备" }),
      figure("1", "8", "1.25%", { row: 4 }),
    ]);
    expect(results[0]).toMatchObject({ computed: "320.99", difference: "-0.09" });
    expect(results[0]!.candidates!.others).toEqual([
      { role: "gap", value: "0.09", row: 3, id: "", label: "设备", field: "numerator" },
    ]);
    expect(results[2]!.candidates!.shift).toBe(-1);
  });

  test("of a change only a slipped point", () => {
    expect(check("180.71-416.37", "416.37", "-5.7%").candidates).toEqual({
      numerators: null,
      denominators: null,
      others: [],
      shift: -1,
    });
  });
});

describe("a row without numerator", () => {
  test("tells the whole numbers that fit, here and over other denominators", () => {
    const { results } = checkFigures([
      figure("", "14664", "40.01%", { row: 2 }),
      figure("8907", "12299", "72.42%", { row: 3, id: "b" }),
    ]);
    expect(results[0]).toMatchObject({ verdict: "solved", computed: null, difference: null });
    expect(results[0]!.solutions).toEqual({
      numerators: { from: "5867", to: "5867" },
      elsewhere: [
        {
          role: "denominator",
          value: "12299",
          row: 3,
          id: "b",
          label: "",
          field: "denominator",
          numerators: { from: "4921", to: "4921" },
        },
      ],
    });
  });

  test("differs where none fits", () => {
    expect(check("", "3", "98.46%")).toMatchObject({ verdict: "mismatch", solutions: { numerators: null } });
    expect(check("", "3", "-33.3%")).toMatchObject({ verdict: "mismatch", solutions: { numerators: null } });
  });
});

describe("ranges", () => {
  const counts = fc.record({ n: fc.nat(200_000), d: fc.integer({ min: 1, max: 200_000 }), s: fc.nat(99_999) });
  const rate = (s: number): string => `${Math.floor(s / 100)}.${String(s % 100).padStart(2, "0")}%`;
  const verdictOf = (n: bigint, d: bigint, stated: string) => check(String(n), String(d), stated).verdict;

  test("hold every number that gives the figure, and no other", () => {
    fc.assert(
      fc.property(counts, ({ n, d, s }) => {
        const stated = rate(s);
        const { verdict, candidates } = check(String(n), String(d), stated);
        fc.pre(verdict === "mismatch");
        const { numerators, denominators } = candidates!;
        if (numerators !== null) {
          const [from, to] = [BigInt(numerators.from), BigInt(numerators.to!)];
          expect([from, to].map((it) => verdictOf(it, BigInt(d), stated))).toEqual(["reproduced", "reproduced"]);
          if (from > 0n) expect(verdictOf(from - 1n, BigInt(d), stated)).toBe("mismatch");
          expect(verdictOf(to + 1n, BigInt(d), stated)).toBe("mismatch");
          expect([numerators.from, numerators.to]).toContain(numerators.nearest);
        }
        if (denominators !== null) {
          const from = BigInt(denominators.from);
          expect(verdictOf(BigInt(n), from, stated)).toBe("reproduced");
          if (from > 1n) expect(verdictOf(BigInt(n), from - 1n, stated)).toBe("mismatch");
          if (denominators.to !== null) {
            const to = BigInt(denominators.to);
            expect(verdictOf(BigInt(n), to, stated)).toBe("reproduced");
            expect(verdictOf(BigInt(n), to + 1n, stated)).toBe("mismatch");
          }
        }
      }),
    );
  });

  test("what is printed from counts reproduces from them, at any digits", () => {
    fc.assert(
      fc.property(fc.nat(10 ** 6), fc.integer({ min: 1, max: 10 ** 6 }), fc.nat(8), (n, d, digits) => {
        const unit = 10n ** BigInt(digits);
        // Half up by whole numbers alone, another way than the code's.
        const scaled = (2n * BigInt(n) * 100n * unit + BigInt(d)) / (2n * BigInt(d));
        const text = String(scaled).padStart(digits + 1, "0");
        const stated = digits === 0 ? `${text}%` : `${text.slice(0, -digits)}.${text.slice(-digits)}%`;
        expect(check(String(n), String(d), stated)).toMatchObject({ verdict: "reproduced", computed: stated });
      }),
    );
  });
});
