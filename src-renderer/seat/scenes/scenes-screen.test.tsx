/** The editor of scenes as it is drawn, over invented answers of the host. */
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { canonicalJson } from "../../../shared/rules/canonical.ts";
import { mayAsk, mayCommand } from "../../../shared/rights.ts";
import type { Role } from "../../../shared/roles.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { Language } from "../../../shared/text.ts";
import overview from "../../../resources/scenes/overview.json" with { type: "json" };
import { ClockContext } from "../../kit/panel.tsx";
import { wordsOf } from "../../kit/text.ts";
import { WordsContext } from "../../kit/words.ts";
import type { Link } from "../../link/connection.ts";
import { LinkContext } from "../../link/react.ts";
import { SeatContext, type SeatDesk } from "../shell/desk.ts";
import { ScenesPage } from "./page.tsx";

const rule = (body: unknown, trouble = ""): RecordOf<"rules"> => ({
  ...{ uid: 7, platform: "", id: "scenes/overview", kind: "scenes", name: "overview", version: "1", hash: "ab" },
  ...{ body: body === null ? "" : canonicalJson(body), trouble },
});

interface Given {
  readonly role?: Role;
  readonly language?: Language;
  readonly rules?: readonly RecordOf<"rules">[];
  /** What is kept on this machine of the scene. */
  readonly kept?: string;
}

function drawn(rest: readonly string[], { role = "director", language = "zh-CN", rules, kept }: Given = {}): string {
  const notes = kept === undefined ? [] : [{ key: "draft/office/rule/scenes.overview", value: kept }];
  const answers: Readonly<Record<string, unknown>> = {
    ...{ ruleFiles: rules ?? [rule(overview)], kept: notes, departments: [], classes: [] },
  };
  const link = {
    whole: ({ view }: { view: string }) => {
      const answer = { value: answers[view] ?? null, trouble: null, rev: 1 };
      return { get: () => answer, subscribe: () => () => {} };
    },
    line: { get: () => LIVE, subscribe: () => () => {} },
    hubNow: () => 0,
  } as unknown as Link;
  const desk: SeatDesk = {
    person: { uid: 1, login: "x", name: "赵主任", role },
    ...{ role, platform: "demo", may: (ask) => mayAsk(role, ask), mayCommand: (each) => mayCommand(role, each) },
    ask: () => ({ id: "", answer: Promise.resolve({ answer: "queued" }) }),
    askWithUndo: () => ({ id: "", answer: Promise.resolve({ answer: "queued" }) }),
    ...{ go: () => undefined, notify: () => undefined },
  };
  return renderToStaticMarkup(
    <LinkContext value={link}>
      <WordsContext value={wordsOf(language, "Asia/Shanghai")}>
        <ClockContext value={{ clock: () => 0, hubNow: () => 0 }}>
          <SeatContext value={desk}>
            <ScenesPage route={{ page: "scenes", rest }} />
          </SeatContext>
        </ClockContext>
      </WordsContext>
    </LinkContext>,
  );
}
const LIVE = { report: { state: "live" } };
const items = (html: string) => [...html.matchAll(/data-item="(\w+)"/g)].map(([, item]) => item);

test("X28 a scene is laid on its grid, panel by panel, each said with its place", () => {
  const html = drawn(["overview"]);
  expect(items(html)).toEqual(["map", ...overview.layouts.standard.panels.map(({ panel }) => panel), "drawer"]);
  expect(html).toContain('aria-label="最新案件：第0列第9行起，宽6格，高15格"');
  expect(html).not.toContain("data-over");
  expect(html).toMatch(/data-act="send"[^>]*disabled|disabled[^>]*data-act="send"/);
  expect(drawn(["overview"], { language: "en" })).toContain("Check and put in force");
});

test("X28 what was begun is taken up as it was left, and panels over each other are marked and told", () => {
  const layouts = structuredClone(overview.layouts);
  layouts.standard.panels[0]!.w = 12;
  const html = drawn(["overview"], {
    kept: JSON.stringify({ text: JSON.stringify({ ...overview, layouts }), hash: "ab" }),
  });
  const over = [...html.matchAll(/data-item="(\w+)" data-over="true"/g)].map(([, item]) => item);
  expect(over.toSorted()).toEqual(["figures", "funnel", "map"]);
  expect(html).toContain("的 标准屏 处有面板互相重叠");
  const other = drawn(["overview"], { kept: JSON.stringify({ text: JSON.stringify(overview), hash: "cd" }) });
  expect(other).toContain("已被他人改过");
});

test("X24 what cannot be read in its hall is named, with what would help", () => {
  const viewing = { metres: 8, pitchMm: 1.25, width: 3840, height: 2160 };
  const html = drawn(["overview"], { rules: [rule({ ...overview, viewing })] });
  expect([...html.matchAll(/data-readable="(\w+)"/g)].map(([, yes]) => yes)).toEqual(Array(7).fill("false"));
  expect(html).toContain("文字放大到125%，或坐到7.5米以内");
  expect(html).toContain("的面板 地图 在8米处最小的字只有12.8角分");
  const near = drawn(["overview"], { rules: [rule({ ...overview, viewing: { ...viewing, metres: 6 } })] });
  expect(near).not.toContain('data-readable="false"');
});

test("X23 who changes no scenes may look at them only", () => {
  const html = drawn(["overview"], { role: "verifier" });
  expect(items(html).length).toBe(8);
  expect(html).not.toContain("scene-corner");
  expect(html).toMatch(/data-act="send"[^>]*disabled|disabled[^>]*data-act="send"/);
});

test("what is no scene, or is not there, is told in words; the list tells what is wrong with each", () => {
  expect(drawn(["nowhere"])).toContain("没有名为“nowhere”的规则");
  expect(drawn(["overview"], { kept: JSON.stringify({ text: "{", hash: "ab" }) })).toContain("不是可以摆放的场景");
  const trouble = { code: "sceneNewer", params: { scene: "overview", path: "format", found: 2, known: 1 } };
  const html = drawn([], { rules: [rule(null, JSON.stringify(trouble))] });
  expect(html).toContain("场景“overview”是格式2");
  expect(drawn([])).toContain("6 / 6");
});
