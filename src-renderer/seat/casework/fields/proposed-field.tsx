/** A field with one answer: those that are proposed by a click each, or any other that is found as one types. */
import { Radio, Select } from "antd";
import { useState, type ReactNode } from "react";
import { useWords } from "../../../kit/words.ts";
import { useSearched, useSearchKeys, type Searched } from "../../shell/searching.ts";
import { ariaOf, FieldFrame, type FieldProps } from "./field.tsx";

/** What stands at the choice of any other. */
const ASKED = {
  department: {
    other: "casework.department.other",
    search: "casework.department.search",
    none: "casework.department.none",
  },
  of: { other: "casework.of.other", search: "casework.of.search", none: "casework.of.none" },
} as const;

/** What is typed to find another, and what is found of it. */
interface Asked extends Searched {
  readonly typed: string;
  readonly type: (typed: string) => void;
  /** Nothing is looked for yet. */
  readonly idle: boolean;
}

/** @param most the most that is wanted */
export function useAsked(most: number): Asked {
  const [typed, type] = useState("");
  return { typed, type, idle: typed.trim() === "", ...useSearched(typed, most) };
}

interface ProposedFieldProps extends Pick<FieldProps, "id" | "problem"> {
  readonly field: keyof typeof ASKED;
  /** uid; 0 none. */
  readonly value: number;
  readonly onChange: (uid: number) => void;
  readonly proposals: readonly { readonly uid: number; readonly content: ReactNode }[];
  readonly autoFocus: boolean;
  readonly searched: Asked;
  readonly options: readonly { readonly value: number; readonly label: string; readonly disabled?: boolean }[];
  /** What the proposals are called. */
  readonly group: string;
  /** Below the choice. */
  readonly children?: ReactNode;
}

export function ProposedField(props: ProposedFieldProps) {
  const { field, id, problem, value, onChange, proposals, autoFocus, searched, options, group, children } = props;
  const words = useWords();
  const asked = ASKED[field];
  const choose = (uid: number) => {
    onChange(uid);
    searched.type("");
  };
  const keys = useSearchKeys(searched.typed, searched, () => {
    const first = options.find(({ disabled = false }) => !disabled);
    if (first !== undefined) choose(first.value);
  });
  const isProposed = proposals.some(({ uid }) => uid === value);
  return (
    <FieldFrame field={field} id={id} problem={problem} required group={proposals.length > 0}>
      {proposals.length > 0 && (
        <Radio.Group
          className="casework-proposals"
          aria-label={group}
          value={isProposed ? value : null}
          onChange={(event) => onChange(event.target.value as number)}
        >
          {proposals.map(({ uid, content }, i) => (
            <Radio
              key={uid}
              value={uid}
              data-proposal={uid}
              autoFocus={autoFocus && (isProposed ? uid === value : i === 0)}
            >
              {content}
            </Radio>
          ))}
        </Radio.Group>
      )}
      <div {...keys}>
        <Select<number>
          {...ariaOf({ id, problem })}
          aria-label={words.text(asked.other)}
          placeholder={words.text(asked.search)}
          autoFocus={autoFocus && proposals.length === 0}
          value={isProposed || value === 0 ? null : value}
          showSearch={{ filterOption: false, onSearch: searched.type, searchValue: searched.typed }}
          options={[...options]}
          notFoundContent={words.text(asked.none)}
          onChange={choose}
        />
      </div>
      {children}
    </FieldFrame>
  );
}
