/**
 * How a case takes its course: given a case as it stands, who does what next, and when. A pure function of the seed, the
 * case's id and its facts: asking again gives the same answer, so nothing about the future is stored.
 *
 * Every step is a command that goes through `decide`; a refusal here is a broken invariant.
 */
import type { Case, Command, Fact } from "../../shared/case/case.ts";
import { conditionsOf, type FilingCondition } from "../../shared/case/classes.ts";
import { decide, isRefusal, lastAt } from "../../shared/case/decide.ts";
import { evolve } from "../../shared/case/evolve.ts";
import { MARK } from "../../shared/case/marks.ts";
import { addWorkTime } from "../../shared/case/worktime.ts";
import { CLASSES } from "./classes.ts";
import { CONSULTATION } from "./demand.ts";
import { handlingOf } from "./handling.ts";
import { between, pick, randomOf, waiting, type Random } from "./random.ts";
import type { HallPost } from "./staff.ts";
import type { CourseOptions, Subject } from "./subject.ts";

const MINUTE = 60_000;
const HOUR = 3_600_000;
const WORK_DAY = 8 * HOUR;

/** Shares of what can happen, after the seed reports (domain.md §5) where they say it, else small and believable. */
const SHARES = {
  /** 黄石 2022: 5602 of 120247 reports not accepted; mostly the public's. */
  publicNotAccepted: 0.13,
  otherNotAccepted: 0.021,
  /** 资阳 2020: 16208 handled on the spot among 40166 patrol reports. */
  selfHandled: 16_208 / 40_166,
  preChecked: 0.4,
  notFiled: 0.003,
  voidedBeforeDispatch: 0.001,
  /** Sent back without ground: 推诿. */
  sendBackRefused: 0.22,
  returnedToAcceptor: 0.03,
  checkFailed: 0.032,
  calledBack: 0.7,
  /** Of cases closed late. */
  appealed: 0.15,
  appealGranted: 0.45,
  // Steps that take far longer than usual: some of them break the limit of their stage.
  slowAcceptance: 0.03,
  slowPreCheck: 0.05,
  slowFiling: 0.012,
  slowDispatch: 0.025,
} as const;

/** Points that callers give, and how often. */
const SCORES = [
  [100, 0.62],
  [80, 0.25],
  [50, 0.09],
  [0, 0.025],
  [-100, 0.015],
] as const;

export interface Course {
  /** The next command and its time, or null when nothing more will happen. */
  next(c: Case, subject: Subject): Command | null;
  /** The case after a command. */
  apply(c: Case | null, command: Command): Case;
}

export function courseOf(options: CourseOptions): Course {
  const { seed, calendar, policy, departments, staff } = options;
  const byId = new Map(departments.map((department) => [department.id, department]));
  const byUid = new Map(departments.map((department) => [department.uid, department]));
  const handling = handlingOf({ ...options, byUid });

  const step = (c: Case, subject: Subject): Command | null => {
    const now = lastAt(c);
    const random = randomOf(seed, "step", subject.id, c.facts.length);
    const soon = (least: number, mean: number) => Math.round(now + least * MINUTE + waiting(random, mean * MINUTE));
    const hall = (post: HallPost, at: number) => ({ at, by: staff.inHall(post, at, random()) });
    const patroller = (at: number) => ({ at, by: staff.patroller(subject.duty, at) });
    switch (c.state) {
      case "reported":
        return accepting(c, subject, random, soon);
      case "preChecking": {
        const at = random() < SHARES.slowPreCheck ? soon(70, 60) : soon(8, 12);
        return { kind: "preCheck", ...patroller(at), confirmed: !isRejected(c, subject) };
      }
      case "pendingFiling":
        if (isSelfHandled(c, subject)) return { kind: "selfHandle", ...patroller(soon(3, 12)) };
        if (random() < SHARES.notFiled) {
          return { kind: "notFile", ...hall("shiftLeader", soon(1, 4)), reason: "不符合立案条件" };
        }
        return {
          kind: "file",
          ...hall("shiftLeader", random() < SHARES.slowFiling ? soon(8, 18) : soon(0.5, 1.6)),
          ...filedUnder(subject),
        };
      case "pendingDispatch":
        if (random() < SHARES.voidedBeforeDispatch) {
          return { kind: "void", ...hall("shiftLeader", soon(5, 20)), reason: "经复核不属于城市管理事项" };
        }
        // 资阳: from acceptance to the department within ten minutes, day and night; now and then it takes longer.
        return {
          kind: "dispatch",
          ...hall("dispatcher", soon(0.5, random() < SHARES.slowDispatch ? 25 : 1.3)),
          department: choose(c, subject, random),
        };
      case "returned":
        return returned(c, subject, random, hall("dispatcher", soon(4, 15)));
      case "pendingHandling":
      case "handling":
        return handling(c, subject, otherDepartments(c, subject));
      case "suspended": {
        const at = addWorkTime(now, between(random, 4, 36) * WORK_DAY, calendar);
        return { kind: "resume", ...hall("dispatcher", at) };
      }
      case "pendingReview":
        return { kind: "sendPostCheck", ...hall("acceptor", random() < 0.6 ? soon(2, 15) : soon(20, 45)) };
      case "checking":
      case "awaitingCityCheck":
        if (random() < SHARES.checkFailed / (1 + 2 * c.reworkCount)) {
          return { kind: "failCheck", ...patroller(soon(15, 70)), reason: "现场核查未达到结案标准" };
        }
        return { kind: "passCheck", ...patroller(soon(12, 70)) };
      case "pendingClose":
        return closing(c, random, soon);
      case "closed":
        return afterClosing(c, subject, random);
      case "notAccepted":
      case "notFiled":
      case "voided":
      case "selfHandledClosed":
      case "answered":
        return null;
    }
  };

  const accepting = (c: Case, subject: Subject, random: Random, soon: Soon): Command => {
    const acceptor = (at: number) => ({ at, by: staff.inHall("acceptor", at, random()) });
    if (subject.repeats !== 0) return { kind: "markDuplicate", ...acceptor(soon(1, 3)), of: subject.repeats };
    if (c.description.startsWith(CONSULTATION)) {
      return { kind: "answer", ...acceptor(soon(2, 2)), reason: "咨询事项，已当场答复" };
    }
    const checked = c.facts.some((fact) => fact.kind === "preChecked");
    if (c.source !== "patrol" && c.source !== "leader" && !checked && random() < SHARES.preChecked) {
      return { kind: "sendPreCheck", ...acceptor(random() < SHARES.slowAcceptance ? soon(6, 14) : soon(0.6, 2.2)) };
    }
    if (isRejected(c, subject)) {
      const reason = pick(random, ["经核实现场无此问题", "不属于城市管理事项", "位置描述不清，无法核实"]);
      return { kind: "notAccept", ...acceptor(soon(1, 2)), reason };
    }
    const usual = c.source === "patrol" ? 1.3 : 2.2;
    return { kind: "accept", ...acceptor(random() < SHARES.slowAcceptance ? soon(6, 14) : soon(0.4, usual)) };
  };

  /** Fates that a case has from its first moment, whatever step asks. */
  const isRejected = (c: Case, { id }: Subject) =>
    randomOf(seed, "rejected", id)() <
    (c.source === "public" || c.source === "web" ? SHARES.publicNotAccepted : SHARES.otherNotAccepted);
  const isSelfHandled = (c: Case, { id }: Subject) =>
    c.source === "patrol" && randomOf(seed, "self", id)() < SHARES.selfHandled;
  /** One of the class's filing conditions with its limit; the dangerous ones come first and are rarer. */
  const filedUnder = ({ id, row }: Subject): Pick<FilingCondition, "limit"> & { condition: string } => {
    const random = randomOf(seed, "condition", id);
    const [first, ...others] = conditionsOf(CLASSES, row.kind, row.code);
    if (first === undefined) throw new Error(`class ${row.code} has no filing condition`);
    const chosen = others.length > 0 && random() > 0.15 ? pick(random, others) : first;
    return { limit: chosen.limit, condition: chosen.id };
  };

  const returned = (c: Case, subject: Subject, random: Random, asked: Pick<Command, "at" | "by">): Command => {
    const left = c.facts.findLast((fact) => fact.kind === "sentBack" || fact.kind === "calledBack");
    const before = lastDepartment(c);
    if (left?.kind === "calledBack") return { kind: "dispatch", ...asked, department: before };
    const chance = random();
    // The one that is named first is the usual owner: what it sends back it mostly pushes away.
    const usual = byId.get(idsOf(subject)[0] as string)?.uid;
    if (usual === before && chance < SHARES.sendBackRefused) {
      return { kind: "refuseSendBack", ...asked, reason: "权属清晰，属于该单位职责范围" };
    }
    if (chance > 1 - SHARES.returnedToAcceptor) {
      return { kind: "returnToAcceptor", ...asked, reason: "立案信息有误，请重新核对" };
    }
    return { kind: "dispatch", ...asked, department: choose(c, subject, random) };
  };

  /** Callers are rung back before their case is closed, at a time when people answer the telephone. */
  const closing = (c: Case, random: Random, soon: Soon): Command => {
    const now = lastAt(c);
    const byPublic = c.source === "public" || c.source === "web";
    if (byPublic && c.facts.at(-1)?.kind !== "calledBack" && random() < SHARES.calledBack) {
      const at = addWorkTime(now, between(random, 0.2, 6) * HOUR, calendar);
      let chance = random();
      const found = SCORES.find(([, share]) => (chance -= share) < 0) ?? SCORES[0];
      // Nobody rings a second time about what was done twice.
      const score = found[0] <= 0 && (c.marks & MARK.dissatisfied) !== 0 ? 80 : found[0];
      return { kind: "callBack", at, by: staff.inHall("acceptor", at, random()), score };
    }
    const quick = c.facts.at(-1)?.kind === "calledBack" ? 0.9 : 0.45;
    const at = random() < quick ? soon(3, 20) : addWorkTime(now, between(random, 0.4, 8.3) * HOUR, calendar);
    return { kind: "close", at, by: staff.inHall("shiftLeader", at, random()) };
  };

  const afterClosing = (c: Case, { id }: Subject, random: Random): Command | null => {
    const last = c.facts.at(-1) as Fact;
    if (last.kind === "appealed") {
      const at = addWorkTime(last.at, between(random, 0.5, 2) * WORK_DAY, calendar);
      const by = staff.inHall("acceptor", at, random());
      return randomOf(seed, "appeal granted", id)() < SHARES.appealGranted
        ? { kind: "grantAppeal", at, by, reason: "情况属实，免除超期责任" }
        : { kind: "refuseAppeal", at, by, reason: "理由不充分，维持超期认定" };
    }
    const late = c.submittedAt !== null && c.deadline !== null && c.submittedAt > c.deadline;
    if (!late || (c.marks & MARK.appealed) !== 0 || c.closedAt === null) return null;
    const fate = randomOf(seed, "appeal", id);
    if (fate() >= SHARES.appealed) return null;
    const reason = pick(fate, [
      "施工占道，现场无法进入",
      "等待专业设备到场",
      "连续降雨，不具备施工条件",
      "需多部门会商后处置",
    ]);
    const by = byUid.get(c.department)?.name ?? "责任单位";
    return { kind: "appeal", at: addWorkTime(c.closedAt, between(fate, 0.5, 6) * WORK_DAY, calendar), by, reason };
  };

  const idsOf = (subject: Subject) =>
    subject.row.departments.map((id) => (id === "jd" ? `jd${subject.subdistrict + 1}` : id));
  const otherDepartments = (c: Case, subject: Subject) =>
    idsOf(subject).flatMap((id) => {
      const uid = byId.get(id)?.uid;
      return uid === undefined || uid === c.department ? [] : [uid];
    });
  /** The first department named is the usual one; a case that came back goes to another where there is one. */
  const choose = (c: Case, subject: Subject, random: Random): number => {
    const ids = idsOf(subject);
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
      const answer = decide(c, command, { calendar, policy });
      if (isRefusal(answer)) throw new Error(`the city asked for "${command.kind}" and was refused: ${answer.refused}`);
      return answer.reduce<Case | null>(evolve, c) as Case;
    },
  };
}

type Soon = (least: number, mean: number) => number;

/** uid of the department that had the case last. */
function lastDepartment(c: Case): number {
  const held = c.facts.findLast((fact) => fact.kind === "dispatched" || fact.kind === "sendBackRefused");
  return held?.kind === "dispatched" || held?.kind === "sendBackRefused" ? held.department : 0;
}
