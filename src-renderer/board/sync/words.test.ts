import { describe, expect, test } from "vitest";
import { EVERYTHING, NOTHING } from "../../../shared/scope.ts";
import { SYNC_NOTES, type SyncNote } from "../../../shared/sync-status.ts";
import { wordsOf } from "../../kit/text.ts";
import {
  SCOPE_PARTS,
  bytesText,
  clockSentence,
  fileName,
  instantText,
  isNothing,
  jumpText,
  noteSentence,
  positionSentence,
  scopeText,
} from "./words.ts";

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 22, 1, 30, 12);
const zh = wordsOf("zh-CN", "Asia/Shanghai");
const en = wordsOf("en", "Asia/Shanghai");
const names = { platform: (id: string) => (id === "demo" ? "江城市" : ""), department: (uid: number) => `单位${uid}` };

test("a clock that is wrong says by how much and to which side, one that is right says so", () => {
  expect(clockSentence(HOUR + 400, zh)).toBe("本机时钟快 1小时");
  expect(clockSentence(HOUR - 400, zh)).toBe("本机时钟快 1小时");
  expect(clockSentence(-90_000, zh)).toBe("本机时钟慢 1分");
  expect(clockSentence(-HOUR, en)).toBe("This machine's clock is 1 h slow");
  expect(clockSentence(999, zh)).toBe("本机时钟与中心端一致");
  expect(clockSentence(null, zh)).toBe("尚未与中心端对时");
  expect([jumpText(HOUR, zh), jumpText(-12_000, zh)]).toEqual(["向前 1小时", "向后 12秒"]);
});

test("instants of today have seconds, others have their date", () => {
  expect(instantText(NOW - 1_000, NOW, zh)).toBe("09:30:11");
  expect(instantText(NOW - 24 * HOUR, NOW, zh)).toBe("11月21日 09:30");
  expect(instantText(NOW - 366 * 24 * HOUR, NOW, en)).toBe("Nov 21, 2025 09:30");
});

test("sizes are read in the largest unit that fits", () => {
  expect([0, 1023, 1024, 8_421_376, 612_368_384, 48_318_382_080].map(bytesText)).toEqual([
    "0 B",
    "1023 B",
    "1.0 KB",
    "8.0 MB",
    "584 MB",
    "45.0 GB",
  ]);
});

test("a file goes by its name, whichever system its folder is on", () => {
  expect(["/data/cache.db.bad-1", "C:\\data\\cache.db.bad-1", "cache.db.bad-1"].map(fileName)).toEqual(
    Array.from({ length: 3 }, () => "cache.db.bad-1"),
  );
});

test("the way to the hub's head is told in changes", () => {
  expect(positionSentence({ cursor: 7, head: 7 }, zh)).toBe("与中心端一致");
  expect(positionSentence({ cursor: 7, head: 19 }, zh)).toBe("落后 12 项变更");
  // A pulse is older than the delta that came after it.
  expect(positionSentence({ cursor: 8, head: 7 }, zh)).toBe("与中心端一致");
  expect(positionSentence({ cursor: 7, head: null }, zh)).toBe("尚未得知中心端进度");
});

describe("a scope in words", () => {
  const said = (scope: object, words = zh) =>
    SCOPE_PARTS.map((part) => scopeText({ ...EVERYTHING, ...scope }, part, names, NOW, words));
  test("says that it is everything, or what of it", () => {
    expect(said({})).toEqual(["全部", "全部", "全部", "全部", "可见"]);
    const narrow = {
      platforms: ["demo", "other"],
      departments: [1, 2, 3, 4],
      unitGrids: [7],
      since: Date.UTC(2026, 5, 1),
      textsSince: Date.UTC(2026, 8, 1),
      personal: false,
    };
    expect(said(narrow)).toEqual([
      "江城市、other",
      "单位1、单位2、单位3等 4 个",
      "1 个",
      "6月1日以后上报的；9月1日以前上报的只留数字",
      "已遮蔽",
    ]);
    expect(said(narrow, en)[2]).toBe("1 grid");
    expect(said({ since: 9, textsSince: 5 })[3]).not.toContain("只留数字");
  });

  test("nothing at all is told from a narrow one", () => {
    expect(isNothing(NOTHING)).toBe(true);
    expect(isNothing(EVERYTHING)).toBe(false);
  });
});

describe("notes", () => {
  const note = (what: SyncNote["what"], params: SyncNote["params"] = {}): SyncNote => ({ at: NOW, what, params });
  const EVERY_PARAM = {
    state: "cut",
    from: 1,
    to: 2,
    tables: "cases,units",
    table: "cases",
    rows: 3,
    seconds: -30,
    why: "x",
    kept: "y",
    refused: "wrongState",
  };

  test.each(SYNC_NOTES)("%s has its sentence in both languages, with every blank filled", (what) => {
    for (const words of [zh, en]) expect(noteSentence(note(what, EVERY_PARAM), words)).not.toMatch(/sync\.|[{}]/);
  });

  test("translate the names in them, and leave a name that nobody knows", () => {
    expect(noteSentence(note("lineMoved", { state: "cut" }), zh)).toBe("连接状态变为“已断开，正在重连”");
    expect(noteSentence(note("lineMoved", { state: "asleep" }), zh)).toBe("连接状态变为“asleep”");
    expect(noteSentence(note("differs", { tables: "cases, units" }), zh)).toBe("核对发现差异：案件、人员车辆");
    expect(noteSentence(note("repaired", { table: "cases", rows: 1200 }), zh)).toBe("已修复案件：1,200 行");
    expect(noteSentence(note("commandRefused", { refused: "wrongState" }), zh)).toBe(
      "指令被拒绝：案件当前环节不能进行这项操作。",
    );
    expect(noteSentence(note("commandRefused", { refused: "other" }), zh)).toBe("指令被拒绝：other");
  });
});
