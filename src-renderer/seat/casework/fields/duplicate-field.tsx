/** Which case it repeats: those near it, the same class first, or any other by its number or words. */
import { stateOfCode } from "../../../../shared/case/state.ts";
import type { AroundValue, CaseLine } from "../../../../shared/view.ts";
import { useWords } from "../../../kit/words.ts";
import type { FieldProps } from "./field.tsx";
import { ProposedField, useAsked } from "./proposed-field.tsx";

interface DuplicateFieldProps extends FieldProps {
  readonly line: CaseLine;
  readonly near: AroundValue["cases"];
}

const MOST_FOUND = 20;

export function DuplicateField({ line, near, draft, change, id, problem }: DuplicateFieldProps) {
  const words = useWords();
  const searched = useAsked(MOST_FOUND);
  const likely = near
    .filter(({ uid }) => uid !== line.uid)
    .toSorted((a, b) => +(b.className === line.className) - +(a.className === line.className));
  return (
    <ProposedField
      field="of"
      {...{ id, problem, searched }}
      autoFocus
      value={draft.of ?? 0}
      onChange={(of) => change({ of })}
      group={words.text("casework.nearCases")}
      proposals={likely.map((each) => ({
        uid: each.uid,
        content: (
          <>
            <b>{each.caseNo}</b> {words.name({ name: each.className, nameEn: each.classNameEn })}
            <small>
              {words.text("casework.metres", { metres: Math.round(each.metres) })} ·{" "}
              {words.text(`state.${stateOfCode(each.state)}`)}
            </small>
          </>
        ),
      }))}
      options={searched.found
        .filter(({ kind, uid }) => kind === "case" && uid !== line.uid)
        .map((each) => ({
          value: each.uid,
          label: `${words.name({ name: each.title, nameEn: each.titleEn })} · ${words.language === "en" ? each.detailEn || each.detail : each.detail}`,
        }))}
    />
  );
}
