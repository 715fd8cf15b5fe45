import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import type { FrozenBriefing, TypicalCase } from "../../shared/briefing.ts";
import { aBriefing, BRIEFED_AT } from "../../test/fixtures/briefing.ts";
import { fakeCity } from "../../test/fixtures/fake-host.ts";
import { fakeLink } from "../../test/fixtures/fake-link.ts";
import { wordsOf } from "../kit/text.ts";
import { WordsContext } from "../kit/words.ts";
import type { Link } from "../link/connection.ts";
import { LinkContext } from "../link/react.ts";
import { elapsedText } from "./clock.ts";
import { BriefingContext } from "./context.ts";
import { BRIEFING } from "./file.ts";
import { Presenter } from "./presenter.tsx";
import { FIRST, type Shown } from "./shown.ts";
import { Stage } from "./stage.tsx";

const city = fakeCity({ cases: 50, now: BRIEFED_AT });
/** One that has not read the day that is to be played back. */
const host = fakeLink(city, BRIEFED_AT);
const waiting = { value: null, trouble: null, rev: 0 };
const link: Link = {
  ...host,
  whole: (question) =>
    question.view === "replay" ? { get: () => waiting, subscribe: () => () => undefined } : host.whole(question),
};
const stepOf = (page: string) => BRIEFING.steps.findIndex((step) => step.page === page);

function drawn(
  shown: Partial<Shown>,
  more: Partial<FrozenBriefing> = {},
  options: { language?: "zh-CN" | "en"; presenter?: boolean; cutAt?: number } = {},
): string {
  const { language = "zh-CN", presenter = false, cutAt = null } = options;
  const frozen = aBriefing(more);
  const taking = { frozen, cutAt };
  const all = { ...FIRST, ...shown };
  return renderToStaticMarkup(
    <LinkContext value={link}>
      <WordsContext value={wordsOf(language, "Asia/Shanghai")}>
        <BriefingContext value={{ file: BRIEFING, frozen, dials: all.dials, act: () => undefined, small: false }}>
          {presenter ? (
            <Presenter taking={taking} shown={all} onAgain={() => undefined}>
              {null}
            </Presenter>
          ) : (
            <Stage taking={taking} shown={all} />
          )}
        </BriefingContext>
      </WordsContext>
    </LinkContext>,
  );
}

/** What a person reads. */
const textOf = (html: string) => html.replaceAll(/<[^>]+>/g, "|").replaceAll(/\|+/g, "|");

describe("a step", () => {
  test.each(BRIEFING.steps.map(({ step }, i) => [step, i] as const))(
    "%s says as of when its figures are and by which scheme",
    (_step, step) => {
      const text = textOf(drawn({ step }));
      expect(text).toContain("数据截至 2026年11月21日 14:05");
      expect(text).toContain("评价方案 中方 2020 第 1 版 01234567");
      expect(text).toContain("结果暂定");
      expect(text).toContain("统计期 2026年11月（未结束）");
    },
  );

  test("says when its result was made final, and when the hub was away", () => {
    const board = aBriefing().board;
    const final = board === null ? null : { ...board, final: BRIEFED_AT - 3_600_000 };
    expect(textOf(drawn({}, { board: final }))).toContain("结果已于 13:05 定稿");
    expect(textOf(drawn({}, {}, { cutAt: BRIEFED_AT - 7_200_000 }))).toContain("数据为 12:05 的数据");
    expect(textOf(drawn({}, { board: null }, { language: "en" }))).toContain("No scheme is set");
  });

  test("shows a target as met or missed by its shape and in words", () => {
    const html = drawn({});
    expect(html).toMatch(/data-headline="proactiveRate" data-met="true"/);
    expect(html).toMatch(/data-headline="cameraOnlineRate" data-met="false"/);
    expect(textOf(html)).toContain("目标 ≥95%（甘谷 2024）");
    expect(textOf(html)).toContain("同比|无可比数据");
  });

  test("opens numbers that counted cases, and no others", () => {
    const html = drawn({});
    expect(html).toMatch(/<button[^>]*data-figure="proactiveRate.n"[^>]*data-value="9"/);
    expect(html).toMatch(/<span[^>]*data-figure="cameraOnlineRate"/);
    // A mean opens the cases it was taken over.
    expect(html).toMatch(/<button[^>]*data-figure="avgHandleMinutes"[^>]*data-value="9"/);
  });

  test.each(["funnel", "issues", "trend", "moment", "typical", "ranking"])("%s without anything says so", (page) => {
    const nothing = {
      funnel: [],
      issues: [],
      trend: [],
      moment: null,
      board: null,
    };
    const text = textOf(drawn({ step: stepOf(page) }, nothing));
    expect(text).toMatch(/没有案件|没有处置前|没有可用的评价方案/);
  });

  test("lists exactly the cases of the number that was opened", () => {
    const html = drawn({
      way: [{ show: "figure", title: "主动发现率（分子）", count: { n: 9, set: "proactiveRate.n" } }],
    });
    expect(html).toMatch(/data-figure="cases.total" data-value="9"/);
    expect(textOf(html)).toContain("主动发现率（分子） · 2026年11月21日 14:05 的名单，案件状态为当前");
    expect(html).not.toContain("data-differs");
    const final = drawn({ way: [{ show: "figure", title: "x", count: { n: 12, set: "proactiveRate.n" } }] });
    expect(final).toContain("data-differs");
    expect(textOf(final)).toContain("结果定稿时为 12 件");
  });

  test("hangs the curtain where it was drawn to, with both pictures named", () => {
    const picture = (id: string, at: number) => ({ id, at, width: 640, height: 360 });
    const typical: TypicalCase = {
      ...{ uid: 5, caseNo: "20261105001", className: "暴露垃圾", classNameEn: "Rubbish", address: "中山路12号" },
      ...{ departmentName: "城管局", departmentNameEn: "", reportedAt: BRIEFED_AT - 9_000_000 },
      ...{ submittedAt: BRIEFED_AT - 1_800_000 },
      ...{ before: picture("a", BRIEFED_AT - 8_000_000), after: picture("b", BRIEFED_AT - 1_000_000) },
    };
    const html = drawn({ step: stepOf("typical"), dials: { "curtain.5": 30 } }, { typical: [typical] });
    expect(html).toContain('data-curtain="30"');
    expect(html).toContain("inset(0 70% 0 0)");
    expect(textOf(html)).toContain("上报到处置完成 2小时");
  });
});

describe("X104 notes", () => {
  const note = BRIEFING.steps[0]?.note["zh-CN"] ?? "";
  test("stand on the speaker's screen and not on the wall", () => {
    expect(note.length).toBeGreaterThan(10);
    expect(drawn({}, {}, { presenter: true })).toContain(note);
    for (let step = 0; step < BRIEFING.steps.length; step++) {
      const html = drawn({ step });
      expect(BRIEFING.steps.filter((each) => html.includes(each.note["zh-CN"]))).toEqual([]);
      expect(html).not.toContain("<textarea");
    }
  });

  test("come with the step that is next, and with the end", () => {
    expect(drawn({}, {}, { presenter: true })).toMatch(/briefing-small[^]*data-step="funnel"/);
    expect(textOf(drawn({ step: BRIEFING.steps.length - 1 }, {}, { presenter: true }))).toContain("这是最后一页。");
  });
});

test("time that has gone on is told in minutes, then in hours", () => {
  expect([-5, 0, 65_000, 3_725_000].map(elapsedText)).toEqual(["0:00", "0:00", "1:05", "1:02:05"]);
});
