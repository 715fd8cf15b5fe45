import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import zhongfangFile from "../../../resources/schemes/zhongfang-2020.json" with { type: "json" };
import { parseScheme } from "../../../shared/rules/scheme.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import type { ShownStanding, StandingsValue } from "../../../shared/view.ts";
import type { Freshness } from "../../kit/freshness.ts";
import { FreshnessContext } from "../../kit/panel.tsx";
import { wordsOf } from "../../kit/text.ts";
import { WordsContext } from "../../kit/words.ts";
import type { Link } from "../../link/connection.ts";
import { LinkContext } from "../../link/react.ts";
import { EvaluationBoard } from "./board.tsx";
import { HonoursBoard } from "./honours.tsx";
import { trustSentence } from "./standing.tsx";

const LIVE: Freshness = { state: "live", since: 0, dataAt: 0, cause: null };
const CUT: Freshness = { state: "stale", since: 0, dataAt: 0, cause: { why: "hubCut", retryAt: null, trouble: null } };
const zh = wordsOf("zh-CN", "Asia/Shanghai");
const en = wordsOf("en", "Asia/Shanghai");
const scheme = parseScheme("zhongfang-2020.json", zhongfangFile);

const standing = (key: number, more: Partial<ShownStanding> = {}): ShownStanding => ({
  key,
  group: "A",
  score: 90 - key,
  low: 88 - key,
  high: 92 - key,
  rank: key,
  tieGroup: 1,
  unranked: null,
  enough: true,
  cases: 100 + key,
  grade: null,
  parts: [],
  base: 90 - key,
  adjustments: [],
  adjusted: 0,
  vetoedBy: [],
  excludedBy: [],
  months: [],
  name: `市政${key}处`,
  nameEn: `Public works ${key}`,
  shortName: "",
  shortNameEn: "",
  before: null,
  yearBefore: null,
  ...more,
});

const unranked = { rank: null, tieGroup: null };
const VALUE: StandingsValue = {
  schemes: [{ scheme: scheme.scheme, title: scheme.title, trouble: null }],
  shown: {
    scheme,
    hash: "0123456789abcdef",
    period: {
      key: "2026-11",
      kind: "month",
      from: Date.UTC(2026, 9, 31, 16),
      to: Date.UTC(2026, 10, 30, 16),
      running: true,
      newest: "2026-11",
      oldest: "2026-01",
    },
    frozen: null,
    groups: [
      {
        group: "A",
        standings: [
          standing(1, { before: { rank: 3, score: 80 } }),
          standing(2, { vetoedBy: [9], before: { rank: 1, score: 95 } }),
          standing(3, { tieGroup: 2 }),
          standing(4, { ...unranked, enough: false, cases: 2 }),
          standing(5, { ...unranked, score: null, low: null, high: null, unranked: "noCases", cases: 0 }),
        ],
      },
    ],
  },
};

function drawn(
  more: {
    value?: StandingsValue | null;
    trouble?: Trouble;
    freshness?: Freshness;
    words?: typeof zh;
    of?: typeof EvaluationBoard;
  } = {},
) {
  const view = { value: more.value === undefined ? VALUE : more.value, trouble: more.trouble ?? null, rev: 1 };
  const link = { whole: () => ({ get: () => view, subscribe: () => () => {} }) } as unknown as Link;
  const Board = more.of ?? EvaluationBoard;
  return renderToStaticMarkup(
    <WordsContext value={more.words ?? zh}>
      <FreshnessContext value={more.freshness ?? LIVE}>
        <LinkContext value={link}>
          <Board />
        </LinkContext>
      </FreshnessContext>
    </WordsContext>,
  );
}

test("ranks, scores, intervals and the way from last month, told by shape and word", () => {
  const html = drawn();
  expect(html).toContain('data-state="live"');
  expect(html).toContain('data-rank="1" data-score="89.00"');
  expect(html).toContain('class="whisker"');
  expect(html).toMatch(/data-way="up"><span><i aria-hidden="true"><\/i>升2位<\/span><small>\+9\.00/);
  expect(html).toMatch(/data-way="down"><span><i aria-hidden="true"><\/i>降1位/);
  expect(drawn({ words: en })).toContain("up 2");
});

test("who cannot be told apart, was vetoed, has too few cases or none is said in words", () => {
  const html = drawn();
  for (const words of ["难分高下", "一票否决", "样本不足，不排名次（1个）", "本期无案件，未参与排名（1个）"]) {
    expect(html).toContain(words);
  }
  expect(html.match(/class="standing-row"/g)).toHaveLength(3);
});

test("provisional until frozen; then since when and with which digest", () => {
  expect(drawn()).toContain("暂定");
  const { shown } = VALUE;
  if (shown === null) throw new Error("nothing to freeze");
  const frozen = { at: Date.UTC(2026, 11, 3), by: "考核科", digest: "fedcba9876543210" };
  const html = drawn({ value: { ...VALUE, shown: { ...shown, frozen } } });
  expect(html).toContain("已定榜 2026年12月3日");
  expect(html).toContain("<small>fedcba98</small>");
  expect(html).not.toContain(">暂定<");
});

test("what is counted, over which days and by which rule stands in the foot", () => {
  expect(drawn()).toContain("口径：按截止时间，2026年11月1日至11月30日 · 办法版本 1，校验码 01234567");
});

test("loading, empty, stale and error, for boards and lists alike", () => {
  for (const of of [EvaluationBoard, HonoursBoard]) {
    expect(drawn({ value: null, of })).toContain('data-state="loading"');
    const none = drawn({ value: { schemes: [], shown: null }, of });
    expect(none).toContain('data-state="empty"');
    expect(none).toContain("还没有考核办法");
    const cut = drawn({ freshness: CUT, of });
    expect(cut).toContain('data-state="stale"');
    expect(cut).toContain("市政1处");
    const failed = drawn({ trouble: { code: "viewFailed", params: { view: "standings", why: "disk" } }, of });
    expect(failed).toContain('data-state="error"');
    expect(failed).toContain("市政1处");
  }
});

test("a scheme that broke says where, instead of an empty board", () => {
  const trouble: Trouble = {
    code: "ruleBroken",
    params: { file: "schemes/mine.json", path: "parts.0.weight", expected: ">0", found: "0" },
  };
  const html = drawn({ value: { schemes: [{ scheme: "mine", title: scheme.title, trouble }], shown: null } });
  expect(html).toContain("parts.0.weight");
});

test("how sure a score is: sample, interval, and with whom the order is open", () => {
  const members = VALUE.shown?.groups[0]?.standings ?? [];
  const [first] = members;
  expect(first === undefined ? "" : trustSentence(first, members, zh)).toBe(
    "样本101件；95%置信区间 87.00–91.00；与市政2处难分高下",
  );
});
