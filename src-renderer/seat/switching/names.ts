/** What switching rules speak of, by name: scenes, alarm rules, 大类. */
import { useMemo } from "react";
import { parseAlarmRules } from "../../../shared/rules/alarms.ts";
import { TroubleError } from "../../../shared/trouble.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { titleOf } from "../office/rule-check.ts";
import type { RuleChoices } from "./fields.ts";
import type { RuleNames } from "./rule-words.ts";

export interface NamesAndChoices extends RuleNames {
  readonly choices: Omit<RuleChoices, "words">;
}

export function useRuleNames(): NamesAndChoices {
  const words = useWords();
  const scenes = useView({ view: "ruleFiles", kind: "scenes" }).value;
  const alarms = useView({ view: "ruleFiles", kind: "alarms" }).value;
  const classes = useView({ view: "classes" }).value;
  return useMemo(() => {
    const sceneNames = new Map(
      (scenes ?? []).map(({ name, body }) => {
        const title = titleOf(body);
        return [name, title === null ? name : words.name(title)];
      }),
    );
    const alarmNames = new Map(
      (alarms ?? []).flatMap(alarmRules).map(({ rule, title }) => [rule, title[words.language]]),
    );
    const majorNames = new Map(
      (classes ?? []).map(({ scheme, majorCode, majorName, majorNameEn }) => [
        `${scheme}/${majorCode}`,
        words.name({ name: majorName, nameEn: majorNameEn }),
      ]),
    );
    const choices = (names: ReadonlyMap<string, string>) => Array.from(names, ([value, label]) => ({ value, label }));
    return {
      scene: (name) => sceneNames.get(name) ?? name,
      alarm: (rule) => alarmNames.get(rule) ?? rule,
      major: (code) => majorNames.get(code) ?? code,
      choices: { scenes: choices(sceneNames), alarms: choices(alarmNames), majors: choices(majorNames) },
    };
  }, [scenes, alarms, classes, words]);
}

function alarmRules({ name, body }: RecordOf<"rules">) {
  try {
    return body === "" ? [] : parseAlarmRules(`alarms/${name}`, JSON.parse(body)).rules;
  } catch (error) {
    if (error instanceof TroubleError) return [];
    throw error;
  }
}
