/** Who is to handle it: the proposed departments by their keys, each with its reasons, or any other by name or pinyin. */
import type { Suggestion } from "../../../../shared/seat.ts";
import type { RecordOf } from "../../../../shared/tables.ts";
import { useWords } from "../../../kit/words.ts";
import { ReasonsOf } from "../suggestions.tsx";
import type { FieldProps } from "./field.tsx";
import { ProposedField, useAsked } from "./proposed-field.tsx";

interface DepartmentFieldProps extends FieldProps {
  readonly suggestions: readonly Suggestion[];
  readonly departments: ReadonlyMap<number, RecordOf<"departments">>;
  readonly autoFocus: boolean;
}

const MOST_FOUND = 50;

export function DepartmentField(props: DepartmentFieldProps) {
  const { suggestions, departments, autoFocus, draft, change, id, problem } = props;
  const words = useWords();
  const { department = 0 } = draft;
  const searched = useAsked(MOST_FOUND);
  const chosen = departments.get(department);
  const others = searched.idle
    ? [...departments.values()]
    : searched.found.flatMap(({ kind, uid }) => {
        const known = kind === "department" ? departments.get(uid) : undefined;
        return known === undefined ? [] : [known];
      });
  const options = others.map((each) => ({ value: each.uid, label: words.name(each) }));
  const isGone = chosen === undefined && department !== 0;
  const gone = { value: department, label: words.text("casework.department.gone"), disabled: true };
  const [first] = suggestions;
  const overrides = first !== undefined && chosen !== undefined && department !== first.department;
  return (
    <ProposedField
      field="department"
      {...{ id, problem, autoFocus, searched }}
      value={department}
      onChange={(uid) => change({ department: uid })}
      group={words.text("casework.proposals")}
      proposals={suggestions.map((each, i) => ({
        uid: each.department,
        content: (
          <>
            <kbd>{i + 1}</kbd> <b>{words.name(each)}</b>
            <ReasonsOf suggestion={each} />
          </>
        ),
      }))}
      options={isGone ? [...options, gone] : options}
    >
      {overrides && <p className="casework-note">{words.text("casework.override", { name: words.name(first) })}</p>}
    </ProposedField>
  );
}
