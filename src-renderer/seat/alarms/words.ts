/** Alarms in words: their subject, how they stand, since when. */
import { STAGES } from "../../../shared/case/state.ts";
import type { AlarmLine } from "../../../shared/alarm.ts";
import { momentText } from "../../kit/time.ts";
import type { Words } from "../../kit/text.ts";
import type { PageName } from "../shell/route.ts";

/** What it is about, as a list shows it. */
export function subjectText({ subject, uid, label, labelEn }: AlarmLine, words: Words): string {
  const stage = STAGES[uid];
  if (subject === "stage" && stage !== undefined) return words.text(`stage.${stage}`);
  const name = words.name({ name: label, nameEn: labelEn });
  return name === "" ? words.text("alarms.unknownSubject") : name;
}

/** How it stands, with who did what and until when. */
export function stateText(alarm: AlarmLine, now: number, words: Words): string {
  const { state, by, until, toRole } = alarm;
  const time = until === null ? "" : momentText(until, now, words.timeZone, words.language);
  const role = toRole === "" ? "" : words.text(`role.${toRole as "admin"}`);
  return words.text(`alarms.state.${state}`, { by, time, role });
}

/** Where Enter leads: the case, or the place where the subject is shown. */
export function pageOf({ subject, uid }: Pick<AlarmLine, "subject" | "uid">): readonly [PageName, ...number[]] | null {
  return subject === "case" ? ["case", uid] : null;
}
