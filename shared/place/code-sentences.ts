/** The explanation of a code in words, for a person who has to correct it. */
import type { ClassTable } from "../case/classes.ts";
import type { Language, Text } from "../text.ts";
import { lengthOf, type CodeExplanation, type CodePart, type Meaning, type Name, type Wrong } from "./explain.ts";

export interface CodeSentences {
  /** One sentence: right, or wrong in how many places. */
  readonly summary: string;
  /** One line for each part that is right, one for each thing that is wrong, from left to right. */
  readonly lines: readonly string[];
}

/**
 * Puts the findings of `explainCode` into sentences.
 * @param t the sentences of resources/locales/<language>/codes.json
 * @param language for the names of classes, which come from the class table
 */
export function codeSentences(explanation: CodeExplanation, t: Text, language: Language): CodeSentences {
  const { form, code, parts } = explanation;
  const count = parts.reduce((sum, { wrong }) => sum + wrong.length, 0);
  const named = { form: t(`codes.form.${form}`), code };
  return {
    summary: count === 0 ? t("codes.fine", named) : t("codes.faults", { ...named, count }),
    lines: parts.flatMap((part) =>
      part.ok ? [fine(part, t, language)] : part.wrong.map((wrong) => fault(explanation, part, wrong, t, language)),
    ),
  };
}

function fine({ part, from, to, text, meaning }: CodePart, t: Text, language: Language): string {
  const place = { from, to, part: t(`codes.part.${part}`), value: text };
  return meaning === null
    ? t("codes.right", place)
    : t("codes.means", { ...place, meaning: wordOf(meaning, t, language) });
}

function fault({ form }: CodeExplanation, at: CodePart, wrong: Wrong, t: Text, language: Language): string {
  const { from, to, text } = at;
  const place = { from, to, part: t(`codes.part.${at.part}`), value: text };
  const title = ({ title: both }: ClassTable) => both[language];
  switch (wrong.kind) {
    case "character":
      return t("codes.wrong.character", {
        position: wrong.position,
        part: place.part,
        found: wrong.found,
        allowed: t(`codes.allowed.${wrong.allowed}`),
      });
    case "missing":
      return t("codes.wrong.missing", { from, to, part: place.part, length: to - from + 1 });
    case "short":
      return t("codes.wrong.short", { ...place, length: to - from + 1 });
    case "surplus":
      return t("codes.wrong.surplus", { from, value: text, form: t(`codes.form.${form}`), length: lengthOf(form) });
    case "industryReserved":
      return t("codes.wrong.industryReserved", place);
    case "notCamera":
      return wrong.is === null
        ? t("codes.wrong.notCamera", place)
        : t("codes.wrong.otherDevice", { ...place, meaning: t(`codes.deviceType.${wrong.is}`) });
    case "majorUnknown": {
      const kind = form.startsWith("component") ? "component" : "matter";
      const known = wrong.table.majors[kind].map((major) => `${major.code} ${nameOf(major, language)}`);
      return t("codes.wrong.majorUnknown", {
        ...place,
        table: title(wrong.table),
        known: known.join(language === "zh-CN" ? "、" : ", "),
      });
    }
    case "minorUnknown":
      return t("codes.wrong.minorUnknown", {
        ...place,
        table: title(wrong.table),
        major: nameOf(wrong.major, language),
      });
  }
}

function wordOf(meaning: Meaning, t: Text, language: Language): string {
  if ("industry" in meaning) return t(`codes.industry.${meaning.industry}`);
  if ("deviceType" in meaning) return t(`codes.deviceType.${meaning.deviceType}`);
  return nameOf(meaning, language);
}

/** A class without an English name is called by its own. */
function nameOf({ name, nameEn }: Name, language: Language): string {
  return language === "en" && nameEn !== "" ? nameEn : name;
}
