/** What a seat does about alarms: each is one request, told in a sentence when it is refused. */
import { useCallback } from "react";
import type { AlarmLine } from "../../../shared/alarm.ts";
import type { Role } from "../../../shared/roles.ts";
import type { AlarmMark } from "../../../shared/wire/desk.ts";
import { useWords } from "../../kit/words.ts";
import { useSeat } from "../shell/desk.ts";

export interface MarkDetails {
  readonly until?: number;
  readonly to?: Role;
  readonly note?: string;
}

/** Marks alarms, one request each; says once what was done, and each refusal. */
export function useMarkAlarms(): (alarms: readonly AlarmLine[], mark: AlarmMark, details?: MarkDetails) => void {
  const { ask, notify, platform } = useSeat();
  const words = useWords();
  return useCallback(
    (alarms, mark, { until, to, note } = {}) => {
      const [first] = alarms;
      if (first === undefined) return;
      const answers = alarms.map(({ key }) => {
        const request = { ask: "markAlarm", platform, alarm: key, mark, note: note?.trim() ?? "" } as const;
        return ask({ ...request, until: until ?? null, to: to ?? "" }).answer;
      });
      const title = words.name({ name: first.title, nameEn: first.titleEn });
      notify(words.text(`alarms.did.${mark}`, { title }), "success");
      void Promise.all(answers).then((all) => {
        const no = all.find((answer) => answer.answer === "refused" || answer.answer === "trouble");
        if (no === undefined) return;
        const why =
          no.answer === "refused"
            ? words.refusal(no.refused)
            : no.answer === "trouble"
              ? words.trouble(no.trouble)
              : "";
        notify(words.text("alarms.refused", { why }), "error");
      });
    },
    [ask, notify, platform, words],
  );
}
