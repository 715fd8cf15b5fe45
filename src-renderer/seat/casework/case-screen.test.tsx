/** The page of a case as it is drawn: an invented case, every answer of the host at once. */
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { fakeCity } from "../../../test/fixtures/fake-host.ts";
import { fakeLink } from "../../../test/fixtures/fake-link.ts";
import type { Case, Command } from "../../../shared/case/case.ts";
import { clocksOf } from "../../../shared/case/clocks.ts";
import { decide, isRefusal } from "../../../shared/case/decide.ts";
import { evolve } from "../../../shared/case/evolve.ts";
import { DEFAULT_POLICY } from "../../../shared/case/policy.ts";
import { recordOfCase } from "../../../shared/case/record.ts";
import { plainCalendar } from "../../../shared/case/worktime.ts";
import { mayAsk, mayCommand } from "../../../shared/rights.ts";
import type { Role } from "../../../shared/roles.ts";
import type { OutboxEntry } from "../../../shared/sync-status.ts";
import type { Language } from "../../../shared/text.ts";
import type { Question, WholeValues } from "../../../shared/view.ts";
import { DeskContext } from "../../board/desk.ts";
import { ClockContext, FreshnessContext } from "../../kit/panel.tsx";
import { wordsOf } from "../../kit/text.ts";
import { WordsContext } from "../../kit/words.ts";
import type { Link } from "../../link/connection.ts";
import { LinkContext } from "../../link/react.ts";
import { SeatContext, type SeatDesk } from "../shell/desk.ts";
import { CaseScreen } from "./case-screen.tsx";
import { CommandForm } from "./command-form.tsx";
import { contactDays } from "./contact-panel.tsx";
import type { CommandDraft } from "./draft.ts";
import { notDoneOf } from "./refused.tsx";

const ZONE = "Asia/Shanghai";
const NOW = Date.UTC(2026, 10, 20, 6);
const UID = 7;
const city = fakeCity({ cases: 40, now: NOW });
const [FIRST, SECOND] = city.departments;
if (FIRST === undefined || SECOND === undefined) throw new Error("the invented city has no departments");
const context = { policy: DEFAULT_POLICY, calendar: plainCalendar(ZONE) };

/** The case after these commands, one a minute, the last an hour ago. */
function caseAfter(steps: readonly object[]): Case {
  let c: Case | null = null;
  steps.forEach((step, i) => {
    const facts = decide(
      c,
      { ...step, at: NOW - 3_600_000 - (steps.length - i) * 60_000, by: "陈静" } as Command,
      context,
    );
    if (isRefusal(facts)) throw new Error(`${JSON.stringify(step)}: ${facts.refused}`);
    for (const fact of facts) c = evolve(c, fact);
  });
  return c as unknown as Case;
}
const REPORT = {
  ...{ kind: "matter", classUid: 0, source: "hotline", lon: 114.1, lat: 30.2, address: "一纬路8号", unitGrid: 0 },
  ...{ dutyGrid: 0, description: "垃圾满溢", urgent: true },
};
const FILED = [
  { kind: "report", report: REPORT },
  { kind: "accept" },
  { kind: "file", limit: { value: 4, type: "workHour" } },
];
const DISPATCHED = [...FILED, { kind: "dispatch", department: FIRST.uid }];

function valueOf(c: Case): NonNullable<WholeValues["case"]> {
  const record = recordOfCase({ uid: UID, platform: "demo", id: "c7", caseNo: "〔2026〕7号", extra: "{}" }, c);
  const owner = city.departments.find(({ uid }) => uid === record.department);
  const line = {
    ...record,
    ...{ className: "暴露垃圾", classNameEn: "Exposed rubbish", unitGridCode: "", changedAt: NOW, pending: 0 },
    ...{ departmentName: owner?.name ?? "", departmentNameEn: owner?.nameEn ?? "" },
  };
  const clocks = clocksOf(c, NOW, context.calendar);
  const rest = { condition: null, recurrence: null, pending: [], trueState: record.state, textsGone: false };
  return { line, record, clocks, ...rest };
}

const SUGGEST: WholeValues["suggest"] = {
  suggestions: [
    {
      ...{ department: SECOND.uid, name: SECOND.name, nameEn: SECOND.nameEn, score: 0.8 },
      reasons: [{ why: "classInGrid", n: 10, d: 12 }],
    },
  ],
  month: { suggested: 40, overridden: 4 },
};

interface Given {
  readonly c?: Case | null;
  readonly role?: Role;
  readonly language?: Language;
  readonly own?: Partial<WholeValues>;
}

function drawn(
  children: React.ReactNode,
  { c = caseAfter(FILED), role = "admin", language = "zh-CN", own = {} }: Given,
): string {
  const base = fakeLink(city, NOW);
  const values: Partial<WholeValues> = {
    ...{ case: c === null ? null : valueOf(c), suggest: SUGGEST, pictures: [], contacts: [], camerasNear: [] },
    ...{ seats: { current: true, seats: [], claims: [] }, outbox: { entries: [] }, ruleFiles: [], kept: [] },
    ...{ around: { unitGrid: 0, dutyGrid: 0, component: null, classes: [], cases: [] } },
    ...own,
  };
  const known = new Map(Object.entries(values).map(([view, value]) => [view, { value, trouble: null, rev: 1 }]));
  const whole = (question: Question) => {
    const value = known.get(question.view);
    if (value === undefined) return base.whole(question as never);
    return { get: () => value, subscribe: () => () => {} };
  };
  const link = { ...base, whole } as unknown as Link;
  const desk: SeatDesk = {
    ...{ person: null, role, platform: "demo", go: () => {}, notify: () => {} },
    may: (ask) => mayAsk(role, ask),
    mayCommand: (command) => mayCommand(role, command),
    ask: () => ({ id: "1", answer: Promise.resolve({ answer: "queued" }) }),
    askWithUndo: () => ({ id: "1", answer: Promise.resolve({ answer: "queued" }) }),
  };
  const freshness = { state: "live", since: 0, dataAt: 0, cause: null } as const;
  return renderToStaticMarkup(
    <LinkContext value={link}>
      <WordsContext value={wordsOf(language, ZONE)}>
        <ClockContext value={{ clock: () => 0, hubNow: () => NOW }}>
          <FreshnessContext value={freshness}>
            <SeatContext value={desk}>{children}</SeatContext>
          </FreshnessContext>
        </ClockContext>
      </WordsContext>
    </LinkContext>,
  );
}
const page = (given: Given = {}) => drawn(<CaseScreen uid={UID} send={() => {}} />, given);
const text = (html: string) => html.replaceAll(/<style[^>]*>[\s\S]*?<\/style>|<[^>]*>/g, "");

describe("the page of a case", () => {
  test("says what it is, where it stands and what happened", () => {
    const html = page();
    expect(html.match(/<h1/g)).toHaveLength(1);
    for (const part of ["暴露垃圾", "〔2026〕7号", "待派遣", "紧急", "一纬路8号", "立案，处置时限4个工作时"]) {
      expect(text(html)).toContain(part);
    }
    expect([...html.matchAll(/data-fact="(\w+)"/g)].map(([, kind]) => kind)).toEqual(["reported", "accepted", "filed"]);
  });

  test("proposes departments with their reasons, and says how often others were chosen", () => {
    expect(text(page())).toContain(`${SECOND.name}本网格同类案件12件中10件由其处置`);
    expect(text(page())).toContain("本月有建议的派遣40件，未按首选派遣4件（10.0%）");
    expect(text(page({ language: "en" }))).toContain("10 of 12 of this class in this grid");
    expect(page({ c: caseAfter(FILED.slice(0, 2)) })).not.toContain("data-suggestion");
  });

  test("Z25 offers each role its commands, and says of what cannot be done why", () => {
    const taken = (html: string) => [...html.matchAll(/data-take="(\w+)"/g)].map(([, kind]) => kind);
    const dispatcher = page({ role: "dispatcher" });
    expect(taken(dispatcher)).toEqual(["dispatch", "returnToAcceptor", "urge"]);
    expect([...dispatcher.matchAll(/data-cannot="(\w+)"/g)].map(([, kind]) => kind)).toEqual(["answerSupervision"]);
    expect(text(dispatcher)).toContain("1项暂不能办答复督办 Shift+V 该案件没有待答复的督办。");
    expect(taken(page({ role: "wall" }))).toEqual([]);
    expect(text(page({ role: "wall" }))).toContain("当前环节没有您可以办理的事项");
  });

  test("Z30 names who else is here and who has claimed it", () => {
    const seats: WholeValues["seats"] = {
      current: true,
      seats: [{ person: 3, name: "王芳", role: "dispatcher", machine: "坐席3", caseUid: UID, since: NOW, own: false }],
      claims: [{ caseUid: UID, person: 3, name: "王芳", until: NOW + 90_000, own: false }],
    };
    expect(text(page({ own: { seats } }))).toContain("王芳已认领，至14:01王芳（派遣员）正在查看");
  });

  test("Z33 tells what was refused, why, and how the case truly stands", () => {
    const entry: OutboxEntry = {
      message: {
        id: "r1",
        by: "x",
        request: { ask: "case", uid: UID, command: { kind: "sendBack", reason: "不属我单位" } },
      },
      ...{ madeAt: NOW - 60_000, state: "refused", refused: "wrongState", settledAt: NOW },
      truth: { state: 3, department: FIRST.uid },
    };
    const html = page({ own: { outbox: { entries: [entry] } } });
    expect(text(html)).toContain("回退（13:59）未执行：案件当前环节不能进行这项操作。");
    expect(text(html)).toContain(`案件实际状态：待派遣，责任单位：${FIRST.name}。`);
    expect(text(html)).toContain("按实际情况重新填写");
    expect(notDoneOf(UID + 1, [entry])).toEqual([]);
    expect(notDoneOf(UID, [{ ...entry, state: "waiting" }])).toEqual([]);
  });

  test("a contact says how old it is", () => {
    const contact = {
      ...{ uid: 1, id: "1", department: FIRST.uid, name: "李强", duty: "科长", phone: "0571-1234", note: "" },
      ...{ confirmedAt: NOW - 100 * 86_400_000, confirmedBy: "x", departmentName: "", departmentNameEn: "" },
    };
    const html = page({ c: caseAfter(DISPATCHED), own: { contacts: [contact] } });
    expect(text(html)).toContain("李强 科长 0571-12348月12日核实（100天前）");
    expect(html).toContain('data-old="true"');
    expect(contactDays({ confirmedAt: null }, NOW)).toBeNull();
  });

  test("a case that is gone says so, and so does one that has not come", () => {
    expect(text(page({ c: null }))).toContain("这件案件已不在库中");
  });
});

describe("the form of a command", () => {
  const departments = new Map(city.departments.map((row) => [row.uid, row]));
  const form = (
    kind: "dispatch" | "sendBack" | "file",
    draft: CommandDraft,
    more: Partial<Parameters<typeof CommandForm>[0]> = {},
  ) =>
    drawn(
      <DeskContext value={{ departments } as never}>
        <CommandForm
          kind={kind}
          line={valueOf(caseAfter(FILED)).line}
          world={{ uid: UID, departments: new Set(departments.keys()), owner: 0, timeZone: ZONE, now: NOW }}
          departments={departments}
          suggestions={SUGGEST.suggestions}
          conditions={[]}
          near={[]}
          templates={[
            { template: "t", title: { "zh-CN": "不在本单位", en: "Not ours" }, commands: ["sendBack"], text: "x" },
          ]}
          blanks={{}}
          begin={{}}
          claiming={{ heldBy: null, steal: () => {} }}
          cannot={null}
          onSend={() => {}}
          onLeave={() => {}}
          {...more}
        />
      </DeskContext>,
      { own: { kept: [{ key: `draft/command/${UID}/${kind}`, value: JSON.stringify(draft), at: NOW }] } },
    );

  test("Z26 begins with what was kept, and tells of a department that is gone at once", () => {
    expect(form("sendBack", { reason: "权属不清" })).toContain(">权属不清</textarea>");
    const gone = form("dispatch", { department: 9_999 });
    expect(text(gone)).toContain("所选单位已被删除，请另选；其他内容已保留。");
    expect(text(form("dispatch", { department: SECOND.uid }))).not.toContain("已被删除");
  });

  test("says that another than the first proposal is counted", () => {
    expect(text(form("dispatch", { department: FIRST.uid }))).toContain(`首选建议是${SECOND.name}`);
    expect(text(form("dispatch", { department: SECOND.uid }))).not.toContain("首选建议是");
  });

  test("Z30 keeps what was typed when somebody else has claimed the case", () => {
    const html = form("sendBack", { reason: "权属不清" }, { claiming: { heldBy: "王芳", steal: () => {} } });
    expect(text(html)).toContain("王芳已认领此案。您填写的内容已保留。");
    expect(html).toContain(">权属不清</textarea>");
  });

  test("says why it would be refused as the case stands now", () => {
    expect(text(form("sendBack", {}, { cannot: "wrongState" }))).toContain(
      "按案件现状不能提交：案件当前环节不能进行这项操作。",
    );
  });

  test("offers published conditions with their limits", () => {
    const condition = {
      ...{ id: "0101.1", condition: "井盖缺失", conditionEn: "Cover missing", closing: "补齐", closingEn: "Replaced" },
      limit: { value: 2, type: "workHour" },
    } as const;
    const html = form(
      "file",
      { condition: "0101.1", limitValue: 3, limitType: "workHour" },
      { conditions: [condition] },
    );
    expect(text(html)).toContain("2个工作时 井盖缺失结案条件：补齐");
    expect(text(html)).toContain("与公布的时限（2个工作时）不同。");
    expect(text(form("file", {}))).toContain("该类别没有公布立案条件");
  });
});
