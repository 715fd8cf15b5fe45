/**
 * What a department does with a case that it has, and what is done to move it: taken on, sent back, put off with leave,
 * hung, submitted; urged and supervised when it is late. Pure like the course it belongs to.
 *
 * Urging and supervising change no clock and no plan: the plan hangs on the last fact that is none of them.
 */
import type { Case, Command, Fact } from "../../shared/case/case.ts";
import { lastAt } from "../../shared/case/decide.ts";
import { addWorkTime, advance, elapsed, limitDuration, nextWorkTime } from "../../shared/case/worktime.ts";
import { between, pick, randomOf, waiting, type Random } from "./random.ts";
import type { CourseOptions, DepartmentSeat, Subject } from "./subject.ts";

const MINUTE = 60_000;
const HOUR = 3_600_000;
const WORK_DAY = 8 * HOUR;

const SHARES = {
  sentBack: 0.018,
  redispatched: 0.005,
  voidedLater: 0.0015,
  extensionAsked: 0.05,
  extensionGranted: 0.8,
  suspensionAsked: 0.024,
  suspensionGranted: 0.85,
  /** Late cases that nobody moves for a long time: ownership disputes. */
  stuck: 0.04,
  urged: 0.3,
  /** Of cases that are late by a day and more. */
  supervised: 0.5,
  /** 中方 2020: what happens again and again is supervised. */
  supervisedAgain: 0.05,
  /** Of cases that are late by more than a week. */
  forceClosed: 0.12,
} as const;

const OVERSIGHT: ReadonlySet<Fact["kind"]> = new Set(["urged", "supervised", "superviseAnswered"]);

export function handlingOf(
  options: CourseOptions & { readonly byUid: ReadonlyMap<number, DepartmentSeat> },
): (c: Case, subject: Subject, others: readonly number[]) => Command {
  const { seed, calendar, policy, staff, byUid } = options;
  const nameOf = (c: Case) => byUid.get(c.department)?.name ?? "责任单位";
  const isUrgent = (c: Case) => c.limit?.type === "urgentHour" || c.limit?.type === "urgentDay";
  const limitOf = (c: Case) => (c.limit === null ? HOUR : limitDuration(c.limit, calendar));
  const clock = (c: Case, from: number, to: number) => elapsed(from, to, c.limit?.type ?? "urgentHour", calendar);
  const move = (c: Case, from: number, duration: number) =>
    Math.round(advance(from, Math.round(duration), c.limit?.type ?? "urgentHour", calendar));
  /** Urgent work goes on at any hour; anything else waits for the department's desk to open. */
  const departmentTime = (c: Case, from: number, duration: number) =>
    isUrgent(c)
      ? from + Math.round(duration)
      : Math.round(addWorkTime(nextWorkTime(from, calendar), duration, calendar));
  const later = (from: number, random: Random, least: number, most: number) =>
    addWorkTime(from, between(random, least, most) * HOUR, calendar);
  const has = (c: Case, kind: Fact["kind"]) => c.facts.some((fact) => fact.kind === kind);

  /** Before the department has taken it on. */
  const takingOn = (c: Case, now: number, random: Random, others: readonly number[]): Command => {
    const [other] = others;
    if (other !== undefined && c.sendBackCount === 0 && random() < SHARES.redispatched) {
      const at = now + Math.round(between(random, 5, 40) * MINUTE);
      const by = staff.inHall("dispatcher", at, random());
      return { kind: "redispatch", at, by, department: other, reason: "经核对权属，改派责任单位" };
    }
    if (c.sendBackCount < 2 && random() < SHARES.sentBack) {
      const at = departmentTime(c, now, between(random, 10, 50) * MINUTE);
      return { kind: "sendBack", at, by: nameOf(c), reason: "不属于本单位管辖范围" };
    }
    const delay = Math.min(limitOf(c) * 0.12, between(random, 2, 55) * MINUTE);
    return { kind: "takeOn", at: departmentTime(c, now, delay), by: nameOf(c) };
  };

  /** What was asked for is decided within a few work hours. */
  const deciding = (c: Case, random: Random, request: NonNullable<Case["request"]>): Command => {
    const at = later(request.at, random, 0.2, 2.5);
    const by = staff.inHall("dispatcher", at, random());
    if (request.asks === "suspension") {
      return random() < SHARES.suspensionGranted
        ? { kind: "suspend", at, by, reason: "需纳入专项工程统一整治" }
        : { kind: "refuseSuspension", at, by, reason: "具备处置条件，不予挂账" };
    }
    const inTime = c.deadline !== null && at <= c.deadline;
    return inTime && random() < SHARES.extensionGranted
      ? { kind: "extend", at, by }
      : { kind: "refuseExtension", at, by, reason: inTime ? "理由不充分" : "已超过处置时限，不得延期" };
  };

  const working = (c: Case, now: number, random: Random): Command => {
    if (c.request !== null) return deciding(c, random, c.request);
    const by = nameOf(c);
    const deadline = c.deadline ?? now;
    const left = clock(c, now, deadline);
    if (random() < SHARES.voidedLater) {
      const at = departmentTime(c, now, 2 * HOUR);
      return { kind: "void", at, by: staff.inHall("shiftLeader", at, random()), reason: "现场已消失，经复核作废" };
    }
    if (c.sendBackCount < 2 && c.reworkCount === 0 && random() < SHARES.sentBack / 3) {
      const at = departmentTime(c, now, between(random, 20, 90) * MINUTE);
      return { kind: "sendBack", at, by, reason: "权属不清，需重新派遣" };
    }
    if (limitOf(c) >= WORK_DAY && !isUrgent(c) && left > 0) {
      const mayAsk = c.extensionCount < policy.extension.max && !has(c, "extensionRefused");
      if (mayAsk && random() < SHARES.extensionAsked) {
        const at = move(c, now, left * between(random, 0.4, 0.85));
        return {
          kind: "requestExtension",
          at,
          by,
          reason: pick(random, ["需采购材料", "需协调产权单位", "工程量较大"]),
        };
      }
      if (!has(c, "suspended") && !has(c, "suspensionRefused") && random() < SHARES.suspensionAsked) {
        const at = move(c, now, left * between(random, 0.3, 0.8));
        return {
          kind: "requestSuspension",
          at,
          by,
          reason: pick(random, ["需列入工程改造计划", "受季节限制暂无法施工"]),
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

  /** Who looks on while nothing happens: what comes before the plan's own next step, the earliest first. */
  const overseeing = (c: Case, { id }: Subject, plan: Command): Command | null => {
    const random = randomOf(seed, "oversight", id);
    const [urged, supervised, again, forced] = [random(), random(), random(), random()] as const;
    const since = c.facts.findLastIndex((fact) => fact.kind === "dispatched");
    const coming: Command[] = [];
    const { deadline } = c;
    const letter = c.facts.findLast((fact) => fact.kind === "supervised" || fact.kind === "superviseAnswered");
    if (letter?.kind === "supervised") {
      const at = later(letter.at, random, 1, 14);
      coming.push({ kind: "answerSupervision", at, by: nameOf(c), reply: "已安排专人负责，限期完成整改" });
    }
    if (deadline !== null && plan.at > deadline) {
      if (urged < SHARES.urged && !c.facts.slice(since).some((fact) => fact.kind === "urged")) {
        const at = departmentTime(c, deadline, between(random, 5, 90) * MINUTE);
        coming.push({
          kind: "urge",
          at,
          by: staff.inHall("dispatcher", at, random()),
          note: "已超过处置时限，请尽快处置",
        });
      }
      if (!c.supervised && supervised < SHARES.supervised) {
        const at = later(deadline, random, 6, 13);
        coming.push(letterOf(at, staff.inspector(random()), "案件超期未处置，请限期办结"));
      }
      if (forced < SHARES.forceClosed) {
        const at = addWorkTime(deadline, 8 * WORK_DAY + between(random, 0, WORK_DAY), calendar);
        const by = staff.inHall("shiftLeader", at, random());
        coming.push({ kind: "forceClose", at, by, reason: "责任主体无法确定，经会商转入专项整治" });
      }
    }
    if (c.refiledFrom !== 0 && !c.supervised && again < SHARES.supervisedAgain) {
      const taken = c.facts.findLast((fact) => fact.kind === "takenOn")?.at;
      if (taken !== undefined) {
        const at = later(taken, random, 0.2, 1);
        coming.push(letterOf(at, staff.inspector(random()), "同一点位反复发生，请查明原因、彻底整治"));
      }
    }
    const first = coming.filter(({ at }) => at >= lastAt(c) && at < plan.at).toSorted((a, b) => a.at - b.at)[0];
    return first ?? null;
  };
  /** 督办函 with its own deadline of two work days. */
  const letterOf = (at: number, by: string, opinion: string): Command => ({
    kind: "supervise",
    at,
    by,
    opinion,
    answerBy: Math.round(addWorkTime(at, 2 * WORK_DAY, calendar)),
  });

  return (c, subject, others) => {
    const anchor = c.facts.findLastIndex((fact) => !OVERSIGHT.has(fact.kind));
    const now = (c.facts[anchor] as Fact).at;
    const random = randomOf(seed, "step", subject.id, anchor + 1);
    const plan = c.state === "pendingHandling" ? takingOn(c, now, random, others) : working(c, now, random);
    return overseeing(c, subject, plan) ?? plan;
  };
}
