/** The weeks of all cameras as a table for a spreadsheet. */
import type { Availability, CameraLine, WholeValues } from "../../../shared/view.ts";
import { localTime } from "../../../shared/evaluation/period.ts";
import type { Words } from "../../kit/text.ts";
import { hoursText, shareText } from "./words.ts";

/** A cell as RFC 4180 has it. What a spreadsheet would take for a formula is kept as text. */
export function cellOf(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** 2026-11-16 */
export function dayOf(at: number, timeZone: string): string {
  const { year, month, day } = localTime(at, timeZone);
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/**
 * One row for each camera and week, with the hours that the share is of. It begins with a byte order mark, without which
 * spreadsheets read Chinese wrongly.
 * @param owner the name of a department; "" for none
 */
export function weeksCsv(
  rows: WholeValues["cameraWeeks"],
  cameras: ReadonlyMap<number, CameraLine>,
  owner: (department: number) => string,
  words: Words,
): string {
  const head = (["camera", "code", "owner", "week", "share", "up", "watched"] as const).map((column) =>
    words.text(`cameraHealth.csv.${column}`),
  );
  const lines = rows.flatMap(({ camera: uid, weeks }) => {
    const camera = cameras.get(uid);
    if (camera === undefined) return [];
    const named = [words.name(camera), camera.code, owner(camera.department)];
    return weeks.map((week: Availability) => [
      ...named,
      dayOf(week.week, words.timeZone),
      week.watchedMs === 0 ? "" : shareText(week),
      hoursText(week.upMs),
      hoursText(week.watchedMs),
    ]);
  });
  return `\u{feff}${[head, ...lines].map((line) => line.map(cellOf).join(",")).join("\r\n")}\r\n`;
}
