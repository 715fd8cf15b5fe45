/**
 * What rules of walls go by, kept up to date from the commits of the store: how open cases stand, reports of grids, outages,
 * means above a limit. Only what rules in force wait for is kept.
 */
import type { Fact } from "../../shared/case/case.ts";
import { CASE_STATES, isOpen } from "../../shared/case/state.ts";
import { alarmOccasions, burstLookback } from "../../shared/direction/alarm-occasions.ts";
import { historyAfter, historyOf, type CaseHistory } from "../../shared/direction/history.ts";
import { caseOccasions, type Occasion } from "../../shared/direction/occasions.ts";
import { oversOf, type JudgedStation, type MeanRow } from "../../shared/direction/overs.ts";
import type { ThresholdsInForce } from "../../shared/rules/thresholds.ts";
import { columnIndex, recordOf, type RecordOf, type Row, type TableName } from "../../shared/tables.ts";
import type { Delta } from "../../shared/wire/hub.ts";
import type { Store } from "../store/store.ts";
import type { RulesInForce } from "./rules-in-force.ts";

/** Rows of cases read at once when rules begin to wait for what is open already. */
const PAGE = 500;
/** Digits of a unit grid's code that tell the district. */
const DISTRICT = 6;

const STATE = columnIndex("cases", "state");
const FACTS = columnIndex("cases", "facts");
const REPORTED_AT = columnIndex("cases", "reportedAt");
const UNIT_GRID = columnIndex("cases", "unitGrid");

export interface RuleFacts {
  /** Takes what rules wait for now; `from` is the time from which on facts count, hub time. */
  wait(inForce: RulesInForce, from: number): void;
  /** Takes a commit. */
  take(delta: Pick<Delta, "put" | "del">): void;
  /** Reads on where there is something left from before; true when there was. */
  readOn(): boolean;
  /** What happened within (from, to], some of it perhaps told before. */
  occasions(from: number, to: number): Occasion[];
}

export interface RuleFactsOptions {
  readonly store: Pick<Store, "page" | "each" | "get">;
  thresholds(platform: string, name: string): ThresholdsInForce | null;
}

type Outage = Pick<RecordOf<"outages">, "camera" | "fromAt" | "toAt">;

export function openRuleFacts({ store, thresholds }: RuleFactsOptions): RuleFacts {
  let inForce: RulesInForce | null = null;
  let since = 0;
  const cases = new Map<number, CaseHistory>();
  const reports = new Map<number, { readonly at: number; readonly grid: number }>();
  const outages = new Map<number, Outage>();
  const means = new Map<number, MeanRow>();
  let stations: readonly JudgedStation[] | null = null;
  /** Tables that are being read from the beginning, with the last uid that was read. */
  const reading = new Map<"cases" | "outages", number>();

  const about = (subject: string) => inForce?.alarms.some((rule) => rule.about === subject) ?? false;
  const needs = {
    cases: () => about("case") || about("stage") || (inForce?.rules.some(({ when }) => when.on === "case") ?? false),
    open: () =>
      about("case") ||
      about("stage") ||
      (inForce?.rules.some(({ when }) => when.on === "case" && when.event === "overdue") ?? false),
    reports: () => about("grid"),
    outages: () => about("camera"),
    means: () => about("sensor"),
  };

  function takeCase(row: Row): void {
    const uid = row[0] as number;
    if (needs.reports()) {
      reports.set(uid, { at: row[REPORTED_AT] as number, grid: row[UNIT_GRID] as number });
    }
    if (!needs.cases()) return;
    // A case whose story is not known tells nothing.
    const facts = row[FACTS] as string;
    const history = facts === "" ? null : historyOf(uid, JSON.parse(facts) as Fact[]);
    const kept = history === null ? null : historyAfter(history, since);
    if (kept === null) cases.delete(uid);
    else cases.set(uid, kept);
  }

  function takeOutage(row: Row): void {
    const outage = recordOf("outages", row);
    if (needs.outages() && (outage.toAt === null || outage.toAt > since)) outages.set(outage.uid, outage);
    else outages.delete(outage.uid);
  }

  function takeMean(row: Row): void {
    const mean = recordOf("readings", row);
    if (needs.means() && mean.at > since) means.set(mean.uid, mean);
  }

  function judged(): readonly JudgedStation[] {
    return (stations ??= Array.from(store.each("sensors"), ({ uid, platform, unitGrid, thresholds: name }) => ({
      uid,
      district: `${platform}/${(store.get("grids", unitGrid)?.code ?? "").slice(0, DISTRICT)}`,
      limits: thresholds(platform, name),
    })));
  }

  /** Lets go of what is over, and too long ago for anything that is asked. */
  function forget(from: number): void {
    since = from;
    for (const [uid, history] of cases) {
      const kept = historyAfter(history, from);
      if (kept === null) cases.delete(uid);
      else if (kept !== history) cases.set(uid, kept);
    }
    const lookback = burstLookback(inForce?.alarms ?? []);
    for (const [uid, { at }] of reports) if (at <= from - lookback) reports.delete(uid);
    for (const [uid, { toAt }] of outages) if (toAt !== null && toAt <= from) outages.delete(uid);
    for (const [uid, { at }] of means) if (at <= from) means.delete(uid);
  }

  function byGrid(): Map<number, number[]> {
    const times = new Map<number, number[]>();
    for (const { at, grid } of [...reports.values()].toSorted((a, b) => a.at - b.at)) {
      if (grid === 0) continue;
      const known = times.get(grid);
      if (known === undefined) times.set(grid, [at]);
      else known.push(at);
    }
    return times;
  }

  return {
    wait(next, from) {
      const before = { open: needs.open(), reports: needs.reports(), outages: needs.outages() };
      inForce = next;
      since = from;
      stations = null;
      if ((needs.open() && !before.open) || (needs.reports() && !before.reports)) reading.set("cases", 0);
      if (needs.outages() && !before.outages) reading.set("outages", 0);
      if (!needs.cases()) cases.clear();
      if (!needs.reports()) reports.clear();
      if (!needs.means()) means.clear();
    },
    take({ put, del }) {
      for (const row of put.cases ?? []) takeCase(row);
      for (const uid of del.cases ?? []) {
        cases.delete(uid);
        reports.delete(uid);
      }
      for (const row of put.outages ?? []) takeOutage(row);
      for (const row of put.readings ?? []) takeMean(row);
      if (JUDGED_BY.some((table) => put[table] !== undefined || del[table] !== undefined)) stations = null;
    },
    readOn() {
      const [next] = reading;
      if (next === undefined) return false;
      const [table, after] = next;
      const rows = store.page(table, after, PAGE);
      for (const row of rows) {
        if (table === "outages") takeOutage(row);
        else if (needs.reports() || isOpen(CASE_STATES[row[STATE] as number] ?? "closed")) takeCase(row);
      }
      if (rows.length < PAGE) reading.delete(table);
      else reading.set(table, rows.at(-1)?.[0] as number);
      return true;
    },
    occasions(from, to) {
      if (inForce === null) return [];
      const { alarms, timeZone } = inForce;
      forget(from);
      const overs = means.size === 0 ? [] : oversOf([...means.values()], judged(), timeZone);
      const facts = { cases: cases.values(), reports: byGrid(), outages: outages.values(), overs, timeZone };
      return [
        ...caseOccasions(cases.values(), from, to),
        ...alarms.flatMap((rule) => [...alarmOccasions([rule], { ...facts, cases: cases.values() }, from, to)]),
      ];
    },
  };
}

const JUDGED_BY = ["sensors", "grids", "rules", "platforms"] as const satisfies readonly TableName[];
