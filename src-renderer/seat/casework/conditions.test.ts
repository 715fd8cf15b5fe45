import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { publishedConditions } from "./conditions.ts";

const body = readFileSync(join(import.meta.dirname, "../../../resources/classes/GBT30428.2-2013.json"), "utf8");
const standard = { name: "GBT30428.2-2013", body };
const table = JSON.parse(body) as {
  readonly scheme: string;
  readonly classes: readonly {
    readonly kind: string;
    readonly code: string;
    readonly conditions?: readonly { id: string }[];
  }[];
};
const found = table.classes.find(({ conditions = [] }) => conditions.length > 1);
const asked = { scheme: table.scheme, kind: found?.kind ?? "", code: found?.code ?? "" };

test("the conditions of a class are those that the hub published", () => {
  const ids = publishedConditions([standard], "demo", asked).map(({ id }) => id);
  expect(ids).toEqual(found?.conditions?.map(({ id }) => id));
  expect(ids.length).toBeGreaterThan(1);
});

test("a city's own stand instead of the standard's, for its own cases only", () => {
  const own = {
    ...{ id: `${asked.code}.91`, condition: "本市条件", conditionEn: "Own", closing: "完好", closingEn: "Whole" },
    limit: { value: 2, type: "workHour" },
  };
  const extension = {
    name: "demo",
    body: JSON.stringify({
      ...{ format: 1, extends: asked.scheme, platform: "demo" },
      conditions: [{ kind: asked.kind, code: asked.code, how: "replace", conditions: [own] }],
    }),
  };
  const idsFor = (platform: string) => publishedConditions([extension, standard], platform, asked).map(({ id }) => id);
  expect(idsFor("demo")).toEqual([own.id]);
  expect(idsFor("nyc")).not.toContain(own.id);
});

test("what cannot be read, or is not there, gives none", () => {
  expect(publishedConditions([{ name: "x", body: "{" }], "demo", asked)).toEqual([]);
  expect(publishedConditions([{ name: "x", body: "{}" }, standard], "demo", { ...asked, code: "9999" })).toEqual([]);
});
