/**
 * What people enter beside the cases, as 中方 2020 has it: every week a spot check of every department at nine places, the
 * results of letters of supervision, and what is praised and blamed in a month. Entries of a week are written on the
 * Monday after it, at nine in the morning; they say only what was known then.
 */
import type { Case } from "../../shared/case/case.ts";
import { instantOf, localTime } from "../../shared/evaluation/period.ts";
import type { LedgerKind } from "../../shared/rules/scheme.ts";
import type { Evidence } from "../../shared/wire/desk.ts";
import type { Tx } from "../store/store.ts";
import { between, pick, randomOf, type Random } from "./random.ts";
import { SCHEME } from "./rules.ts";
import type { Staff } from "./staff.ts";
import type { DepartmentSeat } from "./subject.ts";

const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** 1970-01-05 was a Monday. */
const MONDAY = 4 * DAY;

/** A case with a letter of supervision. */
export interface Supervised {
  readonly uid: number;
  readonly caseNo: string;
  readonly c: Case;
}

export interface Ledger {
  /** True when entries fall due after `from` and by `to`. */
  isDue(from: number, to: number): boolean;
  /** Writes what falls due after `from` and by `to`. */
  write(tx: Tx, from: number, to: number, supervised: Iterable<Supervised>): void;
}

export interface LedgerOptions {
  readonly seed: number;
  readonly platform: string;
  readonly timeZone: string;
  readonly departments: readonly DepartmentSeat[];
  readonly staff: Staff;
}

/** Chances for one department in one month. The list is 中方's (正负面清单). */
const LIST: readonly (readonly [kind: LedgerKind, item: string, chance: number, texts: readonly string[]])[] = [
  ["bonus", "commendation", 0.05, ["市容整治经验做法获省级媒体正面报道", "城市管理工作获市委市政府通报表扬"]],
  ["bonus", "reReview", 0.008, ["国家卫生城市复审顺利过关"]],
  ["bonus", "newTitle", 0.004, ["新创建省级城市管理示范街区"]],
  ["penalty", "criticised", 0.02, ["未按期完成上级交办任务，被通报批评"]],
  ["penalty", "majorLoss", 0.002, ["监管不力造成较大财产损失"]],
  ["penalty", "refusal", 0.03, ["未按要求报送城市管理工作信息", "无故缺席市城管委工作调度会"]],
  ["veto", "mediaExposure", 0.003, ["省级以上官方媒体曝光市容环境问题，经核查属实"]],
];
const CAMPAIGNS = [
  "垃圾分类推进",
  "卫生清扫活动",
  "无物业小区帮扶",
  "建筑工地扬尘治理",
  "文明创建活动",
  "雨污管网清疏",
];
const FINDINGS = [
  "沿街晾挂",
  "垃圾桶满溢",
  "占道堆物",
  "非机动车乱停放",
  "路面破损",
  "公厕保洁不到位",
  "绿化带有杂物",
  "工地围挡不洁",
];

export function ledgerOf({ seed, platform, timeZone, departments, staff }: LedgerOptions): Ledger {
  const local = (at: number) => localTime(at, timeZone);
  /** Midnight of a local day, counted in days of 1970. */
  const midnight = (day: number) => {
    const date = new Date(day * DAY);
    return instantOf(timeZone, date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
  };
  const monthOf = (at: number) => {
    const { year, month } = local(at);
    return `${year}-${String(month).padStart(2, "0")}`;
  };
  const dayWords = (at: number) => `${local(at).month}月${local(at).day}日`;
  const entryOf = (week: number) => midnight((MONDAY + week * WEEK) / DAY) + 9 * 3_600_000;
  /** The weeks whose entries fall due after `from` and by `to`. */
  const weeksIn = (from: number, to: number) => {
    const weeks: number[] = [];
    for (let week = Math.floor((from - MONDAY) / WEEK) - 1; entryOf(week) <= to; week++) {
      if (entryOf(week) > from) weeks.push(week);
    }
    return weeks;
  };

  const entry = (tx: Tx, at: number, by: string, what: Omit<Said, "evidence"> & { evidence?: readonly Evidence[] }) => {
    const { evidence = [], ...said } = what;
    tx.put("ledger", {
      platform,
      scheme: SCHEME,
      ...said,
      evidence: JSON.stringify(evidence),
      author: by,
      enteredAt: at,
      withdrawnAt: null,
      withdrawnBy: "",
      withdrawnWhy: "",
    });
  };

  /** Nine places: two main streets, two back streets, a residential area, market, building site, toilet, and one more. */
  const spotCheck = (tx: Tx, week: number, department: DepartmentSeat) => {
    const at = entryOf(week);
    const random = randomOf(seed, "spot check", week, department.id);
    const day = at - between(random, 2, 6) * DAY;
    const found = Math.min(6, Math.floor(between(random, 0, 1.2) + (1 - department.onTime) * between(random, 0, 18)));
    const points = Math.round((100 - found * between(random, 3.2, 5.2) - between(random, 0, 3)) * 10) / 10;
    const seen = Array.from({ length: Math.min(2, found) }, () => pick(random, FINDINGS));
    const findings = found === 0 ? "未发现问题" : `发现问题${found}处（${[...new Set(seen)].join("、")}等）`;
    entry(tx, at, staff.inspector(random()), {
      id: `spot-check/${week}/${department.id}`,
      kind: "spotCheck",
      item: "",
      month: monthOf(day),
      department: department.uid,
      caseUid: 0,
      points,
      text: `${dayWords(day)}现场抽检：主次干道2处、背街小巷2处，居民区、市场、工地、公厕及其他区域各1处，${findings}。`,
    });
  };

  /** The result of a letter, as it stood on the Monday after its own deadline had passed. */
  const letter = (tx: Tx, { from, at }: { from: number; at: number }, { uid, caseNo, c }: Supervised) => {
    for (const [i, fact] of c.facts.entries()) {
      if (fact.kind !== "supervised" || fact.answerBy === undefined) continue;
      if (fact.answerBy > at || fact.answerBy <= from) continue;
      const owner = c.facts.slice(0, i).findLast((each) => each.kind === "dispatched");
      if (owner?.kind !== "dispatched") continue;
      const { answerBy } = fact;
      const known = c.facts.filter((each) => each.at <= at);
      const done = known.find((each, k) => each.kind === "submitted" && k > i)?.at;
      const answered = known.some((each, k) => each.kind === "superviseAnswered" && k > i);
      const random = randomOf(seed, "letter", uid, i);
      const [result, low, high] =
        done !== undefined && done <= answerBy
          ? (["按期办结", 90, 100] as const)
          : done !== undefined
            ? (["逾期办结", 65, 82] as const)
            : answered
              ? (["已回复、尚未办结", 50, 65] as const)
              : (["未回复、未办结", 25, 45] as const);
      entry(tx, at, fact.by, {
        id: `letter/${uid}/${i}`,
        kind: "supervision",
        item: "",
        month: monthOf(answerBy),
        department: owner.department,
        caseUid: 0,
        points: Math.round(between(random, low, high)),
        text: `督办函：案件${caseNo}，${fact.opinion}，要求${dayWords(answerBy)}前办结；${result}。`,
        evidence: [{ kind: "case", uid }],
      });
      // A case of an earlier month may already be in a final result: nobody takes it out any more.
      const ofMonth = monthOf(c.deadline ?? answerBy) === monthOf(answerBy);
      if (done === undefined || !ofMonth || random() > 0.04) continue;
      entry(tx, at, fact.by, {
        id: `exclusion/${uid}`,
        kind: "exclusion",
        item: "",
        month: monthOf(answerBy),
        department: owner.department,
        caseUid: uid,
        points: null,
        text: `案件${caseNo}现场位于地铁施工围挡内，经市城管委同意不计入考核。`,
        evidence: [{ kind: "case", uid }],
      });
    }
  };

  /** On the first Monday of a month: campaigns and the list of the month before. */
  const monthly = (tx: Tx, week: number) => {
    const at = entryOf(week);
    if (local(at).day > 7) return;
    const month = monthOf(at - 8 * DAY);
    for (const department of departments) {
      const random: Random = randomOf(seed, "list", month, department.id);
      const shared = { month, department: department.uid, caseUid: 0 };
      if (random() < 0.2) {
        const points = Math.round(between(random, 70, 100) - (1 - department.onTime) * 40);
        const text = `专项督办：${pick(random, CAMPAIGNS)}，${points >= 85 ? "按要求完成" : "推进缓慢，部分任务未完成"}。`;
        const id = `campaign/${month}/${department.id}`;
        entry(tx, at, staff.inspector(random()), { id, kind: "supervision", item: "", points, text, ...shared });
      }
      for (const [kind, item, chance, texts] of LIST) {
        if (random() >= chance) continue;
        const id = `${item}/${month}/${department.id}`;
        entry(tx, at, staff.inspector(random()), {
          id,
          kind,
          item,
          points: null,
          text: pick(random, texts),
          ...shared,
        });
      }
    }
  };

  return {
    isDue: (from, to) => weeksIn(from, to).length > 0,
    write(tx, from, to, supervised) {
      const letters = [...supervised];
      for (const week of weeksIn(from, to)) {
        for (const department of departments) spotCheck(tx, week, department);
        const due = { from: entryOf(week - 1), at: entryOf(week) };
        for (const each of letters) letter(tx, due, each);
        monthly(tx, week);
      }
    },
  };
}

interface Said {
  readonly id: string;
  readonly kind: LedgerKind;
  readonly item: string;
  readonly month: string;
  readonly department: number;
  readonly caseUid: number;
  readonly points: number | null;
  readonly text: string;
  readonly evidence: readonly Evidence[];
}
