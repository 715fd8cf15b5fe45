import { expect, test } from "vitest";
import type { CaseLine, WhatIf } from "../../../shared/view.ts";
import { wordsOf } from "../../kit/text.ts";
import { stepSentences } from "./what-if.tsx";

const zh = wordsOf("zh-CN", "Asia/Shanghai");

const open = (inTime: boolean, deadline: number | null = 1): WhatIf["cases"][number] => ({
  line: { deadline } as CaseLine,
  inTime,
  gain: 0.5,
});
const whatIf = (more: Partial<WhatIf>): WhatIf => ({
  key: 1,
  score: 80,
  rank: 5,
  cases: [open(true), open(true), open(false), open(false)],
  steps: [],
  ...more,
});

test("each step says how many cases, from where to where, and which of them are late already", () => {
  const steps = [
    { close: 2, score: 82.1, rank: 3 },
    { close: 4, score: 84, rank: 2 },
  ];
  expect(stepSentences(whatIf({ steps }), zh)).toEqual([
    "再按期办结2件，可由第5名升至第3名（得分82.10）",
    "再办结4件（其中2件已超期），可由第5名升至第2名（得分84.00）",
  ]);
});

test("cases without a deadline are neither late nor in time", () => {
  const cases = [open(false, null), open(false, null)];
  expect(stepSentences(whatIf({ cases, steps: [{ close: 2, score: 90, rank: 1 }] }), zh)).toEqual([
    "再办结2件，可由第5名升至第1名（得分90.00）",
  ]);
});

test("where there is no step, the reason is said", () => {
  expect(stepSentences(whatIf({ cases: [] }), zh)).toEqual(["本期没有未办结的案件。"]);
  expect(stepSentences(whatIf({}), zh)).toEqual(["还有4件未办结，全部办结后名次不变。"]);
  expect(stepSentences(whatIf({ rank: 1 }), zh)).toEqual(["目前已是第1名；以下案件按期办结可保持得分。"]);
  expect(stepSentences(whatIf({ rank: null, score: null }), zh)).toEqual(["还有4件未办结；目前没有名次可比。"]);
});
