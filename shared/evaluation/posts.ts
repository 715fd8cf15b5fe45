/**
 * What people did, person by person, for the schemes of posts (岗位评价): who did a step is the `by` of its fact, and its
 * month is the month in which it was done. A case of which a platform told only the outcome says nothing about anybody.
 */
import { evolve } from "../case/evolve.ts";
import { monthFinder } from "./months.ts";
import { PUBLIC_SOURCES, TERM, TERMS, type Term } from "./terms.ts";
import type { Case, Fact } from "../case/case.ts";
import type { EvaluationFacts } from "./facts.ts";
import type { SubjectKind } from "../rules/scheme.ts";

export type Post = Exclude<SubjectKind, "department" | "dutyGrid">;

export type PostVectors = Readonly<Record<Post, NonNullable<EvaluationFacts["posts"]>>>;

type Months = Map<number, Map<string, Float64Array>>;

/** Counts by duty grid and month: what was filed there, what the public had to report, and who walked it. */
interface Beat {
  readonly month: number;
  filed: number;
  missed: number;
  readonly reports: Map<string, number>;
}

const NOBODY: ReadonlyMap<string, Float64Array> = new Map();

/** Takes cases one by one, so that whoever has many can take their time. */
export interface PostCounter {
  /** A case by its facts in their order. */
  add(facts: readonly Fact[]): void;
  /** The vectors (TERMS) of everybody who acted, by post and month. Nothing may be added afterwards. */
  vectors(): PostVectors;
}

/** The vectors of everybody who acted in these cases; excluded ones are left out by the caller. */
export function postVectors(cases: Iterable<{ readonly facts: readonly Fact[] }>, timeZone: string): PostVectors {
  const counter = postCounter(timeZone);
  for (const { facts } of cases) counter.add(facts);
  return counter.vectors();
}

/** Begins to count what people did. */
export function postCounter(timeZone: string): PostCounter {
  const monthOf = monthFinder(timeZone);
  const posts: Record<Post, Months> = {
    patroller: new Map(),
    acceptor: new Map(),
    shiftLeader: new Map(),
    dispatcher: new Map(),
  };
  const beats = new Map<string, Beat>();

  const addAt = (post: Post, person: string, month: number, term: Term, amount = 1): void => {
    if (person === "") return;
    let people = posts[post].get(month);
    if (people === undefined) posts[post].set(month, (people = new Map()));
    let vector = people.get(person);
    if (vector === undefined) people.set(person, (vector = new Float64Array(TERMS.length)));
    vector[TERM[term]] = (vector[TERM[term]] as number) + amount;
  };
  const add = (post: Post, fact: Fact, term: Term) => addAt(post, fact.by, monthOf(fact.at), term);
  const reader = (post: Post) => (month: number) => posts[post].get(month) ?? NOBODY;

  return {
    add(facts) {
      const [reported] = facts;
      if (reported === undefined || facts.some((fact) => fact.kind === "observed")) return;
      const steps: Step[] = [];
      let end = evolve(null, reported);
      for (const fact of facts.slice(1)) {
        steps.push({ before: end, fact });
        end = evolve(end, fact);
      }
      for (const step of steps) addStep(step, end, steps, add);
      addReport(end, reported, monthOf, add, beats);
    },
    vectors() {
      addMissed(beats, addAt);
      return {
        patroller: reader("patroller"),
        acceptor: reader("acceptor"),
        shiftLeader: reader("shiftLeader"),
        dispatcher: reader("dispatcher"),
      };
    },
  };
}

type Add = (post: Post, fact: Fact, term: Term) => void;
interface Step {
  readonly before: Case;
  readonly fact: Fact;
}

/** Counts a step that had a limit as judged, and as on time when it was. */
function judge(post: Post, fact: Fact, due: number | null, judged: Term, onTime: Term, add: Add): void {
  if (due === null) return;
  add(post, fact, judged);
  if (fact.at <= due) add(post, fact, onTime);
}

function addStep({ before, fact }: Step, end: Case, steps: readonly Step[], add: Add): void {
  const due = before.stageDue;
  switch (fact.kind) {
    case "accepted":
      add("acceptor", fact, "accepted");
      if (end.state !== "notFiled") add("acceptor", fact, "acceptAccurate");
      judge("acceptor", fact, due, "acceptJudged", "acceptOnTime", add);
      return;
    case "preCheckSent":
      judge("acceptor", fact, due, "preCheckSendJudged", "preCheckSendOnTime", add);
      return;
    case "preChecked":
      judge("patroller", fact, due, "preCheckJudged", "preCheckOnTime", add);
      return;
    case "filed":
      judge("shiftLeader", fact, due, "filingJudged", "filingOnTime", add);
      // What went back to acceptance and was filed anew counts for the last filing.
      if (steps.findLast((step) => step.fact.kind === "filed")?.fact !== fact) return;
      add("shiftLeader", fact, "filed");
      if (end.state !== "voided") add("shiftLeader", fact, "filedKept");
      return;
    case "notFiled":
      judge("shiftLeader", fact, due, "filingJudged", "filingOnTime", add);
      return;
    case "dispatched":
      add("dispatcher", fact, "dispatched");
      if (!wentElsewhere(fact, steps)) add("dispatcher", fact, "dispatchedOnce");
      if (before.dispatchedAt === null) {
        judge("dispatcher", fact, before.dispatchDue, "dispatchJudged", "dispatchOnTime", add);
      }
      return;
    case "postCheckSent":
    case "cityCheckRequested":
      judge("acceptor", fact, due, "postCheckSendJudged", "postCheckSendOnTime", add);
      return;
    case "checkPassed":
    case "checkFailed":
      // Who rejects what was submitted without a look on site has not checked.
      if (before.state === "checking" || before.state === "awaitingCityCheck") {
        judge("patroller", fact, due, "postCheckJudged", "postCheckOnTime", add);
      }
      return;
    case "closed":
      add("shiftLeader", fact, "closed");
      judge("shiftLeader", fact, due, "closeJudged", "closeOnTime", add);
      return;
    default:
  }
}

/** 错误派遣: later it was sent to another department. */
function wentElsewhere(fact: Extract<Fact, { kind: "dispatched" }>, steps: readonly Step[]): boolean {
  const after = steps.slice(steps.findIndex((step) => step.fact === fact) + 1);
  return after.some((step) => step.fact.kind === "dispatched" && step.fact.department !== fact.department);
}

function addReport(
  end: Case,
  reported: Fact,
  monthOf: (at: number) => number,
  add: Add,
  beats: Map<string, Beat>,
): void {
  const valid = end.filedAt !== null || end.state === "selfHandledClosed";
  if (end.source === "patrol") {
    add("patroller", reported, "patrolReported");
    if (valid) add("patroller", reported, "patrolValid");
  }
  if (end.dutyGrid === 0) return;
  const month = monthOf(end.reportedAt);
  const name = `${end.dutyGrid} ${month}`;
  let beat = beats.get(name);
  if (beat === undefined) beats.set(name, (beat = { month, filed: 0, missed: 0, reports: new Map() }));
  if (end.source === "patrol") beat.reports.set(reported.by, (beat.reports.get(reported.by) ?? 0) + 1);
  if (end.filedAt !== null) beat.filed++;
  if (PUBLIC_SOURCES.has(end.source) && end.acceptedAt !== null) beat.missed++;
}

/** 漏报 falls to whoever reported most in the duty grid that month; of equals, to the first by name. */
function addMissed(
  beats: ReadonlyMap<string, Beat>,
  addAt: (post: Post, person: string, month: number, term: Term, amount?: number) => void,
): void {
  for (const { month, filed, missed, reports } of beats.values()) {
    let walker: string | null = null;
    let most = 0;
    for (const [person, count] of reports) {
      if (count > most || (count === most && walker !== null && person < walker)) [walker, most] = [person, count];
    }
    if (walker === null) continue;
    addAt("patroller", walker, month, "filed", filed);
    addAt("patroller", walker, month, "publicAccepted", missed);
  }
}
