/** A field with one answer: those that are proposed by a click each, or any other that is found as one types. */
import { Radio, Select } from "antd";
import { useState, type ReactNode } from "react";
import type { Found } from "../../../../shared/view.ts";
import { useWords } from "../../../kit/words.ts";
import { useView } from "../../../link/react.ts";
import { ariaOf, FieldFrame, type FieldProps } from "./field.tsx";

const NOTHING: readonly never[] = [];

/** What stands at the choice of any other. */
const ASKED = {
  department: {
    other: "casework.department.other",
    search: "casework.department.search",
    none: "casework.department.none",
  },
  of: { other: "casework.of.other", search: "casework.of.search", none: "casework.of.none" },
} as const;

export interface Searched {
  readonly typed: string;
  readonly type: (typed: string) => void;
  /** Nothing is looked for yet. */
  readonly idle: boolean;
  readonly found: readonly Found[];
}

/** What is found of what is typed. @param most the most that is wanted */
export function useSearched(most: number): Searched {
  const [typed, type] = useState("");
  const text = typed.trim();
  const idle = text === "";
  const found = useView({ view: "search", text: idle ? "—" : text.slice(0, 100), limit: most }).value;
  return { typed, type, idle, found: idle ? NOTHING : (found?.found ?? NOTHING) };
}

interface ProposedFieldProps extends Pick<FieldProps, "id" | "problem"> {
  readonly field: keyof typeof ASKED;
  /** uid; 0 none. */
  readonly value: number;
  readonly onChange: (uid: number) => void;
  readonly proposals: readonly { readonly uid: number; readonly content: ReactNode }[];
  readonly autoFocus: boolean;
  readonly searched: Searched;
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
      <Select<number>
        {...ariaOf({ id, problem })}
        aria-label={words.text(asked.other)}
        placeholder={words.text(asked.search)}
        autoFocus={autoFocus && proposals.length === 0}
        value={isProposed || value === 0 ? null : value}
        showSearch={{ filterOption: false, onSearch: searched.type, searchValue: searched.typed }}
        options={[...options]}
        notFoundContent={words.text(asked.none)}
        onChange={(next) => {
          onChange(next);
          searched.type("");
        }}
      />
      {children}
    </FieldFrame>
  );
}
