import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { fakeCity } from "../../test/fixtures/fake-host.ts";
import { fakeLink } from "../../test/fixtures/fake-link.ts";
import type { LineReport } from "../../shared/wire/port.ts";
import { freshnessOf } from "../kit/freshness.ts";
import { wordsOf } from "../kit/text.ts";
import { WordsContext } from "../kit/words.ts";
import { LinkContext } from "../link/react.ts";
import { Header } from "./header.tsx";
import { SHIPPED } from "./scenes.ts";

const NOW = Date.UTC(2026, 10, 22, 1, 30, 12);
const city = fakeCity({ cases: 10, now: NOW });

function drawn(line: Partial<LineReport>): string {
  const link = fakeLink(city, NOW, line);
  return renderToStaticMarkup(
    <LinkContext value={link}>
      <WordsContext value={wordsOf("zh-CN", "Asia/Shanghai")}>
        <Header
          platform={city.platform}
          scenes={SHIPPED.scenes}
          scene={SHIPPED.scenes[0]!}
          periods
          period="month"
          resolved="month"
          freshness={freshnessOf(link.line.get(), 0)}
          act={() => {}}
        />
      </WordsContext>
    </LinkContext>,
  );
}
const marks = (html: string) =>
  [...html.matchAll(/data-mark="(\w+)" data-value="(-?\d+)"/g)].map(([, name, n]) => [name, Number(n)]);

test("the head is quiet while nothing waits and the clock is right", () => {
  const html = drawn({ clockOffMs: 5_000 });
  expect(marks(html)).toEqual([]);
  expect(html).toContain('data-line-state="live"');
  expect(html).toContain("data-sync-open");
});

test("it counts requests that wait and those that were not done, each with its sentence", () => {
  const html = drawn({ outbox: { waiting: 3, conflicts: 1 } });
  expect(marks(html)).toEqual([
    ["waiting", 3],
    ["conflicts", 1],
  ]);
  expect(html).toContain('aria-label="3 条指令待发送"');
  expect(html).toContain('aria-label="1 条指令未被执行"');
});

test("it says when this machine's clock is wrong, and that it does no harm", () => {
  for (const [clockOffMs, said] of [
    [3_600_000, "本机时钟快 1小时"],
    [-6_000, "本机时钟慢 6秒"],
  ] as const) {
    const html = drawn({ clockOffMs });
    expect(marks(html)).toEqual([["clock", clockOffMs]]);
    expect(html).toContain(`aria-label="${said} · 画面时间均为中心端时间，不受影响"`);
  }
});

test("a full disk is said in its place", () => {
  const html = drawn({ readOnly: { code: "diskFull", params: { dir: "/data" } } });
  expect(html).toContain('data-line-state="readOnly"');
  expect(html).toContain("磁盘已满，画面暂停");
});
