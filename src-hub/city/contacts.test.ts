import { expect, test } from "vitest";
import { contactsOfDepartments } from "./contacts.ts";
import { DEPARTMENTS } from "./people.ts";

const AT = Date.UTC(2026, 10, 1);
const DAY = 86_400_000;

test("every department has two or three contacts under numbers of their own, and the same ones each time", () => {
  const contacts = contactsOfDepartments(7, AT);
  for (const { id } of DEPARTMENTS) {
    const ours = contacts.filter(({ departmentId }) => departmentId === id);
    expect([2, 3]).toContain(ours.length);
    expect(ours[0]).toMatchObject({ name: "值班室" });
  }
  expect(new Set(contacts.map(({ phone }) => phone)).size).toBe(contacts.length);
  for (const { phone } of contacts) expect(phone).toMatch(/^\d{6}$/);
  expect(contactsOfDepartments(7, AT)).toEqual(contacts);
  expect(contactsOfDepartments(8, AT)).not.toEqual(contacts);
});

test("some were confirmed lately, some long ago, some never", () => {
  const ages = contactsOfDepartments(7, AT).map(({ confirmedAt, confirmedBy }) => {
    expect(confirmedAt === null).toBe(confirmedBy === "");
    return confirmedAt === null ? null : (AT - confirmedAt) / DAY;
  });
  const told = ages.filter((age) => age !== null);
  expect(told.some((age) => age < 60) && told.some((age) => age > 300)).toBe(true);
  expect(told.every((age) => age >= 1 && age <= 360)).toBe(true);
  expect(ages.length - told.length).toBeGreaterThan(2);
});
