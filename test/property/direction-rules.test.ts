/** Rules of direction over random histories: a day told in one piece, and lived through in many. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fact } from "../../shared/case/case.ts";
import { alarmOccasions, type AlarmFacts } from "../../shared/direction/alarm-occasions.ts";
import { dryRun, runUpMs, wallsOf } from "../../shared/direction/dry-run.ts";
import { historyAfter, historyOf, type CaseHistory } from "../../shared/direction/history.ts";
import { caseOccasions, type Occasion } from "../../shared/direction/occasions.ts";
import { answerTo, NO_MEMORY, type Answered, type RulesGround, type Told } from "../../shared/direction/rules.ts";
import { newWall } from "../../shared/direction/state.ts";
import type { AlarmRule } from "../../shared/rules/alarms.ts";
import type { DirectionRule, DirectionWhen } from "../../shared/rules/direction.ts";
import { DAY, HOUR, MINUTE, START, policies, reports, steps, walk } from "./case-walks.ts";

const TIME_ZONE = "Asia/Shanghai";
const SCENES = new Set(["live", "emergency", "night"]);
const both = (text: string) => ({ "zh-CN": text, en: text });

const alarm = { title: both("x"), tone: "calm" as const, riseAfterMinutes: null, roles: [], active: true };
const ALARMS: readonly AlarmRule[] = [
  { ...alarm, rule: "due", about: "case", clock: "deadline", beforeMinutes: 30, urgentOnly: false },
  { ...alarm, rule: "stage", about: "case", clock: "stage", beforeMinutes: 0, urgentOnly: true },
  { ...alarm, rule: "jam", about: "stage", late: 2 },
  { ...alarm, rule: "burst", about: "grid", reports: 2, withinMinutes: 300 },
  { ...alarm, rule: "out", about: "camera", outMinutes: 30 },
];

const time = fc.tuple(fc.nat(23), fc.nat(59)).map((parts) => parts.map((n) => String(n).padStart(2, "0")).join(":"));
const whens: fc.Arbitrary<DirectionWhen> = fc.oneof(
  fc.record({
    on: fc.constant("case" as const),
    event: fc.constantFrom("reported" as const, "filed" as const, "overdue" as const),
    urgent: fc.boolean(),
  }),
  fc.record({ on: fc.constant("alarm" as const), rule: fc.constantFrom(...ALARMS.map(({ rule }) => rule)) }),
  fc.record({
    on: fc.constant("clock" as const),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    from: time,
    to: time,
  }),
);
const rules: fc.Arbitrary<DirectionRule[]> = fc
  .array(
    fc.record({
      when: whens,
      wall: fc.constantFrom("", "", "hall"),
      scene: fc.constantFrom(...SCENES, "gone"),
      seconds: fc.constantFrom(0, 30, 90, 3_600),
      quietMinutes: fc.constantFrom(0, 2, 120),
      rank: fc.nat(3),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) => all.map((rule, i) => ({ ...rule, id: `r${i}`, title: both(`r${i}`), active: true })));

/** Cases that begin at some time of three days, in few grids. */
const books: fc.Arbitrary<(readonly Fact[])[]> = fc.array(
  fc.tuple(reports, steps, policies, fc.nat(3 * DAY), fc.nat(2)).map(([report, path, policy, later, unitGrid]) => {
    const { facts } = walk({ ...report, unitGrid: unitGrid + 1 }, path, policy);
    return facts.map((fact) => moved(fact, later));
  }),
  { minLength: 1, maxLength: 14 },
);

/** A fact so much later, with every instant in it. */
function moved(fact: Fact, by: number): Fact {
  const value = JSON.parse(
    JSON.stringify(fact, (key, value: unknown) =>
      ["at", "due", "dispatchDue", "deadline", "until", "answerBy"].includes(key) && typeof value === "number"
        ? value + by
        : value,
    ),
  ) as Fact;
  return value;
}

const outages = fc.array(
  fc.tuple(fc.nat(3 * DAY), fc.option(fc.nat(2 * HOUR))).map(([from, lasts], ...rest) => ({
    camera: 1 + rest.length,
    fromAt: START + from,
    toAt: lasts === null ? null : START + from + lasts,
  })),
  { maxLength: 4 },
);

const by = (all: readonly DirectionRule[]): RulesGround => ({
  timeZone: TIME_ZONE,
  rules: all,
  places: { majorOf: () => "", of: () => [] },
  pace: 1,
  ground: () => ({ scenes: SCENES, playlists: new Map(), barred: () => false }),
});

const reportsOf = (cases: readonly (readonly Fact[])[], until: number) => {
  const times = new Map<number, number[]>();
  for (const [first] of cases) {
    if (first?.kind !== "reported" || first.at > until) continue;
    times.set(first.report.unitGrid, [...(times.get(first.report.unitGrid) ?? []), first.at]);
  }
  for (const list of times.values()) list.sort((a, b) => a - b);
  return times;
};

const occasionsIn = (cases: readonly CaseHistory[], facts: Omit<AlarmFacts, "cases">, from: number, to: number) => [
  ...caseOccasions(cases, from, to),
  ...alarmOccasions(ALARMS, { ...facts, cases }, from, to),
];

const shownOnly = (told: readonly Told[]) =>
  told.map(({ at, wall, rule, outcome, caseUid, alarm: key }) => `${at} ${wall} ${rule} ${outcome} ${caseUid} ${key}`);

const DAY_FROM = START + DAY;
const DAY_TO = START + 2 * DAY;

test("X60, X67 a dry run of a day tells what the rules do when the same facts come one by one", () => {
  let answered = 0;
  fc.assert(
    fc.property(
      books,
      rules,
      outages,
      fc.array(fc.integer({ min: 1, max: 6 * HOUR }), { minLength: 1, maxLength: 40 }),
      (cases, all, out, waits) => {
        const begin = DAY_FROM - runUpMs(all);
        const histories = cases.flatMap((facts, i) => historyOf(i + 1, facts) ?? []);
        const facts = { reports: reportsOf(cases, DAY_TO), outages: out, overs: [], timeZone: TIME_ZONE };
        const occasions = occasionsIn(histories, facts, begin, DAY_TO);
        const walls = wallsOf(all);
        const dry = dryRun(occasions, walls, by(all), { from: DAY_FROM, to: DAY_TO });

        // Lived through: only what has happened by then is known, and what is over is forgotten.
        let lived: Pick<Answered, "memory" | "walls"> = {
          memory: NO_MEMORY,
          walls: new Map(walls.map((wall) => [wall, newWall(wall)])),
        };
        const told: Told[] = [];
        let at = begin;
        for (let i = 0; at < DAY_TO; i++) {
          // Pieces of any length among others of a usual one, so that the day comes to its end.
          const wait = (i % 2 === 0 ? waits[i / 2] : undefined) ?? 97 * MINUTE;
          const to = Math.min(DAY_TO, at + wait);
          const known = cases.flatMap((each, k): CaseHistory[] => {
            const history = historyOf(
              k + 1,
              each.filter((fact) => fact.at <= to),
            );
            return history === null ? [] : [historyAfter(history, at) ?? []].flat();
          });
          const here = {
            reports: reportsOf(cases, to),
            outages: out
              .filter(({ fromAt }) => fromAt <= to)
              .map((one) => (one.toAt !== null && one.toAt > to ? { ...one, toAt: null } : one)),
            overs: [],
            timeZone: TIME_ZONE,
          };
          const next = answerTo(occasionsIn(known, here, at, to), lived, by(all), { from: at, to, live: true });
          told.push(...next.told.filter((one) => one.at >= DAY_FROM && one.at < DAY_TO));
          lived = next;
          at = to;
        }
        answered += dry.filter(({ outcome }) => outcome === "shown").length;
        expect(shownOnly(told)).toEqual(shownOnly(dry));
      },
    ),
    { numRuns: 150 },
  );
  // Or nothing was put to the test.
  expect(answered).toBeGreaterThan(100);
});

test("X60 the occasions of a time are those of its pieces, whatever happened", () => {
  fc.assert(
    fc.property(books, outages, fc.integer({ min: 1, max: DAY - 1 }), (cases, out, cut) => {
      const histories = cases.flatMap((facts, i) => historyOf(i + 1, facts) ?? []);
      const facts = { reports: reportsOf(cases, DAY_TO), outages: out, overs: [], timeZone: TIME_ZONE };
      const keys = (found: readonly Occasion[]) => found.map(({ at, key }) => `${at} ${key}`).toSorted();
      const middle = DAY_FROM + cut;
      const whole = keys(occasionsIn(histories, facts, DAY_FROM, DAY_TO));
      const later = histories.flatMap((history) => historyAfter(history, middle) ?? []);
      const pieces = [...occasionsIn(histories, facts, DAY_FROM, middle), ...occasionsIn(later, facts, middle, DAY_TO)];
      expect(keys(pieces)).toEqual(whole);
    }),
    { numRuns: 200 },
  );
});

test("X65, X66 whatever happens, a rule is quiet as long as it says, and no scene outlasts its seconds", () => {
  fc.assert(
    fc.property(books, rules, (cases, all) => {
      const histories = cases.flatMap((facts, i) => historyOf(i + 1, facts) ?? []);
      const facts = { reports: reportsOf(cases, DAY_TO), outages: [], overs: [], timeZone: TIME_ZONE };
      const begin = DAY_FROM - runUpMs(all);
      const told = dryRun(occasionsIn(histories, facts, begin, DAY_TO), wallsOf(all), by(all), {
        from: DAY_FROM,
        to: DAY_TO,
      });
      const last = new Map<string, number>();
      for (const { at, wall, rule: id, outcome, until } of told) {
        if (outcome !== "shown") continue;
        const rule = all.find((each) => each.id === id) as DirectionRule;
        if (rule.when.on === "clock") continue;
        expect(at - (last.get(`${wall}/${id}`) ?? 0)).toBeGreaterThanOrEqual(rule.quietMinutes * MINUTE);
        last.set(`${wall}/${id}`, at);
        if (rule.seconds > 0) expect((until ?? Infinity) - at).toBeLessThanOrEqual(rule.seconds * 1_000);
      }
    }),
    { numRuns: 100 },
  );
});
