import { expect, test } from "vitest";
import zhongfangFile from "../../../resources/schemes/zhongfang-2020.json" with { type: "json" };
import jinhuaFile from "../../../resources/schemes/jinhua.json" with { type: "json" };
import departmentFile from "../../../resources/schemes/national-department.json" with { type: "json" };
import { evaluate } from "../../../shared/evaluation/evaluate.ts";
import { periodOf, type EvaluationPeriod } from "../../../shared/evaluation/period-key.ts";
import type { Standing } from "../../../shared/evaluation/standing.ts";
import { SOURCES_SPAN } from "../../../shared/evaluation/tally.ts";
import { TERM, TERMS, type Term } from "../../../shared/evaluation/terms.ts";
import { parseScheme, type Scheme } from "../../../shared/rules/scheme.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { wordsOf } from "../../kit/text.ts";
import { effectText } from "./entries.ts";
import { adjustedText, partFormula, totalFormula } from "./formula.ts";

const zh = wordsOf("zh-CN", "Asia/Shanghai");
const en = wordsOf("en", "Asia/Shanghai");
const zhongfang = parseScheme("zhongfang-2020.json", zhongfangFile);
const jinhua = parseScheme("jinhua.json", jinhuaFile);
const department = parseScheme("national-department.json", departmentFile);

type Counts = Partial<Record<Term, number>>;
type Entry = RecordOf<"ledger">;

const NOVEMBER = 2026 * 12 + 10;

function entry(more: Partial<Entry>): Entry {
  const empty = { uid: 1, platform: "p", id: "1", item: "", month: "2026-11", department: 1, caseUid: 0, points: null };
  const who = {
    text: "",
    evidence: "[]",
    author: "",
    enteredAt: 0,
    withdrawnAt: null,
    withdrawnBy: "",
    withdrawnWhy: "",
  };
  return { ...empty, ...who, scheme: "zhongfang-2020", kind: "spotCheck", ...more };
}

/** The standing of department 1 whose cases of the months count for this, by the engine itself. */
function standingOf(
  scheme: Scheme,
  months: Readonly<Record<number, Counts>>,
  ledger: readonly Entry[] = [],
  key = "2026-11",
): Standing {
  const [groups] = evaluate(scheme, periodOf(key) as EvaluationPeriod, {
    now: Date.UTC(2026, 10, 20),
    timeZone: "Asia/Shanghai",
    tallies: {
      month(_dimension, _basis, month) {
        const vector = new Float64Array(TERMS.length);
        for (const [term, count] of Object.entries(months[month] ?? {})) vector[TERM[term as Term]] = count;
        return new Map([[SOURCES_SPAN, vector]]);
      },
    },
    waiting: () => [],
    caseOf: () => null,
    subjects: [{ key: 1, group: "A" }],
    ledger,
  });
  return groups?.standings[0] as Standing;
}

const part = (scheme: Scheme, name: string) => {
  const found = scheme.parts.find((each) => each.part === name);
  if (found === undefined) throw new Error(`no part ${name}`);
  return found;
};
const partText = (scheme: Scheme, standing: Standing, name: string, words = zh) => {
  const result = standing.parts.find((each) => each.part === name);
  return result === undefined ? null : partFormula(part(scheme, name), result, words);
};

/** 中方 2020: 14,664 due, 8,907 solved, 5,867 of them in time. */
const YEAR = { closeDue: 14_664, solved: 8_907, solvedOnTime: 5_867 };

test("a scheme of one mix is written out to its rates: the 51.41 of Zhongfang", () => {
  const alone: Scheme = { ...zhongfang, parts: [{ ...part(zhongfang, "digital"), weight: 100 }], adjustments: [] };
  const standing = standingOf(alone, { [NOVEMBER]: YEAR });
  expect(totalFormula(alone, standing, zh)).toBe("综合 51.41 = 问题解决率 60.74%×55% + 及时解决率 40.01%×45%");
  expect(totalFormula(alone, standing, en)).toBe("Total 51.41 = Solved rate 60.74%×55% + Solved in time 40.01%×45%");
});

test("parts, adjustments and what was left out stand in the total", () => {
  const ledger = [
    entry({ uid: 1, points: 90 }),
    entry({ uid: 2, points: 80 }),
    entry({ uid: 3, kind: "supervision", points: 88 }),
    entry({ uid: 4, kind: "penalty", item: "criticised" }),
  ];
  const whole = standingOf(zhongfang, { [NOVEMBER]: YEAR }, ledger);
  expect(totalFormula(zhongfang, whole, zh)).toBe(
    "综合 64.95 = 数字城管 30.85 + 现场抽检 17.00 + 专项督办 17.60 − 加减分 0.50",
  );
  expect(partText(zhongfang, whole, "digital")).toBe("30.85 =（问题解决率 60.74%×55% + 及时解决率 40.01%×45%）×60");
  expect(partText(zhongfang, whole, "spotCheck")).toBe("17.00 = 2次平均 85.00×20%");
  const without = standingOf(zhongfang, { [NOVEMBER]: YEAR }, [entry({ points: 90 })]);
  expect(totalFormula(zhongfang, without, zh)).toBe("综合 61.06 =（数字城管 30.85 + 现场抽检 18.00）×100÷80");
  expect(partText(zhongfang, without, "supervision")).toBe("本期无可评数据，不计入，其余部分按权重折算");
});

test("where the printed parts miss the total by a hundredth, the formula does not claim to be exact", () => {
  const counts = { filed: 7, closeDue: 7, closedDue: 1, handleDue: 7, handledOnTime: 1 };
  expect(totalFormula(department, standingOf(department, { [NOVEMBER]: counts }), en)).toMatch(
    /^Total 48\.57 ≈ .* 10\.00 \+ .* 4\.29 \+ .* 4\.29 \+ .* 30\.00$/,
  );
});

test("a veto leaves nothing, and the cap is told", () => {
  const ledger = [entry({ uid: 1, points: 90 }), entry({ uid: 2, kind: "veto", item: "mediaExposure" })];
  expect(totalFormula(zhongfang, standingOf(zhongfang, { [NOVEMBER]: YEAR }, ledger), zh)).toBe(
    "综合 0.00 = 一票否决，记0分",
  );
  const titles = [1, 2, 3].map((uid) => entry({ uid, kind: "bonus", item: "newTitle" }));
  const capped = standingOf(zhongfang, { [NOVEMBER]: YEAR }, titles);
  expect(adjustedText(zhongfang, capped, zh)).toBe("合计+6.00分，超过±5分上限，计+5.00分");
  const penalty = standingOf(zhongfang, { [NOVEMBER]: YEAR }, [entry({ kind: "penalty", item: "majorLoss" })]);
  expect(adjustedText(zhongfang, penalty, zh)).toBe("合计−2.00分，未超过±5分上限，计−2.00分");
});

test("a quarter is the mean of its months that were ranked", () => {
  const standing = standingOf(
    zhongfang,
    { [NOVEMBER - 1]: { closeDue: 10, solved: 10, solvedOnTime: 10 }, [NOVEMBER]: { closeDue: 10, solved: 10 } },
    [],
    "2026-Q4",
  );
  expect(totalFormula(zhongfang, standing, zh)).toBe("综合 77.50 =（100.00 + 55.00）÷2");
  expect(totalFormula(zhongfang, standingOf(zhongfang, {}, [], "2026-Q4"), zh)).toBeNull();
});

test("bands say which one was reached, thresholds what they took off", () => {
  const counts = { filed: 320, closeDue: 300, closedDue: 291, handleDue: 300, handledOnTime: 240, reworkDue: 6 };
  const national = standingOf(department, { [NOVEMBER]: counts });
  const [filed, , , rework] = department.parts;
  expect(partText(department, national, filed?.part ?? "")).toBe("6.00 = 60（立案数 320，不超过500档）×10%");
  expect(partText(department, national, rework?.part ?? "")).toBe("29.40 =（1−返工率 2.00%）×30");
  const late = standingOf(jinhua, { [NOVEMBER]: { closeDue: 100, closedDue: 95, closedOnTime: 60 } });
  const [onTime, closed] = jinhua.parts;
  expect(partText(jinhua, late, onTime?.part ?? "")).toBe("40.00 = 50 −（70%−按期结案率 60.00%）×100");
  expect(partText(jinhua, late, closed?.part ?? "")).toBe("20.00 = 20（结案率 95.00% ≥ 90%）");
});

test("an entry's own points count with the sign of its item", () => {
  expect(effectText(zhongfang, entry({ kind: "penalty", item: "criticised" }), zh)).toBe("−0.50分");
  expect(effectText(zhongfang, entry({ kind: "penalty", item: "criticised", points: 1 }), zh)).toBe("−1.00分");
  expect(effectText(zhongfang, entry({ points: 92 }), zh)).toBe("得92分（百分制）");
  expect(effectText(zhongfang, entry({ kind: "veto", item: "mediaExposure" }), en)).toBe("period counts 0");
});
