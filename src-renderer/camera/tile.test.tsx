import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { CameraLine } from "../../shared/view.ts";
import { wordsOf } from "../kit/text.ts";
import { WordsContext } from "../kit/words.ts";
import type { Link } from "../link/connection.ts";
import { LinkContext } from "../link/react.ts";
import { store } from "../link/store.ts";
import { CameraTile } from "./tile.tsx";

const camera = {
  uid: 7,
  id: "cam-7",
  name: "人民路与解放路口东",
  nameEn: "Renmin Rd & Jiefang Rd, east",
  kind: "ptz",
  guard: "restricted",
  department: 3,
  online: 0,
  offers: [],
  masks: [],
  outage: null,
} as unknown as CameraLine;

const link = {
  hubNow: () => 1_000,
  whole: () => store({ value: [{ uid: 3, name: "城管执法一大队", nameEn: "Squad 1" }], trouble: null, rev: 1 }),
} as unknown as Link;

const drawn = (language: "zh-CN" | "en", focused = false) =>
  renderToStaticMarkup(
    <LinkContext value={link}>
      <WordsContext value={wordsOf(language, "Asia/Shanghai")}>
        <CameraTile camera={camera} rung="sub" why="tile" caseUid={0} focused={focused} />
      </WordsContext>
    </LinkContext>,
  );

test("V20 a tile without any picture says what it is of, whose it is, and what it is doing, in words", () => {
  const html = drawn("zh-CN");
  for (const part of [
    "人民路与解放路口东",
    "城管执法一大队",
    "暂无画面",
    "正在接通画面",
    "云台",
    "受限点位",
    "平台显示离线",
  ]) {
    expect(html).toContain(part);
  }
  expect(html).toContain('aria-label="人民路与解放路口东，暂无画面。正在接通画面"');
  expect(html).toContain('data-rung="none"');
  expect(drawn("en")).toContain('aria-label="Renmin Rd &amp; Jiefang Rd, east, No picture. Connecting to the camera"');
});

test("the tile that has the keyboard is marked, and no other", () => {
  expect(drawn("zh-CN", true)).toContain("data-focused");
  expect(drawn("zh-CN")).not.toContain("data-focused");
});
