/** Who is to handle it: the proposed departments by their keys, each with its reasons, or any other by name or pinyin. */
import { Radio, Select } from "antd";
import { useState } from "react";
import type { Suggestion } from "../../../../shared/seat.ts";
import type { RecordOf } from "../../../../shared/tables.ts";
import { useWords } from "../../../kit/words.ts";
import { useView } from "../../../link/react.ts";
import { ReasonsOf } from "../suggestions.tsx";
import { ariaOf, FieldFrame, type FieldProps } from "./field.tsx";

interface DepartmentFieldProps extends FieldProps {
  readonly suggestions: readonly Suggestion[];
  readonly departments: ReadonlyMap<number, RecordOf<"departments">>;
  readonly autoFocus: boolean;
}

const MOST_FOUND = 50;

export function DepartmentField({ suggestions, departments, autoFocus, ...props }: DepartmentFieldProps) {
  const words = useWords();
  const { draft, change, id, problem } = props;
  const { department = 0 } = draft;
  const [typed, type] = useState("");
  const text = typed.trim();
  const found = useView({ view: "search", text: text === "" ? "—" : text.slice(0, 100), limit: MOST_FOUND }).value;
  const chosen = departments.get(department);
  const isProposed = suggestions.some((each) => each.department === department);
  const others =
    text === ""
      ? [...departments.values()]
      : (found?.found ?? []).flatMap(({ kind, uid }) => {
          const known = kind === "department" ? departments.get(uid) : undefined;
          return known === undefined ? [] : [known];
        });
  const options = others.map((each) => ({ value: each.uid, label: words.name(each) }));
  const [first] = suggestions;
  const overrides = first !== undefined && chosen !== undefined && department !== first.department;
  return (
    <FieldFrame field="department" id={id} problem={problem} required group={suggestions.length > 0}>
      {suggestions.length > 0 && (
        <Radio.Group
          className="casework-proposals"
          aria-label={words.text("casework.proposals")}
          value={isProposed ? department : null}
          onChange={(event) => change({ department: event.target.value as number })}
        >
          {suggestions.map((each, i) => (
            <Radio
              key={each.department}
              value={each.department}
              data-proposal={each.department}
              autoFocus={autoFocus && (isProposed ? each.department === department : i === 0)}
            >
              <kbd>{i + 1}</kbd> <b>{words.name(each)}</b>
              <ReasonsOf suggestion={each} />
            </Radio>
          ))}
        </Radio.Group>
      )}
      <Select<number>
        {...ariaOf({ id, problem })}
        aria-label={words.text("casework.department.other")}
        placeholder={words.text("casework.department.search")}
        autoFocus={autoFocus && suggestions.length === 0}
        value={isProposed || department === 0 ? null : department}
        showSearch={{ filterOption: false, onSearch: type, searchValue: typed }}
        options={
          chosen === undefined && department !== 0
            ? [...options, { value: department, label: words.text("casework.department.gone"), disabled: true }]
            : options
        }
        notFoundContent={words.text("casework.department.none")}
        onChange={(next) => {
          change({ department: next });
          type("");
        }}
      />
      {overrides && <p className="casework-note">{words.text("casework.override", { name: words.name(first) })}</p>}
    </FieldFrame>
  );
}
