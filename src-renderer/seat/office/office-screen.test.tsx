/** Pages of the office and the boards as they are drawn, over invented answers of the host. */
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { mayAsk, mayCommand, mayDirect } from "../../../shared/rights.ts";
import { ROLES, type Role } from "../../../shared/roles.ts";
import type { ContactLine } from "../../../shared/seat.ts";
import { indicatorOf } from "../../../shared/evaluation/indicators.ts";
import type { Language } from "../../../shared/text.ts";
import type { WholeValues } from "../../../shared/view.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { wordsOf } from "../../kit/text.ts";
import { WordsContext } from "../../kit/words.ts";
import type { Link } from "../../link/connection.ts";
import { LinkContext } from "../../link/react.ts";
import { ContactsPage } from "../contacts/page.tsx";
import { DisputesPage } from "../contacts/disputes.tsx";
import { RecurrencePage } from "../contacts/recurrence.tsx";
import { SeatContext, type SeatDesk } from "../shell/desk.ts";
import { Changes } from "./changes.tsx";
import { OfficePage } from "./page.tsx";
import { Roles } from "./roles.tsx";
import { RuleText } from "./rule-text.tsx";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 20, 6);

interface Given {
  readonly role?: Role;
  readonly language?: Language;
  readonly answers?: Partial<WholeValues>;
  readonly line?: "live" | "cut";
}

function drawn(
  what: ReactNode,
  { role = "admin", language = "zh-CN", answers = {}, line = "live" }: Given = {},
): string {
  const report = { report: { state: line } };
  const link = {
    whole: ({ view }: { view: string }) => {
      const value = (answers as Record<string, unknown>)[view];
      const answer = { value: value ?? null, trouble: null, rev: value === undefined ? 0 : 1 };
      return { get: () => answer, subscribe: () => () => {} };
    },
    line: { get: () => report, subscribe: () => () => {} },
    hubNow: () => NOW,
  } as unknown as Link;
  const desk: SeatDesk = {
    person: { uid: 1, login: "x", name: "王五", role },
    ...{ role, platform: "demo", may: (ask) => mayAsk(role, ask), mayCommand: (each) => mayCommand(role, each) },
    ask: () => ({ id: "", answer: Promise.resolve({ answer: "queued" }) }),
    askWithUndo: () => ({ id: "", answer: Promise.resolve({ answer: "queued" }) }),
    ...{ go: () => undefined, notify: () => undefined },
  };
  return renderToStaticMarkup(
    <LinkContext value={link}>
      <WordsContext value={wordsOf(language, "Asia/Shanghai")}>
        <ClockContext value={{ clock: () => 0, hubNow: () => NOW }}>
          <SeatContext value={desk}>{what}</SeatContext>
        </ClockContext>
      </WordsContext>
    </LinkContext>,
  );
}
const texts = (html: string) =>
  html
    .replaceAll(/<style.*?<\/style>/gs, "")
    .replaceAll(/<[^>]+>/g, "|")
    .replaceAll(/\|+/g, "|");
const page = (...rest: string[]) => ({ page: "office", rest }) as const;

const contact = (uid: number, confirmedAt: number | null): ContactLine => ({
  ...{ uid, id: `c${uid}`, department: 5, name: `联系人${uid}`, duty: "值班员", phone: "028-12319", note: "" },
  ...{ confirmedAt, confirmedBy: "李四", departmentName: "市政处", departmentNameEn: "Public works" },
});
const CONTACTS = {
  contacts: [contact(1, NOW - 5 * DAY), contact(2, NOW - 91 * DAY), contact(3, null)],
  rights: { role: "admin", personal: true },
} as const satisfies Partial<WholeValues>;

describe("contacts", () => {
  const route = { page: "contacts", rest: [] } as const;

  test("Z75 each says by shape and word whether it can be relied upon, and how long ago somebody made sure", () => {
    const html = drawn(<ContactsPage route={route} />, { answers: CONTACTS });
    expect([...html.matchAll(/data-confirmed="(\w+)"/g)].map(([, state]) => state)).toEqual([
      "fresh",
      "overdue",
      "never",
    ]);
    expect(texts(html)).toContain("11月15日，5天前（李四）");
    expect(texts(html)).toContain("只看待核实（2）");
    expect(html).toContain('href="tel:02812319"');
    const english = drawn(<ContactsPage route={route} />, { answers: CONTACTS, language: "en" });
    expect(texts(english)).toContain("Nov 15, 5 days ago (李四)");
    expect(texts(english)).toContain("Public works");
  });

  test("who may not write contacts, or does not see them, is offered no form", () => {
    const buttons = (given: Given) => /data-act="(?:add|import)"/.test(drawn(<ContactsPage route={route} />, given));
    expect(buttons({ answers: CONTACTS })).toBe(true);
    expect(buttons({ answers: CONTACTS, role: "dispatcher" })).toBe(false);
    const masked = { ...CONTACTS, rights: { role: "admin", personal: false } } as const;
    expect(buttons({ answers: masked })).toBe(false);
    expect(texts(drawn(<ContactsPage route={route} />, { answers: masked }))).toContain("看不到姓名和电话");
  });

  test("says so while there is no answer, and when there is nothing", () => {
    expect(drawn(<ContactsPage route={route} />)).toContain("ant-skeleton");
    const none = drawn(<ContactsPage route={route} />, { answers: { ...CONTACTS, contacts: [] } });
    expect(texts(none)).toContain("还没有联系人");
  });
});

const LINE = {
  ...{
    uid: 7,
    caseNo: "〔2026〕7号",
    state: 5,
    source: 0,
    className: "暴露垃圾",
    classNameEn: "Rubbish",
    address: "一纬路8号",
  },
  ...{
    department: 5,
    departmentName: "市政处",
    departmentNameEn: "",
    unitGrid: 0,
    unitGridCode: "",
    lon: null,
    lat: null,
  },
  ...{ reportedAt: NOW - DAY, deadline: null, submittedAt: null, closedAt: null, changedAt: NOW, flags: 0, pending: 0 },
};
const department = (uid: number, name: string) => ({
  ...{ uid, platform: "demo", id: `d${uid}`, name, nameEn: "", shortName: name, shortNameEn: "" },
  ...{ groupCode: "A", contact: "" },
});

test("disputes draw the way of each case in words, and its borders", () => {
  const answers: Partial<WholeValues> = {
    departments: [department(5, "市政处"), department(6, "园林局")],
    disputes: {
      total: 1,
      cases: [{ line: LINE, sendBacks: 2, route: [5, 6, 5] }],
      borders: [{ from: 5, to: 6, count: 1, uids: [7] }],
    },
  };
  const all = drawn(<DisputesPage route={{ page: "disputes", rest: [] }} />, { answers });
  expect(texts(all)).toContain("市政处 → 园林局 → 市政处");
  expect(all).toContain('data-border="5-6"');
  expect(all).toContain('data-row-key="7"');
  const other = drawn(<DisputesPage route={{ page: "disputes", rest: ["5-6"] }} />, {
    answers: { ...answers, disputes: { ...answers.disputes!, borders: [{ from: 5, to: 6, count: 1, uids: [8] }] } },
  });
  expect(other).not.toContain('data-row-key="7"');
});

test("a recurring spot lists its cases beside it, open ones first", () => {
  const closed = { ...LINE, uid: 8, caseNo: "〔2026〕8号", state: 11, reportedAt: NOW };
  const html = drawn(<RecurrencePage route={{ page: "recurrence", rest: [] }} />, {
    answers: {
      recurrence: {
        total: 1,
        groups: [
          {
            ...{
              classUid: 1,
              className: "暴露垃圾",
              classNameEn: "",
              lon: 0,
              lat: 0,
              address: "一纬路8号",
              count: 2,
              open: 1,
            },
            ...{ since: NOW - 9 * DAY, last: NOW, radiusMetres: 50, days: 30, uids: [7, 8] },
          },
        ],
      },
      cases: { window: { period: "all", from: null, to: null }, total: 2, lines: [closed, LINE] },
    },
  });
  expect([...html.matchAll(/data-case="(\d+)"/g)].map(([, uid]) => uid)).toEqual(["7", "8"]);
  expect(texts(html)).toContain("该点位案件2件，未结1件");
});

describe("the office", () => {
  const parts = (html: string) => [...html.matchAll(/href="#\/office\/(\w+)"/g)].map(([, part]) => part);

  test("shows each role its parts, and says when one asks for another", () => {
    expect(parts(drawn(<OfficePage route={page()} />))).toHaveLength(9);
    const leader = drawn(<OfficePage route={page("people")} />, { role: "shiftLeader" });
    expect(parts(leader)).toEqual(["roles", "cameras", "record"]);
    expect(leader).toContain('data-part="roles"');
    expect(texts(leader)).toContain("没有执行此项操作的权限");
  });

  test("says when its address names a part that there is not, and shows its first", () => {
    const unknown = drawn(<OfficePage route={page("audit")} />);
    expect(unknown).toContain('data-part="people"');
    expect(texts(unknown)).toContain("系统管理中没有“audit”这一项");
    expect(texts(drawn(<OfficePage route={page("record")} />))).not.toContain("这一项");
  });

  test("a list can be scrolled by keyboard and has a name", () => {
    const html = drawn(<OfficePage route={page("departments")} />, {
      answers: { departments: [department(5, "市政处")] },
    });
    expect(html).toMatch(/class="listing-body"[^>]*tabindex="0"[^>]*aria-label="[^"]+"/i);
  });

  test("says what a cut line means: asked of the hub, or kept on this machine", () => {
    expect(texts(drawn(<OfficePage route={page("people")} />, { line: "cut" }))).toContain("此页内容只在中心端");
    expect(texts(drawn(<OfficePage route={page("departments")} />, { line: "cut" }))).toContain("先保存在本机");
    expect(texts(drawn(<OfficePage route={page("departments")} />))).not.toContain("先保存在本机");
  });

  test("departments by their groups; targets with who set them; rules with what is wrong", () => {
    const departments = drawn(<OfficePage route={page("departments")} />, {
      answers: { departments: [department(5, "市政处"), { ...department(6, "园林局"), groupCode: "" }] },
    });
    expect(texts(departments)).toMatch(/A组 \|1\|未分组 \|1/);
    const target = { uid: 1, platform: "demo", id: "filingRate", indicator: "filingRate", value: 0.9, better: "up" };
    const targets = drawn(<OfficePage route={page("targets")} />, {
      answers: {
        city: { platform: null, counts: {}, newestReport: null, targets: [{ ...target, setBy: "王五", setAt: NOW }] },
      },
    });
    expect(texts(targets)).toContain(`|${indicatorOf("filingRate")?.title["zh-CN"]}|≥90%|王五|14:00|`);
    const rule = {
      uid: 3,
      platform: "",
      id: "alarms/hall",
      kind: "alarms",
      name: "hall",
      version: "2",
      hash: "0123456789",
    };
    const body = '{"title":{"zh-CN":"大厅告警","en":"Hall"}}';
    const trouble = JSON.stringify({ code: "ruleSyntax", params: { file: "alarms/hall.json", why: "x" } });
    const rules = drawn(<OfficePage route={page("rules", "alarms")} />, {
      answers: { ruleFiles: [{ ...rule, body, trouble }] },
    });
    expect(texts(rules)).toContain("|大厅告警|hall|2|01234567|");
    expect(texts(rules)).toContain("alarms/hall.json");
  });

  test("the table of roles says the same as the hub's rights, in words for who cannot see its marks", () => {
    const html = drawn(<Roles />, { language: "en" });
    const row = (name: string) => new RegExp(`data-right="${name}">(.*?)</tr>`).exec(html)?.[1] ?? "";
    for (const name of ["case", "putContact", "putRule"] as const) {
      const may = [...row(name).matchAll(/data-may="(\w+)"/g)].map(([, role]) => role);
      expect(may, name).toEqual(ROLES.filter((role) => mayAsk(role, name)));
    }
    const dispatch = [...row("dispatch").matchAll(/data-may="(\w+)"/g)].map(([, role]) => role);
    expect(dispatch).toEqual(ROLES.filter((role) => mayCommand(role, "dispatch")));
    expect(texts(row("dispatch"))).toContain("may not");
    const lock = [...row("direct.lock").matchAll(/data-may="(\w+)"/g)].map(([, role]) => role);
    expect(lock).toEqual(ROLES.filter((role) => mayDirect(role, "lock")));
  });
});

test("a change is shown as it was and as it is, instants as dates, and backwards when it is to be taken back", () => {
  const line = {
    at: NOW,
    before: JSON.stringify({ name: "市政处", confirmedAt: null }),
    after: JSON.stringify({ name: "市政局", confirmedAt: NOW - DAY }),
  };
  expect(drawn(<Changes line={line} />)).toMatch(/<del>市政处<\/del> → <ins>市政局<\/ins>/);
  expect(texts(drawn(<Changes line={line} />))).toContain("11月19日 14:00");
  expect(drawn(<Changes line={line} backwards />)).toMatch(/<del>市政局<\/del> → <ins>市政处<\/ins>/);
});

test("Z77 the line of a fault is marked by shape, and the field is told to be wrong", () => {
  const html = drawn(
    <RuleText text={"{\n  1\n}"} onText={() => {}} fault={2} describedBy="why" field={{ current: null }} />,
  );
  expect(html).toContain(">1\n▲ 2\n3<");
  expect(html).toContain('aria-invalid="true"');
  expect(html).toContain('aria-describedby="why"');
});
