/** The page of evaluation reports as it is drawn, over invented answers of the host. */
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import type { ReportsValue } from "../../../shared/report.ts";
import type { Language } from "../../../shared/text.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { wordsOf } from "../../kit/text.ts";
import { WordsContext } from "../../kit/words.ts";
import type { Link } from "../../link/connection.ts";
import { LinkContext } from "../../link/react.ts";
import { SeatContext, type SeatDesk } from "../shell/desk.ts";
import { MakeForm } from "./form.tsx";

const shown = {
  scheme: { scheme: "zhongfang-2020" },
  period: { key: "2026-11", kind: "month", from: 0, to: 1, running: true, newest: "2026-11", oldest: "2026-09" },
};
const standings = {
  schemes: [{ scheme: "zhongfang-2020", title: { "zh-CN": "中方办法", en: "Zhongfang" }, trouble: null }],
  shown,
};
const REPORTS: ReportsValue = { mayMake: true, making: null, made: [], folder: "/data/reports", fingerprint: "" };

function drawn(reports: ReportsValue, language: Language = "zh-CN"): string {
  const link = {
    whole: ({ view }: { view: string }) => {
      const answer = { value: view === "standings" ? standings : null, trouble: null, rev: 1 };
      return { get: () => answer, subscribe: () => () => {} };
    },
  } as unknown as Link;
  return renderToStaticMarkup(
    <LinkContext value={link}>
      <WordsContext value={wordsOf(language, "Asia/Shanghai")}>
        <ClockContext value={{ clock: () => 0, hubNow: () => 0 }}>
          <SeatContext value={{ notify: () => undefined } as unknown as SeatDesk}>
            <MakeForm reports={reports} />
          </SeatContext>
        </ClockContext>
      </WordsContext>
    </LinkContext>,
  );
}

describe("the page of reports", () => {
  test("offers the last time that is over, and no draft of it", () => {
    const page = drawn(REPORTS);
    expect(page).toContain("2026年10月");
    expect(page).not.toContain("生成草稿");
    expect(drawn(REPORTS, "en")).toContain("Make a report");
  });

  test("tells the step that is under way, and who may make one", () => {
    const making = { period: "2026-10", scheme: "zhongfang-2020", step: "pdf" as const };
    expect(drawn({ ...REPORTS, making })).toContain("正在编排 PDF");
    expect(drawn({ ...REPORTS, mayMake: false })).toContain("评价报告由领导、导播、值班长或管理员生成。");
  });
});
