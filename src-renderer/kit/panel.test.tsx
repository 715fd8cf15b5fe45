import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { Trouble } from "../../shared/trouble.ts";
import type { Freshness } from "./freshness.ts";
import { causeSentence, FreshnessContext, Panel } from "./panel.tsx";
import { wordsOf } from "./text.ts";
import { WordsContext } from "./words.ts";

const LIVE: Freshness = { state: "live", since: 0, dataAt: 0, cause: null };
const CUT: Freshness = { state: "stale", since: 0, dataAt: 0, cause: { why: "hubCut", retryAt: null, trouble: null } };

function drawn(more: {
  value?: unknown;
  trouble?: Trouble;
  empty?: string;
  freshness?: Freshness;
  language?: "zh-CN" | "en";
}) {
  const view = { value: more.value === undefined ? null : more.value, trouble: more.trouble ?? null, rev: 1 };
  return renderToStaticMarkup(
    <WordsContext value={wordsOf(more.language ?? "zh-CN", "Asia/Shanghai")}>
      <FreshnessContext value={more.freshness ?? LIVE}>
        <Panel name="funnel" title="案件流程" source="江城市" view={view} empty={more.empty ?? null} foot="口径">
          <b>3,638</b>
        </Panel>
      </FreshnessContext>
    </WordsContext>,
  );
}

test("before the first answer a skeleton stands in place", () => {
  const html = drawn({});
  expect(html).toContain('data-state="loading"');
  expect(html).toContain("skeleton");
  expect(html).not.toContain("3,638");
});

test("live shows its body, its source and its definition", () => {
  const html = drawn({ value: {} });
  expect(html).toContain('data-state="live"');
  for (const part of ["案件流程", "江城市", "3,638", "口径", 'class="panel-age"']) expect(html).toContain(part);
});

test("empty says why in one sentence instead of the body", () => {
  const html = drawn({ value: {}, empty: "还没有案件。" });
  expect(html).toContain('data-state="empty"');
  expect(html).toContain("还没有案件。");
  expect(html).not.toContain("3,638");
});

test("stale keeps the body and says the cause in words", () => {
  const html = drawn({ value: {}, freshness: CUT });
  expect(html).toContain('data-state="stale"');
  expect(html).toContain("3,638");
  expect(html).toContain("与中心断开");
  expect(drawn({ value: {}, freshness: CUT, language: "en" })).toContain("Cut off from the hub");
});

test("error says a sentence with its code, and the last good body stays", () => {
  const trouble: Trouble = { code: "viewFailed", params: { view: "funnel", why: "disk" } };
  const html = drawn({ value: {}, trouble });
  expect(html).toContain('data-state="error"');
  expect(html).toContain("viewFailed");
  expect(html).toContain("disk");
  expect(html).toContain("3,638");
});

test("every cause has a sentence in both languages", () => {
  const causes = [
    { why: "hostGone", retryAt: null },
    { why: "hostSilent" },
    { why: "hubCut", retryAt: 1, trouble: { code: "wireVersion", params: { hub: 2, host: 1 } } },
    { why: "hubSilent" },
    { why: "notYetReached" },
    { why: "readOnly", trouble: { code: "diskFull", params: { dir: "/data" } } },
    { why: "readOnly", trouble: { code: "dataReadOnly", params: { dir: "/data" } } },
    { why: "copying", done: 5, total: 10, rowsPerSecond: 2 },
    { why: "copying", done: 0, total: 0, rowsPerSecond: 0 },
  ] as const;
  for (const language of ["zh-CN", "en"] as const) {
    const words = wordsOf(language, "Asia/Shanghai");
    for (const cause of causes) {
      for (const left of [null, 3]) expect(causeSentence(cause, left, words)).not.toMatch(/cause\.|trouble\.|\{/);
    }
  }
  expect(causeSentence(causes[2], 3, wordsOf("zh-CN", "Asia/Shanghai"))).toMatch(/3 秒后重连.*版本/);
});
