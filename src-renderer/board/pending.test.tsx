import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { fakeCity } from "../../test/fixtures/fake-host.ts";
import { fakeLink } from "../../test/fixtures/fake-link.ts";
import { CASE_STATES, stateCode } from "../../shared/case/state.ts";
import type { CaseLine } from "../../shared/view.ts";
import { ClockContext, FreshnessContext } from "../kit/panel.tsx";
import { wordsOf } from "../kit/text.ts";
import { WordsContext } from "../kit/words.ts";
import { LinkContext } from "../link/react.ts";
import { CaseDetail } from "./case.tsx";
import { CaseRow } from "./ticker.tsx";

const NOW = Date.UTC(2026, 10, 22, 1, 30, 12);
const city = fakeCity({ cases: 400, now: NOW });
const link = fakeLink(city, NOW);

function drawn(children: React.ReactNode): string {
  return renderToStaticMarkup(
    <LinkContext value={link}>
      <WordsContext value={wordsOf("zh-CN", "Asia/Shanghai")}>
        <ClockContext value={{ clock: () => 0, hubNow: () => NOW }}>
          <FreshnessContext value={{ state: "live", since: 0, dataAt: 0, cause: null }}>{children}</FreshnessContext>
        </ClockContext>
      </WordsContext>
    </LinkContext>,
  );
}
const detail = (uid: number) => drawn(<CaseDetail uid={uid} onBack={() => {}} onClose={() => {}} />);
/** The case that somebody asked to be accepted. */
const asked = city.outbox.find(
  ({ message: { request } }) => request.ask === "case" && request.command.kind === "accept",
);
const uid = asked?.message.request.ask === "case" ? asked.message.request.uid : 0;

test("a case says what is not confirmed, by whom it was asked, and both its states", () => {
  const html = detail(uid);
  expect(html).toContain("待中心端确认：受理（09:26，张三）");
  expect(html).toContain('data-true-state="reported"');
  expect(html.replaceAll(/<[^>]*>/g, "")).toContain("待立案预计 · 中心端现为待受理");
  const other = detail(city.columns.uid.findLast((each) => each !== uid) ?? 0);
  expect(other).not.toContain("data-pending");
  expect(other).not.toContain("data-true-state");
});

test("a line in a list is marked while something is pending, in words too", () => {
  const line = (pending: number) => ({ ...LINE, pending });
  const row = (pending: number) => drawn(<CaseRow line={line(pending)} at={NOW} onOpen={() => {}} />);
  expect(row(0)).not.toContain("pending-mark");
  expect(row(2)).toContain('data-pending="2"');
  expect(row(2)).toContain('aria-label="2 条指令待中心端确认"');
});

test("a case whose texts have left this machine says by what rule", () => {
  const gone = city.columns.uid.find((_, i) => i % 11 === 10) ?? 0;
  expect(detail(gone)).toContain("按保留规定，此案的文字内容已从本机移除");
  expect(detail(uid)).not.toContain("data-texts-gone");
});

const LINE = {
  uid: 1,
  caseNo: "1",
  state: stateCode(CASE_STATES[0]),
  source: 0,
  className: "暴露垃圾",
  classNameEn: "",
  address: "一纬路",
  departmentName: "",
  departmentNameEn: "",
  deadline: null,
} as CaseLine;
