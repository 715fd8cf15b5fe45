import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { TroubleError } from "../trouble.ts";
import { parseThresholds, thresholdsInForce, type Thresholds } from "./thresholds.ts";

const folder = join(import.meta.dirname, "../../resources/thresholds");
const shipped = new Map(
  readdirSync(folder).map((file) => {
    const name = file.replace(".json", "");
    return [name, parseThresholds(file, JSON.parse(readFileSync(join(folder, file), "utf8")))] as const;
  }),
);

const file = (more: object = {}): Record<string, unknown> => ({
  format: 1,
  thresholds: "x",
  version: "1",
  title: { "zh-CN": "限值", en: "Limits" },
  source: { "zh-CN": "自拟", en: "Made up" },
  limits: [{ pollutant: "pm10", minutes: 60, limit: 80, allowed: 2 }],
  ...more,
});
const limit = (more: object) => ({ pollutant: "pm10", minutes: 60, limit: 80, allowed: 2, ...more });
const troubleOf = (value: unknown) => {
  try {
    parseThresholds("thresholds/x.json", value);
  } catch (error) {
    if (error instanceof TroubleError) return error.trouble;
    throw error;
  }
  return null;
};

describe("thresholds", () => {
  test("W1 of each kind ship as files that can be read, particles in µg/m³", () => {
    expect([...shipped.keys()].toSorted()).toEqual([
      ...["hebei", "liaoning", "liaoning-rural", "linlan", "national", "shaanxi", "shaanxi-structure", "shanghai"],
    ]);
    for (const [name, { thresholds, limits }] of shipped) {
      expect(thresholds).toBe(name);
      // A limit of particles in mg/m³ would be below 3.
      for (const each of limits) expect(each.limit).toBeGreaterThan(30);
    }
  });

  test.each([
    ["limits.0.pollutant", { limits: [limit({ pollutant: "dust" })] }],
    ["limits.0.minutes", { limits: [limit({ minutes: 7 })] }],
    ["limits.0.limit", { limits: [limit({ limit: 0 })] }],
    ["limits.0.allowed", { limits: [limit({ allowed: -1 })] }],
    ["limits.0.hours", { limits: [limit({ minutes: 1_440, hours: "night" })] }],
    ["limits.0.compare", { limits: [limit({ pollutant: "noise", compare: "minusRegion" })] }],
    ["limits.0.regionAtMost", { limits: [limit({ regionAtMost: 150 })] }],
    ["enough", { enough: 1.2 }],
    ["night.to", { night: { from: 1_320, to: 1_440 } }],
    ["extends", { extends: "x" }],
  ])("W1 what is wrong at %s is told with its place", (path, more) => {
    expect(troubleOf(file(more))).toMatchObject({ code: "ruleBroken", params: { file: "thresholds/x.json", path } });
  });

  test("W1 a limit or a platform said twice is told, and a file of a later format", () => {
    expect(troubleOf(file({ limits: [limit({}), limit({ allowed: 3 })] }))).toMatchObject({
      code: "ruleDuplicate",
      params: { path: "limits.1" },
    });
    expect(troubleOf(file({ platforms: ["a", "b", "a"] }))).toMatchObject({
      code: "ruleDuplicate",
      params: { path: "platforms.2", name: "a" },
    });
    expect(troubleOf(file({ format: 2 }))).toMatchObject({ code: "ruleNewer" });
    expect(troubleOf(file())).toBeNull();
  });

  test("W2 a station goes by the file it names, else its platform's, else the national one", () => {
    const name = (platform: string, asked: string) => thresholdsInForce(shipped, platform, asked)?.name;
    expect(name("demo", "shanghai")).toBe("shanghai");
    expect(name("demo", "")).toBe("linlan");
    expect(name("demo", "no-such-file")).toBe("linlan");
    expect(name("elsewhere", "")).toBe("national");
    expect(thresholdsInForce(new Map(), "demo", "")).toBeNull();
  });

  test("W2 what a file says of a pollutant and period stands in place of what it extends says", () => {
    const of = (asked: string) =>
      thresholdsInForce(shipped, "", asked)?.limits.map(({ pollutant, minutes, limit: most }) => [
        pollutant,
        minutes,
        most,
      ]);
    expect(of("liaoning-rural")).toContainEqual(["tsp", 5, 1_000]);
    expect(of("liaoning-rural")).not.toContainEqual(["tsp", 5, 800]);
    expect(of("liaoning-rural")).toContainEqual(["noise", 15, 55]);
    expect(of("linlan")).toContainEqual(["pm10", 60, 80]);
    expect(of("linlan")).toContainEqual(["pm10", 1_440, 150]);
    const { enough, night } = thresholdsInForce(shipped, "", "linlan") ?? {};
    expect([enough, night]).toEqual([0.75, { from: 1_320, to: 360 }]);
  });

  test("W2 files that extend each other in a circle come to an end", () => {
    const one = (name: string, other: string): [string, Thresholds] => [
      name,
      parseThresholds(name, file({ thresholds: name, extends: other })),
    ];
    const circle = new Map([one("a", "b"), one("b", "a")]);
    expect(thresholdsInForce(circle, "", "a")?.limits).toHaveLength(1);
  });
});
