/**
 * Writes resources/exercises/storm-afternoon.json: an invented thunderstorm over the demonstration city, always the same.
 * `node build/storm-exercise.ts`
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { divide } from "../src-hub/city/grids.ts";
import { DEMAND, type DemandRow } from "../src-hub/city/kinds.ts";
import { placesOf } from "../src-hub/city/places.ts";
import { lonLatOf, type Xy } from "../src-hub/city/plane.ts";
import { pick, poisson, randomOf, waiting, weighted, type Random } from "../src-hub/city/random.ts";
import { layStreets, type Segment } from "../src-hub/city/streets.ts";
import type { Exercise, ExerciseCase } from "../shared/rules/exercise.ts";

/** The demonstration city's own ground. */
const CITY_SEED = 20_260_701;
const SEED = 718;
const SCHEME = "GBT47678.5-2026";
/** From half past one to six; it rains from half past two, hardest at three. */
const START = "2026-07-18T13:30:00+08:00";
const MINUTES = 270;

/** What a storm brings, and how much of each. */
const BROUGHT: readonly (readonly [kind: string, code: string, weight: number])[] = [
  ["component", "01004", 7], // 雨水箅子
  ["component", "01003", 4], // 雨水井盖
  ["component", "01002", 2], // 污水井盖
  ["component", "04002", 6], // 行道树
  ["matter", "10002", 3], // 架空线缆脱落
  ["component", "02010", 2], // 交通标志牌
  ["component", "01037", 2], // 路灯
  ["matter", "08012", 1], // 工地车轮带泥上路
];
/** Reports in ten minutes, from the start on. */
const RATE = [1, 1, 1, 2, 2, 3, 6, 10, 14, 15, 13, 11, 9, 7, 6, 5, 4, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1];
const PATROLLERS = [1, 2, 3, 5, 6, 8, 9, 10, 12, 13, 15, 16, 17, 19, 20, 22, 23, 24];
const VEHICLES = [1, 3, 4, 6, 7, 9];

const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits;
const placeOf = (lon: number, lat: number): [number, number] => [round(lon, 5), round(lat, 5)];

/** The exercise, from the seed alone. */
export function stormExercise(): Exercise {
  const streets = layStreets(CITY_SEED);
  const { units } = divide(streets);
  const places = placesOf({ seed: CITY_SEED, streets, units, parks: new Set() });
  const row = weighted(
    BROUGHT.map(([kind, code, weight]) => {
      const found = DEMAND.find((each) => each.kind === kind && each.code === code);
      if (found === undefined) throw new Error(`nobody reports ${kind} ${code}`);
      return [found, weight] as const;
    }),
  );
  const cases = RATE.flatMap((mean, ten) => {
    const random = randomOf(SEED, "ten minutes", ten);
    return Array.from({ length: poisson(random, mean) }, () => ten * 10 + random() * 10)
      .toSorted((a, b) => a - b)
      .map((at) => caseOf(random, at, row(random), places.anywhere(random)));
  });
  const ways = [
    ...PATROLLERS.map((n) => ({ unit: `patroller-${n}`, metresPerMinute: 78 })),
    ...VEHICLES.map((n) => ({ unit: `vehicle-${n}`, metresPerMinute: 260 })),
  ];
  return {
    format: 1,
    exercise: "storm-afternoon",
    title: { "zh-CN": "雷暴雨午后", en: "A stormy afternoon" },
    platform: "demo",
    start: START,
    minutes: MINUTES,
    cases,
    units: ways.map(({ unit, metresPerMinute }) => ({
      unit,
      from: 0,
      every: 60,
      way: walk(randomOf(SEED, "way", unit), streets.segments, metresPerMinute).map((at) => placeOf(...lonLatOf(at))),
    })),
  };
}

type Place = ReturnType<ReturnType<typeof placesOf>["anywhere"]>;

/** A case and how far it gets by the end. Handling takes longer while the rain is heaviest. */
function caseOf(random: Random, reported: number, row: DemandRow, { lon, lat, address, grid }: Place): ExerciseCase {
  const steps: ExerciseCase["steps"] = [];
  let at = round(reported, 2);
  /** A step after some minutes; false when the exercise is over by then. */
  const after = (minutes: number): boolean => {
    at = round(at + minutes, 2);
    return at < MINUTES;
  };
  const departments = row.departments.filter((id) => id !== "jd");
  const department = departments.length === 0 ? "shizheng" : pick(random, departments);
  const hours = row.code === "04002" ? 2 : 1;
  const busy = reported > 60 && reported < 150 ? 1.5 : 1;
  if (after(1 + waiting(random, 3))) steps.push({ step: "accepted", at });
  if (after(1 + waiting(random, 2)) && steps.length === 1) {
    steps.push({ step: "filed", at, limit: { value: hours, type: "urgentHour" } });
  }
  if (after(1 + waiting(random, 4)) && steps.length === 2) {
    const deadline = round(at + hours * 60, 2);
    steps.push({ step: "dispatched", at, department, deadline });
  }
  if (after(2 + waiting(random, 6)) && steps.length === 3) steps.push({ step: "takenOn", at });
  if (after(12 + waiting(random, hours * 26 * busy)) && steps.length === 4) steps.push({ step: "submitted", at });
  if (after(1 + waiting(random, 3)) && steps.length === 5) steps.push({ step: "postCheckSent", at });
  if (after(6 + waiting(random, 10)) && steps.length === 6) steps.push({ step: "checkPassed", at });
  if (after(1 + waiting(random, 4)) && steps.length === 7) steps.push({ step: "closed", at });
  return {
    at: round(reported, 2),
    kind: row.kind,
    class: `${SCHEME}/${row.code}`,
    source: random() < 0.5 ? "patrol" : random() < 0.7 ? "hotline" : "video",
    place: placeOf(lon, lat),
    unitGrid: grid.code,
    address,
    steps,
  };
}

/** A walk along the streets, a place each minute: at every crossing on, back only where there is no other way. */
function walk(random: Random, segments: readonly Segment[], metresPerMinute: number): Xy[] {
  const key = ([x, y]: Xy) => `${Math.round(x)} ${Math.round(y)}`;
  const from = new Map<string, Segment[]>();
  for (const segment of segments) {
    for (const end of [segment.shape[0] as Xy, segment.shape.at(-1) as Xy]) {
      from.set(key(end), [...(from.get(key(end)) ?? []), segment]);
    }
  }
  let segment = pick(random, segments);
  let shape = segment.shape;
  let done = 0;
  const way: Xy[] = [];
  for (let minute = 0; minute <= MINUTES; minute++) {
    way.push(alongOf(shape, done));
    for (done += metresPerMinute; done > segment.length;) {
      done -= segment.length;
      const end = shape.at(-1) as Xy;
      const all = from.get(key(end)) ?? [segment];
      const others = all.filter((each) => each !== segment);
      segment = pick(random, others.length === 0 ? all : others);
      shape = key(segment.shape[0] as Xy) === key(end) ? segment.shape : segment.shape.toReversed();
    }
  }
  return way;
}

function alongOf(shape: readonly Xy[], metres: number): Xy {
  let left = metres;
  for (let i = 1; i < shape.length; i++) {
    const [a, b] = [shape[i - 1] as Xy, shape[i] as Xy];
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    if (left <= length) return [a[0] + ((b[0] - a[0]) * left) / length, a[1] + ((b[1] - a[1]) * left) / length];
    left -= length;
  }
  return shape.at(-1) as Xy;
}

/** The file's text: a case or a way on a line, so that changes can be read. */
export function exerciseText({ cases, units, ...head }: Exercise): string {
  const lines = (all: readonly unknown[]) => all.map((each) => `    ${JSON.stringify(each)}`).join(",\n");
  const top = JSON.stringify(head, null, 2).slice(0, -2);
  return `${top},\n  "cases": [\n${lines(cases)}\n  ],\n  "units": [\n${lines(units)}\n  ]\n}\n`;
}

if (import.meta.main) {
  const file = join(import.meta.dirname, "../resources/exercises/storm-afternoon.json");
  writeFileSync(file, exerciseText(stormExercise()));
}
