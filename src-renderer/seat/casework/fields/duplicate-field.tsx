/** Which case it repeats: those near it, the same class first, or any other by its number or words. */
import { Radio, Select } from "antd";
import { useState } from "react";
import { stateOfCode } from "../../../../shared/case/state.ts";
import type { AroundValue, CaseLine } from "../../../../shared/view.ts";
import { useWords } from "../../../kit/words.ts";
import { useView } from "../../../link/react.ts";
import { ariaOf, FieldFrame, type FieldProps } from "./field.tsx";

interface DuplicateFieldProps extends FieldProps {
  readonly line: CaseLine;
  readonly near: AroundValue["cases"];
}

const MOST_FOUND = 20;

export function DuplicateField({ line, near, ...props }: DuplicateFieldProps) {
  const words = useWords();
  const { draft, change, id, problem } = props;
  const { of = 0 } = draft;
  const [typed, type] = useState("");
  const text = typed.trim();
  const found = useView({ view: "search", text: text === "" ? "—" : text.slice(0, 100), limit: MOST_FOUND }).value;
  const likely = near
    .filter(({ uid }) => uid !== line.uid)
    .toSorted((a, b) => +(b.className === line.className) - +(a.className === line.className));
  const options =
    text === "" ? [] : (found?.found ?? []).filter(({ kind, uid }) => kind === "case" && uid !== line.uid);
  const isNear = likely.some(({ uid }) => uid === of);
  return (
    <FieldFrame field="of" id={id} problem={problem} required group={likely.length > 0}>
      {likely.length > 0 && (
        <Radio.Group
          className="casework-proposals"
          aria-label={words.text("casework.nearCases")}
          value={isNear ? of : null}
          onChange={(event) => change({ of: event.target.value as number })}
        >
          {likely.map((each, i) => (
            <Radio key={each.uid} value={each.uid} autoFocus={i === 0}>
              <b>{each.caseNo}</b> {words.name({ name: each.className, nameEn: each.classNameEn })}
              <small>
                {words.text("casework.metres", { metres: Math.round(each.metres) })} ·{" "}
                {words.text(`state.${stateOfCode(each.state)}`)}
              </small>
            </Radio>
          ))}
        </Radio.Group>
      )}
      <Select<number>
        {...ariaOf({ id, problem })}
        aria-label={words.text("casework.of.other")}
        placeholder={words.text("casework.of.search")}
        autoFocus={likely.length === 0}
        value={isNear || of === 0 ? null : of}
        showSearch={{ filterOption: false, onSearch: type, searchValue: typed }}
        options={options.map((each) => ({
          value: each.uid,
          label: `${words.name({ name: each.title, nameEn: each.titleEn })} · ${words.language === "en" ? each.detailEn || each.detail : each.detail}`,
        }))}
        notFoundContent={words.text("casework.of.none")}
        onChange={(next) => {
          change({ of: next });
          type("");
        }}
      />
    </FieldFrame>
  );
}
