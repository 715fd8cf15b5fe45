/** The class of a new case: found by name, pinyin, initials or code; what is common nearby first. */
import { Select } from "antd";
import { useMemo } from "react";
import type { RecordOf } from "../../../shared/tables.ts";
import type { AroundValue } from "../../../shared/view.ts";
import { classesFor } from "../../camera/draft.ts";
import { soundsLike } from "../palette/sounds.ts";
import { useWords } from "../../kit/words.ts";

export interface ClassFieldProps {
  readonly id: string;
  readonly value: number;
  readonly classes: readonly RecordOf<"classes">[];
  readonly platform: string;
  readonly around: AroundValue | null;
  readonly onChange: (uid: number) => void;
}

/** Whether what was typed means this class: part of its name, its code, or how it sounds. */
export function classFits(found: Pick<RecordOf<"classes">, "name" | "nameEn" | "code">, typed: string): boolean {
  const text = typed.trim().toLowerCase();
  if (text === "") return true;
  const { name, nameEn, code } = found;
  if (name.toLowerCase().includes(text) || nameEn.toLowerCase().includes(text) || code.startsWith(text)) return true;
  return soundsLike(name, text);
}

export function ClassField({ id, value, classes, platform, around, onChange }: ClassFieldProps) {
  const words = useWords();
  const ordered = useMemo(() => classesFor(classes, platform, around), [classes, platform, around]);
  const byUid = useMemo(() => new Map(ordered.map((each) => [each.uid, each] as const)), [ordered]);
  const likely = new Set(around?.classes.map(({ classUid }) => classUid));
  return (
    <Select<number>
      id={id}
      showSearch={{
        filterOption: (typed, option) => {
          const found = byUid.get(Number(option?.value ?? 0));
          return found !== undefined && classFits(found, typed);
        },
      }}
      {...(value === 0 ? {} : { value })}
      notFoundContent={words.text("newcase.class.none")}
      onChange={onChange}
      options={ordered.map((each) => ({
        value: each.uid,
        label: `${words.name(each)} · ${words.name({ name: each.majorName, nameEn: each.majorNameEn })} ${each.code}${
          likely.has(each.uid) ? ` · ${words.text("newcase.class.likely")}` : ""
        }`,
      }))}
    />
  );
}
