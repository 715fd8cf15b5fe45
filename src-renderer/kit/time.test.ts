import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import {
  ageText,
  clockText,
  dateText,
  durationText,
  fullDateText,
  lagText,
  momentText,
  timeText,
  weekdayText,
  clockSpanText,
  dayText,
} from "./time.ts";

const AT = Date.UTC(2026, 10, 21, 6, 5, 9);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test("times and dates are the city's", () => {
  expect(timeText(AT, "Asia/Shanghai")).toBe("14:05");
  expect(clockText(AT, "Asia/Shanghai")).toBe("14:05:09");
  expect(timeText(AT, "America/New_York")).toBe("01:05");
  expect(dateText(AT, "Asia/Shanghai", "zh-CN")).toBe("11月21日");
  expect(dateText(AT, "Asia/Shanghai", "en")).toBe("Nov 21");
  expect(fullDateText(AT, "Asia/Shanghai", "zh-CN")).toBe("2026年11月21日");
  expect(weekdayText(AT, "Asia/Shanghai", "zh-CN")).toBe("星期六");
  expect(weekdayText(AT, "America/New_York", "en")).toBe("Saturday");
});

test("the machine's own zone changes nothing", () => {
  const program = `import { momentText } from ${JSON.stringify(new URL("./time.ts", import.meta.url).href)};
    console.log(momentText(${AT}, ${AT - 24 * HOUR}, "Asia/Shanghai", "zh-CN"));`;
  for (const TZ of ["America/Los_Angeles", "Pacific/Kiritimati", "UTC"]) {
    const ran = spawnSync("node_modules/.bin/node", ["--input-type=module", "-e", program], {
      env: { ...process.env, TZ },
      encoding: "utf8",
    });
    expect(ran.stdout.trim(), ran.stderr).toBe("11月21日 14:05");
  }
});

test("a moment says as much as it must", () => {
  const zone = "Asia/Shanghai";
  expect(momentText(AT, AT + HOUR, zone, "zh-CN")).toBe("14:05");
  expect(momentText(AT, AT + 12 * HOUR, zone, "zh-CN")).toBe("11月21日 14:05"); // past local midnight
  expect(momentText(AT, Date.UTC(2027, 0, 1), zone, "en")).toBe("Nov 21, 2026 14:05");
});

test("durations name their two largest parts", () => {
  expect(durationText(2 * HOUR + 15 * MINUTE, "zh-CN")).toBe("2小时15分");
  expect(durationText(2 * HOUR + 15 * MINUTE, "en")).toBe("2 h 15 min");
  expect(durationText(45_000, "zh-CN")).toBe("45秒");
  expect(durationText(2 * HOUR, "zh-CN")).toBe("2小时");
  expect(durationText(76 * HOUR, "en")).toBe("3 d 4 h");
  expect(durationText(-5, "zh-CN")).toBe("0秒");
});

test("ages in words", () => {
  expect(ageText(400, "zh-CN")).toBe("刚刚");
  expect(ageText(3_900, "zh-CN")).toBe("3 秒前");
  expect(ageText(2 * HOUR + 15 * MINUTE, "zh-CN")).toBe("2小时15分前");
  expect(ageText(400, "en")).toBe("just now");
  expect(ageText(3_900, "en")).toBe("3 s ago");
});

test("the line's lag has a decimal while it is short", () => {
  expect(lagText(430, "zh-CN")).toBe("0.4 秒");
  expect(lagText(12_900, "zh-CN")).toBe("12 秒");
  expect(lagText(90_000, "en")).toBe("1 min");
  expect(lagText(-3, "en")).toBe("0.0 s");
});

test("a clock that stops at night shows hours, not days", () => {
  expect([0, 5, 60, 119.9, 2_890].map((minutes) => clockSpanText(minutes, "zh-CN"))).toEqual([
    "0分",
    "5分",
    "1小时",
    "1小时59分",
    "48小时10分",
  ]);
  expect(clockSpanText(2_890, "en")).toBe("48 h 10 min");
});

test("a day bears its year only in another year", () => {
  const now = Date.UTC(2026, 10, 22);
  expect(dayText(Date.UTC(2026, 9, 26), now, "Asia/Shanghai", "zh-CN")).toBe("10月26日");
  expect(dayText(Date.UTC(2025, 9, 26), now, "Asia/Shanghai", "en")).toBe("Oct 26, 2025");
});
