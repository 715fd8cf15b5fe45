/** Contacts as seats ask for them, over a cache with real rows. */
import { afterEach, describe, expect, test } from "vitest";
import { rowOf } from "../../../shared/tables.ts";
import { openTestSource, type TestSource } from "../../../test/contract/test-source.ts";
import { contactsAnswer } from "./contacts.ts";

let held: TestSource | null = null;
afterEach(() => {
  held?.close();
  held = null;
});

const department = (uid: number, name: string) =>
  rowOf("departments", {
    ...{ uid, platform: "demo", id: `d${uid}`, name, nameEn: `Works ${uid}`, shortName: name, shortNameEn: "" },
    ...{ groupCode: "A", contact: "" },
  });
const contact = (uid: number, of: number, confirmedAt: number | null) =>
  rowOf("contacts", {
    ...{
      uid,
      platform: "demo",
      id: `c${uid}`,
      department: of,
      name: `张${uid}`,
      duty: "值班员",
      phone: "12319",
      note: "",
    },
    ...{ confirmedAt, confirmedBy: confirmedAt === null ? "" : "李四" },
  });

describe("contacts", () => {
  test("come department by department, with its names; those whose department is gone are last", async () => {
    const it = await openTestSource(Date.UTC(2026, 10, 20));
    held = it;
    it.apply({
      departments: [department(5, "市政处"), department(9, "园林局")],
      contacts: [contact(1, 9, null), contact(2, 5, 7), contact(3, 77, null), contact(4, 5, null)],
    });
    const all = contactsAnswer(0, it.source);
    expect(all.map(({ uid, departmentName }) => [uid, departmentName])).toEqual([
      [2, "市政处"],
      [4, "市政处"],
      [1, "园林局"],
      [3, ""],
    ]);
    expect(all[0]).toEqual({
      ...{ uid: 2, id: "c2", department: 5, name: "张2", duty: "值班员", phone: "12319", note: "" },
      ...{ confirmedAt: 7, confirmedBy: "李四", departmentName: "市政处", departmentNameEn: "Works 5" },
    });
    expect(contactsAnswer(9, it.source).map(({ uid }) => uid)).toEqual([1]);
    expect(contactsAnswer(4, it.source)).toEqual([]);
  });
});
