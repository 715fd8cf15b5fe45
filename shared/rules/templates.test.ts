import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ALLOWED } from "../case/decide.ts";
import { TroubleError } from "../trouble.ts";
import { blanksIn, fillTemplate, parseTemplates, templatesFor } from "./templates.ts";

const file = join(import.meta.dirname, "../../resources/templates/hall.json");
const hall = parseTemplates("templates/hall.json", JSON.parse(readFileSync(file, "utf8")));

describe("Z23 templates", () => {
  test("fill what the case knows and name what it does not", () => {
    const filled = fillTemplate("案件{caseNo}将于{deadline}到期，请{department}处置；{caseNo}。", {
      caseNo: "〔2026〕7",
      department: "环卫处",
    });
    expect(filled).toEqual({
      text: "案件〔2026〕7将于{deadline}到期，请环卫处处置；〔2026〕7。",
      missing: ["deadline"],
    });
    expect(blanksIn(filled.text)).toEqual(["deadline"]);
  });

  test("an empty value leaves the blank, and other braces are no blanks", () => {
    expect(fillTemplate("{address}{x}", { address: "" })).toEqual({ text: "{address}{x}", missing: ["address"] });
    expect(blanksIn("{x} {limit}")).toEqual(["limit"]);
  });

  test("what a value says is not filled again", () => {
    expect(fillTemplate("{address}", { address: "{caseNo}", caseNo: "1" }).text).toBe("{caseNo}");
  });

  test("a template with an unknown blank is refused with its place", () => {
    const broken = { ...hall, list: [{ ...hall.list[0], text: "{phone}" }] };
    expect(() => parseTemplates("templates/hall.json", broken)).toThrow(TroubleError);
  });

  test("those made for a command come before those for all", () => {
    const list = [
      { template: "a", title: hall.title, commands: [], text: "a" },
      { template: "b", title: hall.title, commands: ["urge"], text: "b" },
      { template: "c", title: hall.title, commands: ["void"], text: "c" },
    ];
    expect(templatesFor(list, "urge").map(({ template }) => template)).toEqual(["b", "a"]);
  });
});

test("the hall's own templates are for commands that there are, and each has its own name", () => {
  const commands = new Set<string>(Object.values(ALLOWED).flat());
  for (const { commands: own } of hall.list) {
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((command) => !commands.has(command))).toEqual([]);
  }
  expect(hall.list.length).toBeGreaterThanOrEqual(12);
  expect(new Set(hall.list.map(({ template }) => template)).size).toBe(hall.list.length);
});
