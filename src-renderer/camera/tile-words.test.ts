import { expect, test } from "vitest";
import { wordsOf } from "../kit/text.ts";
import type { TileReason, TileView } from "./tile-run.ts";
import { rungWord, saysOffline, tileAge, whySentence } from "./tile-words.ts";

const zh = wordsOf("zh-CN", "Asia/Shanghai");
const en = wordsOf("en", "Asia/Shanghai");

const view = (more: Partial<TileView>): TileView => ({
  shown: "sub",
  kind: "flv",
  opening: false,
  why: null,
  black: false,
  clockWrong: false,
  nextTryAt: null,
  ...more,
});

test("V20 every state of a tile has words, in both languages", () => {
  const reasons: TileReason[] = [
    { is: "late" },
    { is: "stalled" },
    { is: "frozen" },
    { is: "full" },
    { is: "trouble", trouble: { code: "streamForm", params: { what: "H.265" } } },
    { is: "trouble", trouble: { code: "hostAway", params: {} } },
  ];
  for (const words of [zh, en]) {
    for (const shown of ["main", "sub", "still", "last", null] as const) {
      expect(rungWord(view({ shown }), words)).not.toMatch(/tile\.|\{/);
      for (const why of reasons) {
        for (const opening of [true, false]) {
          for (const inSeconds of [null, 0, 7]) {
            expect(whySentence(view({ shown, why, opening }), inSeconds, words)).toMatch(/[^.。]+[.。]/);
            expect(whySentence(view({ shown, why, opening }), inSeconds, words)).not.toMatch(
              /tile\.|trouble\.|\{|。。|\.\./,
            );
          }
        }
      }
    }
  }
});

test("what is as it should be needs no words; what never had a picture says what it does", () => {
  expect(whySentence(view({}), null, zh)).toBeNull();
  expect(whySentence(view({ shown: null, opening: true }), null, zh)).toBe("正在接通画面");
  expect(whySentence(view({ black: true }), null, zh)).toContain("全黑");
});

test("V23 a stream that cannot be played says which form it has, and when it is tried again", () => {
  const why: TileReason = {
    is: "trouble",
    trouble: { code: "streamForm", params: { what: "H.265 (hvc1.1.6.L93.B0)" } },
  };
  expect(whySentence(view({ shown: "still", why }), 4, zh)).toMatch(/H\.265.*。4 秒后重试。$/);
  expect(whySentence(view({ shown: "still", why, opening: true }), null, en)).toMatch(/H\.265.*\. Trying again now\.$/);
});

test("V20 a camera that its platform shows offline is said to be that, once, with the next try once", () => {
  const away: TileReason = { is: "trouble", trouble: { code: "cameraAway", params: { why: "10.0.0.9: ETIMEDOUT" } } };
  const shown = { shown: null, why: away } as const;
  expect(whySentence(view(shown), 4, zh, false)).toBe("平台显示该摄像机离线。4 秒后重试。");
  expect(whySentence(view(shown), null, en, false)).toBe("Its platform shows this camera offline.");
  expect(whySentence(view(shown), 4, zh)).toBe("摄像机没有应答（10.0.0.9: ETIMEDOUT）。4 秒后重试。");
  const refused: TileReason = { is: "trouble", trouble: { code: "streamForm", params: { what: "H.265" } } };
  expect(whySentence(view({ ...shown, why: refused }), 4, zh, false)).toContain("H.265");
  expect([saysOffline(view(shown), false), saysOffline(view(shown), true)]).toEqual([true, false]);
});

test("ages are whole seconds, and minutes from a minute on", () => {
  expect([0, 999, 3_400, 59_999, 61_000].map((ms) => tileAge(ms, zh))).toEqual([
    "0 秒",
    "0 秒",
    "3 秒",
    "59 秒",
    "1分",
  ]);
  expect(tileAge(3_400, en)).toBe("3 s");
  expect(tileAge(-5, zh)).toBe("0 秒");
});
