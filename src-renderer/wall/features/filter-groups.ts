/** The choices of the filter in words, with how many cases each would leave. */
import { CASE_SOURCES } from "../../../shared/case/case.ts";
import { STAGES } from "../../../shared/case/state.ts";
import { WHICH } from "../../../shared/evaluation/columns.ts";
import type { OnlyPart } from "../../../shared/only.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { Only, WholeValues } from "../../../shared/view.ts";
import type { Words } from "../../kit/text.ts";
import { majorOf } from "../names.ts";

type Value = string | number;

export interface Choice {
  readonly value: Value;
  readonly word: string;
  readonly count: number;
}

export interface ChoiceGroup {
  readonly part: OnlyPart;
  readonly choices: readonly Choice[];
}

/** Tables that choices get their names from. */
export interface ChoiceNames {
  readonly classes: readonly RecordOf<"classes">[];
  readonly departments: ReadonlyMap<number, RecordOf<"departments">>;
  readonly grids: readonly RecordOf<"grids">[];
}

/** The groups in the order of the page. Urgency, stages and sources are always all there; the rest where cases are. */
export function choiceGroups(
  counts: WholeValues["choices"]["counts"] | null,
  only: Only,
  { classes, departments, grids }: ChoiceNames,
  words: Words,
): ChoiceGroup[] {
  const count = (part: OnlyPart, value: Value) =>
    (counts?.[part] as readonly (readonly [Value, number])[] | undefined)?.find(([each]) => each === value)?.[1] ?? 0;
  const fixed = (part: OnlyPart, values: readonly Value[], wordOf: (value: Value) => string): ChoiceGroup => ({
    part,
    choices: values.map((value) => ({ value, word: wordOf(value), count: count(part, value) })),
  });
  /** Those with cases, the most first; the chosen one always among them. */
  const found = (part: OnlyPart, wordOf: (value: Value) => string | undefined): ChoiceGroup => {
    const listed = (counts?.[part] ?? []) as readonly (readonly [Value, number])[];
    const chosen = only[part];
    const all =
      chosen === undefined || listed.some(([value]) => value === chosen) ? listed : [...listed, [chosen, 0] as const];
    return {
      part,
      choices: all.flatMap(([value, n]) => {
        const word = wordOf(value);
        return word === undefined || word === "" ? [] : [{ value, word, count: n }];
      }),
    };
  };
  const classOf = new Map(classes.map((row) => [row.uid, row] as const));
  const majors = new Map(classes.map((row) => [majorOf(row), row] as const));
  const gridOf = new Map(grids.map((row) => [row.uid, row] as const));
  return [
    fixed("which", WHICH, (value) => words.text(`measure.${value as (typeof WHICH)[number]}`)),
    fixed("stage", STAGES, (value) => words.text(`stage.${value as (typeof STAGES)[number]}`)),
    fixed(
      "source",
      CASE_SOURCES.map((_, code) => code),
      (value) => words.text(`source.${CASE_SOURCES[value as number] ?? "other"}`),
    ),
    found("major", (value) => {
      const row = majors.get(value as string);
      return row === undefined ? undefined : words.name({ name: row.majorName, nameEn: row.majorNameEn });
    }),
    found("classUid", (value) => {
      const row = classOf.get(value as number);
      return row === undefined ? undefined : words.name(row);
    }),
    found("department", (value) => {
      const row = departments.get(value as number);
      return row === undefined
        ? undefined
        : words.name({ name: row.shortName, nameEn: row.shortNameEn }) || words.name(row);
    }),
    found("dutyGrid", (value) => {
      const row = gridOf.get(value as number);
      return row === undefined ? undefined : words.name(row) || row.code;
    }),
  ];
}
