/** Small rule files for the suites of the hub. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RuleKind } from "../../shared/rules/check.ts";

const both = (text: string) => ({ "zh-CN": `${text}（测试）`, en: text });

/** Departments by their on-time rate, with a part for spot checks, a bonus, a penalty and a veto. */
export function schemeFile(name: string): Record<string, unknown> {
  return {
    format: 1,
    scheme: name,
    version: "1",
    title: both("Test scheme"),
    source: both("Invented"),
    subject: "department",
    basis: "deadline",
    byGroup: true,
    rankedWhen: "handleDue",
    leastCases: 0,
    parts: [
      { part: "onTime", title: both("On time"), weight: 80, rule: { by: "rate", indicator: "onTimeHandleRate" } },
      { part: "checks", title: both("Spot checks"), weight: 20, rule: { by: "ledger", kind: "spotCheck" } },
    ],
    adjustments: [
      { by: "ledger", item: "praise", kind: "bonus", title: both("Praise"), points: 2 },
      { by: "ledger", item: "blame", kind: "penalty", title: both("Blame"), points: -3 },
    ],
    adjustmentCap: 5,
    vetoes: [{ item: "disaster", title: both("Disaster") }],
    grades: [],
    longer: "meanOfMonths",
  };
}

/** Patrollers by how many of their reports were valid. */
export function peopleFile(name: string): Record<string, unknown> {
  return {
    ...schemeFile(name),
    subject: "patroller",
    byGroup: false,
    rankedWhen: "patrolReported",
    parts: [
      { part: "valid", title: both("Valid"), weight: 100, rule: { by: "rate", indicator: "patrollerValidRate" } },
    ],
    adjustments: [],
    vetoes: [],
  };
}

/** Works day and night, every day. */
export function calendarFile(name: string): Record<string, unknown> {
  return {
    format: 1,
    name,
    title: both("Always"),
    timeZone: "Asia/Shanghai",
    slots: [[0, 1_440]],
    weekdays: [0, 1, 2, 3, 4, 5, 6],
    holidays: [],
    makeUpDays: [],
  };
}

export function tableFile(scheme: string): Record<string, unknown> {
  return {
    format: 1,
    scheme,
    title: both("Table"),
    note: both("Invented"),
    minorDigits: 2,
    majors: { component: [], matter: [{ code: "01", name: "市容环境" }] },
    classes: [{ kind: "matter", code: "0101", name: "私搭乱建" }],
  };
}

/** One limit of dust. */
export function thresholdsFile(name: string, more: object = {}): Record<string, unknown> {
  const limits = [{ pollutant: "pm10", minutes: 60, limit: 80, allowed: 2 }];
  return {
    format: 1,
    thresholds: name,
    version: "1",
    title: both("Limits"),
    source: both("Invented"),
    limits,
    ...more,
  };
}

/** Lies on a table and adds one class. */
export function extensionFile(platform: string, scheme: string, code = "0199"): Record<string, unknown> {
  return { format: 1, extends: scheme, platform, classes: [{ kind: "matter", code, name: "共享单车乱停" }] };
}

/** Writes rule files into a folder as a city keeps them; a text is written as it is. */
export function writeRules(
  dir: string,
  rules: Readonly<Partial<Record<RuleKind, Readonly<Record<string, unknown>>>>>,
): void {
  for (const [kind, files] of Object.entries(rules)) {
    mkdirSync(join(dir, kind), { recursive: true });
    for (const [name, content] of Object.entries(files)) {
      const text = typeof content === "string" ? content : JSON.stringify(content, null, 2);
      writeFileSync(join(dir, kind, `${name}.json`), text);
    }
  }
}

/** Alarm rules with one rule about a grid. */
export function alarmsFile(name: string) {
  const rule = {
    rule: "burst",
    about: "grid",
    title: both("Many at once"),
    tone: "calm",
    riseAfterMinutes: null,
    roles: [],
    active: true,
    reports: 3,
    withinMinutes: 60,
  };
  return { alarms: name, version: "1", title: both("Alarms"), rules: [rule] };
}

/** Answer templates with one template. */
export function templatesFile(name: string) {
  const template = { template: "thanks", title: both("Thanks"), commands: [], text: "{caseNo}" };
  return { templates: name, version: "1", title: both("Templates"), list: [template] };
}

/** A scene with one panel. */
export function sceneFile(name: string) {
  const layout = { drawer: { x: 0, y: 0, w: 6, h: 24 }, panels: [{ panel: "ticker", x: 0, y: 0, w: 24, h: 24 }] };
  return { format: 1, scene: name, version: "1", title: both("Scene"), layouts: { standard: layout, wide: layout } };
}

/** A playlist of one scene. */
export function playlistFile(name: string, scene: string) {
  return { playlist: name, version: "1", title: both("Round"), steps: [{ scene, seconds: 30 }] };
}

/** Direction rules with one rule by the clock. */
export function directionFile(name: string, scene: string) {
  const rule = {
    ...{ id: "evening", title: both("Evening"), wall: "", scene, seconds: 0, quietMinutes: 0, rank: 10 },
    when: { on: "clock", days: [1, 2, 3, 4, 5, 6, 7], from: "18:00", to: "19:00" },
  };
  return { direction: name, version: "1", title: both("Direction"), rules: [rule] };
}
