import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { SessionValue } from "../../shared/seat.ts";
import { fakeCity } from "../../test/fixtures/fake-host.ts";
import { fakeLink } from "../../test/fixtures/fake-link.ts";
import { wordsOf } from "../kit/text.ts";
import { WordsContext } from "../kit/words.ts";
import type { Link } from "../link/connection.ts";
import { LinkContext } from "../link/react.ts";
import { ScreenCode } from "./screen-code.tsx";

const NOW = Date.UTC(2026, 10, 22);

function drawn(screenCode: string | null, language: "zh-CN" | "en"): string {
  const session: SessionValue = {
    state: "out",
    person: null,
    session: 0,
    since: null,
    mustChange: false,
    trouble: null,
    screenCode,
    machine: "hall-wall",
  };
  const value = { value: session, trouble: null, rev: 1 };
  const link: Link = {
    ...fakeLink(fakeCity({ cases: 1, now: NOW }), NOW),
    whole: () => ({ get: () => value as never, subscribe: () => () => {} }),
  };
  return renderToStaticMarkup(
    <LinkContext value={link}>
      <WordsContext value={wordsOf(language, "Asia/Shanghai")}>
        <ScreenCode />
      </WordsContext>
    </LinkContext>,
  );
}

test("Z95 a wall without a right shows its code, where to type it and which machine it is", () => {
  expect(drawn("K7PX2", "zh-CN")).toContain("请管理员在“系统管理 · 大屏”中输入此码");
  const html = drawn("K7PX2", "en");
  expect(html).toContain('data-screen-code="K7PX2"');
  expect(html).toContain(">K7PX2<");
  expect(html).toContain("hall-wall");
});

test("Z95 a wall that has its right shows nothing of it", () => {
  expect(drawn(null, "zh-CN")).toBe("");
});
