import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EVERYTHING, NOTHING, isWithin, partOfScope, viewOfScope, withoutPersons, type Scope } from "./scope.ts";
import { columnIndex, columnsOf, TABLE_NAMES, TABLES, type Cell, type Row, type TableName } from "./tables.ts";
import { stateCode } from "./case/state.ts";

/** A row with something in every column, some of them as given. */
function row(table: TableName, cells: Readonly<Record<string, Cell>> = {}): Row {
  const types: Readonly<Record<string, string>> = TABLES[table];
  return columnsOf(table).map((name) => cells[name] ?? ((types[name] as string).startsWith("text") ? "x" : 1));
}
const cell = (table: TableName, of: Row | null, column: string) => of?.[columnIndex(table, column)];
const aCase = (cells: Readonly<Record<string, Cell>> = {}) =>
  row("cases", {
    platform: "a",
    department: 7,
    unitGrid: 70,
    state: stateCode("handling"),
    reportedAt: 1_000,
    facts: "[]",
    ...cells,
  });
const sees = (scope: Partial<Scope>, what: Row, table: TableName = "cases") =>
  viewOfScope({ ...EVERYTHING, ...scope }).shown(table, what) !== null;

describe("a scope", () => {
  test("R1 gives everything as it is when it is everything, and nothing but the hub's own when it is nothing", () => {
    for (const table of TABLE_NAMES) {
      const one = row(table);
      expect(viewOfScope(EVERYTHING).shown(table, one)).toBe(one);
      expect(viewOfScope(NOTHING).shown(table, one) === null).toBe(table !== "rules");
    }
  });

  test("R2 gives cases by platform, department, unit grid and age, all of which must fit", () => {
    expect(sees({ platforms: ["a"] }, aCase())).toBe(true);
    expect(sees({ platforms: ["b"] }, aCase())).toBe(false);
    expect(sees({ departments: [7, 8] }, aCase())).toBe(true);
    expect(sees({ departments: [8] }, aCase())).toBe(false);
    expect(sees({ departments: [8] }, aCase({ department: 0 }))).toBe(false);
    expect(sees({ unitGrids: [70] }, aCase())).toBe(true);
    expect(sees({ unitGrids: [71] }, aCase())).toBe(false);
    expect(sees({ departments: [7], unitGrids: [71] }, aCase())).toBe(false);
    expect(sees({ since: 2_000 }, aCase())).toBe(true);
    expect(sees({ since: 2_000 }, aCase({ state: stateCode("closed") }))).toBe(false);
    expect(sees({ since: 1_000 }, aCase({ state: stateCode("closed") }))).toBe(true);
  });

  test("R2 gives the other tables by platform; what was set aside only with the whole city", () => {
    expect(sees({ platforms: ["b"] }, row("departments", { platform: "a" }), "departments")).toBe(false);
    expect(sees({ departments: [8] }, row("departments", { platform: "a" }), "departments")).toBe(true);
    expect(sees({ departments: [8] }, row("asides", { platform: "a" }), "asides")).toBe(false);
  });

  test("R3 keeps the numbers of old cases that are over and lets their texts go", () => {
    const old = aCase({
      state: stateCode("closed"),
      address: "人民路1号",
      description: "井盖破损",
      facts: "[1]",
      extra: "{1}",
    });
    const shown = viewOfScope({ ...EVERYTHING, textsSince: 2_000 }).shown("cases", old);
    expect(["address", "description", "facts", "extra"].map((name) => cell("cases", shown, name))).toEqual([
      "",
      "",
      "[]",
      "{}",
    ]);
    expect(cell("cases", shown, "caseNo")).toBe("x");
    const open = aCase();
    expect(viewOfScope({ ...EVERYTHING, textsSince: 2_000 }).shown("cases", open)).toBe(open);
  });

  test("R4 without persons: callers, telephones, identity numbers, contacts, plates", () => {
    const by = (source: string) => JSON.stringify([{ kind: "reported", at: 1, by: "张三", report: { source } }]);
    const told = aCase({
      description: "王女士 13812345678 反映，身份证 11010519491231002X，案号 20261121000123",
      extra: '{"电话":"1"}',
      facts: by("hotline"),
    });
    const shown = viewOfScope({ ...EVERYTHING, personal: false }).shown("cases", told);
    expect(cell("cases", shown, "description")).toBe("王女士 *** 反映，身份证 ***，案号 20261121000123");
    expect(cell("cases", shown, "extra")).toBe("{}");
    expect(String(cell("cases", shown, "facts"))).not.toContain("张三");
    expect(cell("cases", withoutPersons("cases", aCase({ facts: by("patrol") })), "facts")).toContain("张三");
    expect(
      cell(
        "cases",
        withoutPersons("cases", aCase({ description: "call (212) 555-0123 or 028-87654321" })),
        "description",
      ),
    ).toBe("call *** or ***");
    expect(cell("units", withoutPersons("units", row("units", { name: "王小明", plate: "川A·12345" })), "name")).toBe(
      "王**",
    );
    expect(cell("units", withoutPersons("units", row("units", { plate: "川A12345" })), "plate")).toBe("川A****5");
    expect(
      cell("departments", withoutPersons("departments", row("departments", { contact: "李队 138" })), "contact"),
    ).toBe("");
  });

  test("Z73 a contact goes to whoever has to do with the department, and its person only to who may see persons", () => {
    const one = row("contacts", { department: 7, name: "王小明", phone: "13812345678", note: "夜间打 028-87654321" });
    expect([sees({ departments: [7] }, one, "contacts"), sees({ departments: [8] }, one, "contacts")]).toEqual([
      true,
      false,
    ]);
    expect(sees({ unitGrids: [70] }, one, "contacts")).toBe(true);
    const shown = viewOfScope({ ...EVERYTHING, personal: false }).shown("contacts", one);
    expect(["name", "phone", "note", "duty"].map((name) => cell("contacts", shown, name))).toEqual([
      "王**",
      "***",
      "夜间打 ***",
      "x",
    ]);
    const marked = row("alarmMarks", { note: "已电话 13812345678" });
    expect(cell("alarmMarks", withoutPersons("alarmMarks", marked), "note")).toBe("已电话 ***");
  });

  test("Z72 a handover goes to whoever sees all of the part of the city that it tells of", () => {
    const handover = (part: Partial<Scope>) => row("handovers", { part: partOfScope({ ...EVERYTHING, ...part }) });
    const whole = handover({});
    const ours = handover({ unitGrids: [70, 71] });
    expect([sees({}, whole, "handovers"), sees({}, ours, "handovers")]).toEqual([true, true]);
    expect([
      sees({ unitGrids: [70, 71, 72] }, ours, "handovers"),
      sees({ unitGrids: [70] }, ours, "handovers"),
    ]).toEqual([true, false]);
    expect([sees({ unitGrids: [70, 71] }, whole, "handovers"), sees({ departments: [7] }, ours, "handovers")]).toEqual([
      false,
      false,
    ]);
    expect(sees({ unitGrids: [70] }, row("handovers", { part: "{" }), "handovers")).toBe(false);
    const told = row("handovers", { body: '{"address":"一号 13812345678"}', note: "找 13812345678", part: "" });
    const shown = viewOfScope({ ...EVERYTHING, personal: false }).shown("handovers", told);
    expect([cell("handovers", shown, "body"), cell("handovers", shown, "note")]).toEqual([
      '{"address":"一号 ***"}',
      "找 ***",
    ]);
  });

  test("R5 taken twice is the same as once", () => {
    const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("13812345678", "张三", "川A12345", "[{}]"));
    fc.assert(
      fc.property(
        fc.constantFrom<TableName>("cases", "units", "departments", "asides", "contacts", "alarmMarks", "handovers"),
        fc.array(text, { minLength: 40, maxLength: 40 }),
        (table, texts) => {
          const any = row(table).map((was, i) => (typeof was === "string" ? (texts[i] as string) : was));
          const once = withoutPersons(table, any);
          expect(withoutPersons(table, once)).toEqual(once);
        },
      ),
    );
  });

  test("R6 is within another when it gives nothing that the other does not", () => {
    const list = fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }));
    const when = fc.option(fc.integer({ min: 0, max: 3 }));
    const any: fc.Arbitrary<Scope> = fc.record({
      platforms: fc.option(fc.uniqueArray(fc.constantFrom("a", "b"), { maxLength: 2 })),
      departments: list,
      unitGrids: list,
      since: when,
      textsSince: when,
      personal: fc.boolean(),
      restricted: fc.boolean(),
    });
    const some = fc.record({
      platform: fc.constantFrom("a", "b"),
      department: fc.nat({ max: 3 }),
      unitGrid: fc.nat({ max: 3 }),
      reportedAt: fc.nat({ max: 3 }),
      state: fc.constantFrom(stateCode("closed"), stateCode("handling")),
    });
    fc.assert(
      fc.property(any, any, some, (inner, outer, cells) => {
        fc.pre(isWithin(inner, outer));
        const first = viewOfScope(outer).shown("cases", aCase(cells));
        // What the narrower one gives of a row is what it gives of that which the wider one gave.
        expect(first === null ? null : viewOfScope(inner).shown("cases", first)).toEqual(
          viewOfScope(inner).shown("cases", aCase(cells)),
        );
      }),
    );
    expect(isWithin(EVERYTHING, NOTHING)).toBe(false);
    expect(isWithin(NOTHING, EVERYTHING)).toBe(true);
  });
});
