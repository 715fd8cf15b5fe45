import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { CASE_STATES } from "../../../shared/case/state.ts";
import type { ClaimLine, QueueLine, SeatLine } from "../../../shared/seat.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { wordsOf } from "../../kit/text.ts";
import { WordsContext } from "../../kit/words.ts";
import { COLUMNS } from "./columns.ts";
import { QueueRow, rowId, type RowProps } from "./row.tsx";

const NOW = Date.UTC(2026, 10, 15, 4, 30);
const MINUTE = 60_000;
const LINE: QueueLine = {
  uid: 7,
  caseNo: "2026-0007",
  state: CASE_STATES.indexOf("handling"),
  source: 0,
  className: "道路破损",
  classNameEn: "Broken road",
  address: "人民路 12 号",
  department: 5,
  departmentName: "市政",
  departmentNameEn: "Works",
  unitGrid: 0,
  unitGridCode: "",
  lon: null,
  lat: null,
  reportedAt: NOW - 60 * MINUTE,
  deadline: NOW + 12 * MINUTE,
  submittedAt: null,
  closedAt: null,
  changedAt: NOW,
  flags: 0,
  pending: 1,
  stageSince: NOW,
  stageDue: null,
  dispatchDue: null,
  burnsFrom: NOW - 48 * MINUTE,
  burnsAt: NOW + 12 * MINUTE,
  burn: "deadline",
  request: "extension",
  reworkCount: 0,
  sendBackCount: 0,
  description: "路面塌陷",
  pictures: 2,
};
const seat = (person: number, name: string): SeatLine => ({
  person,
  name,
  role: "dispatcher",
  machine: "m",
  caseUid: 7,
  since: NOW,
  own: false,
});
const claim: ClaimLine = { caseUid: 7, person: 2, name: "李四", until: NOW + 90_000, own: false };

function drawn(part: Partial<RowProps> = {}, now = NOW): string {
  const clocks = { clock: () => 0, hubNow: () => now };
  return renderToStaticMarkup(
    <WordsContext value={wordsOf("zh-CN", "Asia/Shanghai")}>
      <ClockContext value={clocks}>
        <QueueRow
          uid={7}
          line={LINE}
          index={3}
          top={96}
          columns={COLUMNS}
          focused={false}
          chosen={false}
          others={undefined}
          claim={undefined}
          {...part}
        />
      </ClockContext>
    </WordsContext>,
  );
}
const wordsIn = (html: string) =>
  html
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();

describe("a row of the queue", () => {
  test("says what burns, which case it is, what was asked for, and that something is on its way", () => {
    const html = drawn();
    for (const word of ["处置 · 12分后超时", "2026-0007", "处置中", "道路破损", "人民路 12 号", "市政", "申请延期"]) {
      expect(wordsIn(html)).toContain(word);
    }
    expect(html).toContain('aria-label="绿灯"');
    expect(html).toContain('data-pending="1"');
    expect(html).toContain('aria-label="2 张图片"');
    expect(html).toContain(`id="${rowId(7)}"`);
    expect(html).toContain('aria-rowindex="5"');
  });

  test("is red in words, shape and colour once its clock has run out", () => {
    const html = drawn({}, NOW + 20 * MINUTE);
    expect(wordsIn(html)).toContain("处置 · 超时 8分");
    expect(html).toContain('aria-label="红灯"');
    expect(html).toContain("queue-over");
  });

  test("Z17 says who else is at the case, and who has claimed it until when", () => {
    const html = drawn({ others: [seat(2, "李四光"), seat(3, "Anna Smith"), seat(4, "王五")], claim });
    expect(html).toContain('title="李四光 · 派遣员"');
    expect(wordsIn(html)).toMatch(/四光 AS \+ ?1/);
    expect(html).toContain('aria-label="李四 已认领，12:31 自动释放"');
    expect(drawn({ claim: { ...claim, own: true } })).toContain('aria-label="我已认领，12:31 自动释放"');
    expect(drawn()).not.toContain("queue-claim");
  });

  test("keeps its cells while its line is on its way, and says that it is chosen", () => {
    const html = drawn({ line: undefined, chosen: true, focused: true });
    expect(html.match(/role="gridcell"/g)).toHaveLength(COLUMNS.length);
    expect(html).toContain('aria-selected="true"');
    expect(html).toContain('data-focused="true"');
    expect(wordsIn(html)).toBe("");
  });
});
