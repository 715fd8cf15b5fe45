/**
 * How a case takes its course: given a case as it stands, who does what next, and when. A pure function of the seed, the
 * case's id and how many facts it has: asking again gives the same answer, so nothing about the future is stored.
 *
 * Every step is a command that goes through `decide`; a refusal here is a broken invariant.
 */
import type { Case, Command, TimeLimit } from "../../shared/case/case.ts";
import { conditionsOf } from "../../shared/case/classes.ts";
import { DEFAULT_POLICY, decide, isRefusal, lastAt } from "../../shared/case/decide.ts";
import { evolve } from "../../shared/case/evolve.ts";
import {
  addWorkTime,
  advance,
  elapsed,
  limitDuration,
  nextWorkTime,
  type WorkCalendar,
} from "../../shared/case/worktime.ts";
import { CLASSES } from "./classes.ts";
import type { DemandRow } from "./demand.ts";
import { between, pick, randomOf, waiting, type Random } from "./random.ts";

const MINUTE = 60_000;
const HOUR = 3_600_000;
const WORK_DAY = 8 * HOUR;

/** Shares of what can happen, after the seed reports (domain.md §5) where they say it, else small and believable. */
const SHARES = {
  /** 黄石 2022: 5602 of 120247 reports not accepted; mostly the public's. */
  publicNotAccepted: 0.15,
  otherNotAccepted: 0.025,
  /** 资阳 2020: 16208 handled on the spot among 40166 patrol reports. */
  selfHandled: 16_208 / 40_166,
  preChecked: 0.4,
  notFiled: 0.003,
  voidedBeforeDispatch: 0.001,
  voidedLater: 0.0015,
  sentBack: 0.018,
  extended: 0.04,
  suspended: 0.02,
  checkFailed: 0.032,
  /** Late cases that nobody moves for a long time: ownership disputes. */
  stuck: 0.04,
} as const;

/** What the course must know about a case beyond the case itself. */
export interface Subject {
  readonly id: string;
  readonly row: DemandRow;
  /** 0–4 */
  readonly subdistrict: number;
}

export interface DepartmentSeat {
  readonly uid: number;
  readonly id: string;
  readonly name: string;
  readonly onTime: number;
}

export interface CourseOptions {
  readonly seed: number;
  readonly calendar: WorkCalendar;
  readonly departments: readonly DepartmentSeat[];
}

export interface Course {
  /** The next command and its time, or null when the case has ended. */
  next(c: Case, subject: Subject): Command | null;
  /** The case after a command. */
  apply(c: Case | null, command: Command): Case;
}

export function courseOf({ seed, calendar, departments }: CourseOptions): Course {
  const byId = new Map(departments.map((department) => [department.id, department]));
  const byUid = new Map(departments.map((department) => [department.uid, department]));
  const context = { calendar, policy: DEFAULT_POLICY };

  const step = (c: Case, subject: Subject): Command | null => {
    const now = lastAt(c);
    const random = randomOf(seed, "step", subject.id, c.facts.length);
    const soon = (least: number, mean: number) => now + Math.round(least * MINUTE + waiting(random, mean * MINUTE));
    switch (c.state) {
      case "reported":
        return accepting(c, subject, random, soon);
      case "preChecking":
        return { kind: "preCheck", at: soon(8, 12), by: "监督员", confirmed: !isRejected(c, subject) };
      case "pendingFiling":
        if (isSelfHandled(c, subject)) return { kind: "selfHandle", at: soon(3, 12), by: "监督员" };
        if (random() < SHARES.notFiled)
          return { kind: "notFile", at: soon(1, 4), by: "值班长", reason: "不符合立案条件" };
        return { kind: "file", at: soon(0.5, 1.6), by: "值班长", limit: limitFor(subject, random) };
      case "pendingDispatch":
        if (random() < SHARES.voidedBeforeDispatch)
          return { kind: "void", at: soon(5, 20), by: "值班长", reason: "重复案件" };
        // 资阳: from acceptance to the department within ten minutes, day and night; now and then it takes longer.
        return {
          kind: "dispatch",
          at: soon(0.5, random() < 0.05 ? 25 : 1.7),
          by: "派遣员",
          department: choose(c, subject, random),
        };
      case "returned":
        return { kind: "dispatch", at: soon(4, 15), by: "派遣员", department: choose(c, subject, random) };
      case "pendingHandling": {
        if (random() < SHARES.sentBack && c.sendBackCount < 2) {
          return {
            kind: "sendBack",
            at: departmentTime(c, now, between(random, 10, 50) * MINUTE),
            by: nameOf(c),
            reason: "不属于本单位管辖范围",
          };
        }
        const delay = Math.min(limitOf(c) * 0.12, between(random, 2, 55) * MINUTE);
        return { kind: "takeOn", at: departmentTime(c, now, delay), by: nameOf(c) };
      }
      case "handling":
        return handling(c, random, now);
      case "suspended":
        return { kind: "resume", at: addWorkTime(now, between(random, 4, 36) * WORK_DAY, calendar), by: "派遣员" };
      case "pendingReview":
        return { kind: "sendPostCheck", at: random() < 0.4 ? soon(2, 10) : desk(now, random, 0.1, 3.5), by: "受理员" };
      case "checking":
        if (random() < SHARES.checkFailed / (1 + 2 * c.reworkCount)) {
          return {
            kind: "failCheck",
            at: onSite(c, random, soon(8, 14)),
            by: "监督员",
            reason: "现场核查未达到结案标准",
          };
        }
        return { kind: "passCheck", at: onSite(c, random, soon(6, 16)), by: "监督员" };
      case "pendingClose":
        // Callers are rung back before their case is closed, at a time when people answer the telephone.
        return {
          kind: "close",
          at: c.source !== "public" && random() < 0.45 ? soon(3, 20) : desk(now, random, 0.4, 8),
          by: "值班长",
        };
      case "closed":
      case "notAccepted":
      case "notFiled":
      case "voided":
      case "selfHandledClosed":
        return null;
    }
  };

  const accepting = (
    c: Case,
    subject: Subject,
    random: Random,
    soon: (least: number, mean: number) => number,
  ): Command => {
    const checked = c.facts.some((fact) => fact.kind === "preChecked");
    if (c.source !== "patrol" && c.source !== "leader" && !checked && random() < SHARES.preChecked) {
      return { kind: "sendPreCheck", at: soon(0.6, 2.2), by: "受理员" };
    }
    if (isRejected(c, subject)) {
      const reason = pick(random, [
        "经核实现场无此问题",
        "不属于城市管理事项",
        "与在办案件重复",
        "位置描述不清，无法核实",
      ]);
      return { kind: "notAccept", at: soon(1, 4), by: "受理员", reason };
    }
    return { kind: "accept", at: soon(0.4, c.source === "patrol" ? 1.3 : 2.2), by: "受理员" };
  };

  /** Fates that a case has from its first moment, whatever step asks. */
  const isRejected = (c: Case, { id }: Subject) =>
    randomOf(seed, "rejected", id)() <
    (c.source === "public" || c.source === "web" ? SHARES.publicNotAccepted : SHARES.otherNotAccepted);
  const isSelfHandled = (c: Case, { id }: Subject) =>
    c.source === "patrol" && randomOf(seed, "self", id)() < SHARES.selfHandled;

  const handling = (c: Case, random: Random, now: number): Command => {
    const by = nameOf(c);
    const deadline = c.deadline ?? now;
    const long = limitOf(c) >= WORK_DAY && !isUrgent(c);
    const left = clock(c, now, deadline);
    if (random() < SHARES.voidedLater)
      return { kind: "void", at: departmentTime(c, now, 2 * HOUR), by: "值班长", reason: "与在办案件重复" };
    if (c.sendBackCount < 2 && c.reworkCount === 0 && random() < SHARES.sentBack / 3) {
      return {
        kind: "sendBack",
        at: departmentTime(c, now, between(random, 20, 90) * MINUTE),
        by,
        reason: "权属不清，需重新派遣",
      };
    }
    if (long && left > 0) {
      if (c.extensionCount < DEFAULT_POLICY.maxExtensions && random() < SHARES.extended) {
        return { kind: "extend", at: move(c, now, left * between(random, 0.5, 0.9)), by };
      }
      if (!c.facts.some((fact) => fact.kind === "suspended") && random() < SHARES.suspended) {
        return {
          kind: "suspend",
          at: move(c, now, left * between(random, 0.3, 0.8)),
          by,
          reason: "需纳入专项工程统一整治",
        };
      }
    }
    const onTime = byUid.get(c.department)?.onTime ?? 0.9;
    if (left > 0 && random() < onTime) {
      const share = between(random, 0.3, 0.72) + between(random, 0, 0.26);
      return { kind: "submit", at: Math.max(now, move(c, now, left * share)), by };
    }
    const late =
      random() < SHARES.stuck
        ? between(random, 4, 14) * WORK_DAY
        : 4 * MINUTE + waiting(random, Math.min(1.2 * WORK_DAY, limitOf(c) * 0.45));
    return { kind: "submit", at: move(c, Math.max(now, deadline), late), by };
  };

  /** Most checks of what is not urgent wait for daylight and the next shift. */
  const onSite = (c: Case, random: Random, at: number) =>
    random() < (isUrgent(c) ? 0.6 : 0.25) ? at : desk(at, random, 0.2, 7);
  /** Done at a desk or on a shift, this many work hours from now. */
  const desk = (from: number, random: Random, least: number, most: number) =>
    addWorkTime(from, between(random, least, most) * HOUR, calendar);
  /** Urgent work goes on at any hour; anything else waits for the department's desk to open. */
  const departmentTime = (c: Case, from: number, duration: number) =>
    isUrgent(c)
      ? from + Math.round(duration)
      : Math.round(addWorkTime(nextWorkTime(from, calendar), duration, calendar));
  const move = (c: Case, from: number, duration: number) =>
    Math.round(advance(from, Math.round(duration), c.limit?.type ?? "urgentHour", calendar));
  const clock = (c: Case, from: number, to: number) => elapsed(from, to, c.limit?.type ?? "urgentHour", calendar);
  const isUrgent = (c: Case) => c.limit?.type === "urgentHour" || c.limit?.type === "urgentDay";
  const limitOf = (c: Case) => (c.limit === null ? HOUR : limitDuration(c.limit, calendar));
  const nameOf = (c: Case) => byUid.get(c.department)?.name ?? "责任单位";

  /** The first department named is the usual one; a case that came back goes to another where there is one. */
  const choose = (c: Case, subject: Subject, random: Random): number => {
    const ids = subject.row.departments.map((id) => (id === "jd" ? `jd${subject.subdistrict + 1}` : id));
    const tried = c.facts.flatMap((fact) => (fact.kind === "dispatched" ? [fact.department] : []));
    const fresh = ids.filter((id) => !tried.includes(byId.get(id)?.uid ?? 0));
    const list = fresh.length > 0 && (tried.length === 0 || random() < 0.8) ? fresh : ids;
    const id = random() < 0.66 ? (list[0] as string) : pick(random, list);
    const department = byId.get(id);
    if (department === undefined) throw new Error(`the city has no department ${id}`);
    return department.uid;
  };

  return {
    next(c, subject) {
      const command = step(c, subject);
      return command === null ? null : { ...command, at: Math.max(lastAt(c), Math.round(command.at)) };
    },
    apply(c, command) {
      const answer = decide(c, command, context);
      if (isRefusal(answer)) throw new Error(`the city asked for "${command.kind}" and was refused: ${answer.refused}`);
      return answer.reduce<Case | null>(evolve, c) as Case;
    },
  };
}

/** One of the class's filing conditions with its limit; the dangerous ones come first in the table and are rarer. */
function limitFor(subject: Subject, random: Random): TimeLimit {
  const [first, ...others] = conditionsOf(CLASSES, subject.row.kind, subject.row.code);
  if (first === undefined) throw new Error(`class ${subject.row.code} has no filing condition`);
  return (others.length > 0 && random() > 0.15 ? pick(random, others) : first).limit;
}
