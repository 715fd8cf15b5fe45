/** The page of switching rules as it is drawn, over invented answers of the host. */
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { DryRunValue } from "../../../shared/direction/dry-run.ts";
import { mayAsk, mayCommand } from "../../../shared/rights.ts";
import type { Role } from "../../../shared/roles.ts";
import type { Language } from "../../../shared/text.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { wordsOf } from "../../kit/text.ts";
import { WordsContext } from "../../kit/words.ts";
import type { Link } from "../../link/connection.ts";
import { LinkContext } from "../../link/react.ts";
import { SeatContext, type SeatDesk } from "../shell/desk.ts";
import { Found } from "./dry-run.tsx";
import { SwitchingPage } from "./page.tsx";

const NOW = Date.parse("2026-11-20T10:00:00+08:00");
const FROM = Date.parse("2026-11-19T00:00:00+08:00");
const both = (text: string, en = text) => ({ "zh-CN": text, en });

const RULES = [
  {
    ...{ id: "emergency", title: both("紧急案件上报", "Urgent case reported"), wall: "", scene: "emergency" },
    ...{ when: { on: "case", event: "reported", urgent: true }, seconds: 90, quietMinutes: 15, rank: 80 },
  },
  {
    ...{ id: "round", title: both("早会", "Meeting"), wall: "hall", scene: "backlog", seconds: 0, quietMinutes: 0 },
    ...{ when: { on: "clock", days: [1, 2, 3, 4, 5], from: "08:30", to: "08:45" }, rank: 20, active: false },
  },
];
const ruleFile = (kind: string, name: string, body: object) => ({
  ...{ uid: 1, platform: "citywall", id: `${kind}/${name}`, kind, name, version: "1", hash: "abc", trouble: "" },
  body: JSON.stringify(body),
});
const FILES: Record<string, object[]> = {
  direction: [ruleFile("direction", "hall", { direction: "hall", version: "1", title: both("大厅"), rules: RULES })],
  scenes: [ruleFile("scenes", "emergency", { title: both("应急", "Emergency") })],
  alarms: [],
};

interface Given {
  readonly role?: Role;
  readonly language?: Language;
  readonly files?: Record<string, object[]>;
  readonly dry?: DryRunValue | Trouble;
}

function drawn(what: "page" | "dry", { role = "admin", language = "zh-CN", files = FILES, dry }: Given = {}): string {
  const link = {
    whole: ({ view, kind = "" }: { view: string; kind?: string }) => {
      const value = view === "ruleFiles" ? (files[kind] ?? []) : view === "dryRun" ? dry : [];
      const isTrouble = typeof value === "object" && "code" in value;
      const answer = { value: isTrouble ? null : (value ?? null), trouble: isTrouble ? value : null, rev: 1 };
      return { get: () => answer, subscribe: () => () => {} };
    },
    line: { get: () => ({ report: { state: "live" } }), subscribe: () => () => {} },
    hubNow: () => NOW,
  } as unknown as Link;
  const desk: SeatDesk = {
    person: { uid: 1, login: "x", name: "王五", role },
    ...{ role, platform: "demo", may: (ask) => mayAsk(role, ask), mayCommand: (each) => mayCommand(role, each) },
    ask: () => ({ id: "", answer: Promise.resolve({ answer: "queued" }) }),
    askWithUndo: () => ({ id: "", answer: Promise.resolve({ answer: "queued" }) }),
    ...{ go: () => undefined, notify: () => undefined },
  };
  const names = { scene: () => "应急", alarm: () => "积压", major: () => "市容" };
  return renderToStaticMarkup(
    <LinkContext value={link}>
      <WordsContext value={wordsOf(language, "Asia/Shanghai")}>
        <ClockContext value={{ clock: () => 0, hubNow: () => NOW }}>
          <SeatContext value={desk}>
            {what === "page" ? (
              <SwitchingPage route={{ page: "switching", rest: [] }} />
            ) : (
              <Found asked={{ file: "{}", day: "" }} titleOf={(rule) => rule} names={names} />
            )}
          </SeatContext>
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

test("each rule says in words when it answers, what it shows and for how long, in both languages", () => {
  const chinese = texts(drawn("page"));
  for (const word of [
    "紧急案件上报",
    "应急",
    "90 秒后返回",
    "15 分钟",
    "所有屏墙",
    "周一至周五 08:30–08:45",
    "到时段结束",
  ]) {
    expect(chinese).toContain(word);
  }
  const english = texts(drawn("page", { language: "en" }));
  for (const word of ["An urgent case is reported", "Emergency", "Back after 90 s", "Mon to Fri, 08:30–08:45"]) {
    expect(english).toContain(word);
  }
});

test("X74 who may not put rules in force reads and tries them, and is offered no change", () => {
  const offered = (role: Role) => {
    const html = drawn("page", { role });
    return {
      add: /data-add="case"/.test(html),
      switches: (html.match(/role="switch"[^>]*disabled/g) ?? []).length,
      dry: /data-act="dry-run"/.test(html) && !/data-act="dry-run"[^>]*disabled/.test(html),
    };
  };
  expect(offered("director")).toEqual({ add: true, switches: 0, dry: true });
  expect(offered("shiftLeader")).toEqual({ add: false, switches: 2, dry: true });
});

test("X74 a file that would flap is told with both names where it is worked on, and is not tried", () => {
  const [one] = RULES;
  const files = {
    ...FILES,
    direction: [
      ruleFile("direction", "hall", {
        ...{ direction: "hall", version: "1", title: both("大厅") },
        rules: [one, { ...one, id: "other", scene: "backlog" }],
      }),
    ],
  };
  const html = drawn("page", { files });
  expect(texts(html)).toContain("规则“other”与“emergency”会让屏墙在两个场景之间来回切换");
  expect(html).toMatch(/data-act="dry-run"[^>]*disabled|disabled[^>]*data-act="dry-run"/);
});

test("X73 a dry run is told with its counts, its lines and what it cannot know; a wrong day in a sentence", () => {
  const line = { wall: "", scene: "emergency", alarm: null, label: "N1 一纬路8号" } as const;
  const dry: DryRunValue = {
    ...{ day: "2026-11-19", from: FROM, to: FROM + 86_400_000, walls: [""], more: 0 },
    lines: [
      { ...line, at: FROM + 60_000, rule: "emergency", caseUid: 1, outcome: "shown", until: FROM + 150_000 },
      { ...line, at: FROM + 90_000, rule: "emergency", caseUid: 2, outcome: "quiet", until: null },
    ],
    ...{ switches: 1, longestMs: 90_000, occasions: 12, withoutFacts: 3, troubles: [] },
  };
  const html = texts(drawn("dry", { dry }));
  for (const word of [
    "2026-11-19 会切换 1 次，最长 2 分钟",
    "12",
    "N1 一纬路8号",
    "00:01:00",
    "00:02:30",
    "有 3 件案件",
  ]) {
    expect(html).toContain(word);
  }
  expect(html).not.toContain("静默期内");
  expect(texts(drawn("dry", { dry: { code: "dryRunDay", params: { day: "2027-01-01" } } }))).toContain(
    "不能试运行“2027-01-01”",
  );
});
