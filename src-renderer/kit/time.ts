/** Times, dates, durations and ages in words. Always in the city's zone, never in the machine's. */
import type { Language } from "../../shared/text.ts";
import { localTime } from "../../shared/evaluation/period.ts";

const two = (n: number) => String(n).padStart(2, "0");
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = {
  "zh-CN": ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
} as const;

/** 14:05 */
export function timeText(at: number, timeZone: string): string {
  const { hour, minute } = localTime(at, timeZone);
  return `${two(hour)}:${two(minute)}`;
}

/** 14:05:09 */
export function clockText(at: number, timeZone: string): string {
  return `${timeText(at, timeZone)}:${two(localTime(at, timeZone).second)}`;
}

/** 11月21日, Nov 21 */
export function dateText(at: number, timeZone: string, language: Language): string {
  const { month, day } = localTime(at, timeZone);
  return language === "en" ? `${MONTHS[month - 1]} ${day}` : `${month}月${day}日`;
}

/** 2026年11月21日, Nov 21, 2026 */
export function fullDateText(at: number, timeZone: string, language: Language): string {
  const { year } = localTime(at, timeZone);
  const date = dateText(at, timeZone, language);
  return language === "en" ? `${date}, ${year}` : `${year}年${date}`;
}

/** 星期六, Saturday */
export function weekdayText(at: number, timeZone: string, language: Language): string {
  return WEEKDAYS[language][localTime(at, timeZone).weekday] as string;
}

/** The time alone on the same local day as `now`, with the date otherwise, with the year in another year. */
export function momentText(at: number, now: number, timeZone: string, language: Language): string {
  const a = localTime(at, timeZone);
  const b = localTime(now, timeZone);
  const time = timeText(at, timeZone);
  if (a.year !== b.year) return `${fullDateText(at, timeZone, language)} ${time}`;
  if (a.month !== b.month || a.day !== b.day) return `${dateText(at, timeZone, language)} ${time}`;
  return time;
}

/** The date, with the year in another year than `now`. */
export function dayText(at: number, now: number, timeZone: string, language: Language): string {
  const sameYear = localTime(at, timeZone).year === localTime(now, timeZone).year;
  return sameYear ? dateText(at, timeZone, language) : fullDateText(at, timeZone, language);
}

/** 45秒, 12分, 2小时15分, 3天4小时: the two largest parts, rounded down. Negative spans read as zero. */
export function durationText(ms: number, language: Language): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const parts: [number, string, string][] =
    days > 0
      ? [
          [days, "天", "d"],
          [hours % 24, "小时", "h"],
        ]
      : hours > 0
        ? [
            [hours, "小时", "h"],
            [minutes % 60, "分", "min"],
          ]
        : minutes > 0
          ? [[minutes, "分", "min"]]
          : [[seconds, "秒", "s"]];
  return parts
    .filter(([n], i) => i === 0 || n > 0)
    .map(([n, zh, en]) => (language === "en" ? `${n} ${en}` : `${n}${zh}`))
    .join(language === "en" ? " " : "");
}

/**
 * 45分, 12小时30分: minutes of a clock that does not run through the night, so hours are not gathered into days.
 * @param minutes rounded down, not negative.
 */
export function clockSpanText(minutes: number, language: Language): string {
  const whole = Math.floor(minutes);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  const parts = [
    ...(hours > 0 ? [language === "en" ? `${hours} h` : `${hours}小时`] : []),
    ...(rest > 0 || hours === 0 ? [language === "en" ? `${rest} min` : `${rest}分`] : []),
  ];
  return parts.join(language === "en" ? " " : "");
}

/** "3 秒前", "3 s ago"; under a second "刚刚", "just now". */
export function ageText(ms: number, language: Language): string {
  if (ms < 1000) return language === "en" ? "just now" : "刚刚";
  const duration = durationText(ms, language);
  return language === "en" ? `${duration} ago` : `${duration.replace(/^(\d+)(秒|分|小时|天)$/, "$1 $2")}前`;
}

/** A short span with one decimal of a second, for the line: "0.4 秒", "0.4 s"; from ten seconds on without decimals. */
export function lagText(ms: number, language: Language): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds >= 60) return durationText(ms, language);
  const n = seconds < 10 ? (Math.floor(seconds * 10) / 10).toFixed(1) : String(Math.floor(seconds));
  return language === "en" ? `${n} s` : `${n} 秒`;
}
