/**
 * Case numbers (案卷号): letters of the platform, the local day, and a number that counts up within it.
 *
 * Two systems in the field work a number out as "the day's highest and one more" before the row is there, and so give one
 * number to two cases (资阳 2020). Here it is issued inside the transaction that files the case: of two who file at once
 * the second waits, and finds the first one's number taken.
 */
import { localTime } from "../../shared/evaluation/period.ts";
import type { Store } from "../store/store.ts";

/** Digits of the number within a day, more when a day has more cases. */
const DIGITS = 4;

/**
 * The next number of a platform. Call it inside a transaction only: it notes what it has given.
 * @param at hub time, epoch ms
 * @param timeZone whose day counts
 */
export function issueCaseNo(
  store: Pick<Store, "note" | "setNote" | "hasCaseNo">,
  platform: string,
  at: number,
  timeZone: string,
): string {
  const { year, month, day } = localTime(at, timeZone);
  const today = `${year}${String(month).padStart(2, "0")}${String(day).padStart(2, "0")}`;
  const key = `case-number/${platform}`;
  const [lastDay, last] = (store.note(key) ?? "").split(" ");
  // Other platforms' files may have brought numbers that look like ours.
  for (let count = lastDay === today ? Number(last) + 1 : 1; ; count += 1) {
    const caseNo = `${lettersOf(platform)}${today}${String(count).padStart(DIGITS, "0")}`;
    if (store.hasCaseNo(platform, caseNo)) continue;
    store.setNote(key, `${today} ${count}`);
    return caseNo;
  }
}

function lettersOf(platform: string): string {
  return platform
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, "")
    .slice(0, 8);
}
