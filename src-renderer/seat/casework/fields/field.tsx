/** One field of a command's form: its label with help, what is wrong with it, and the two tied to the control. */
import { Form } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../../../kit/words.ts";
import { FieldHelp } from "../../shell/field.tsx";
import type { CommandDraft, Problem } from "../draft.ts";
import type { Field } from "../commands.ts";

/** What every field is given. */
export interface FieldProps {
  readonly draft: CommandDraft;
  readonly change: (part: CommandDraft) => void;
  /** Null while nothing is wrong, or while nobody has tried to send. */
  readonly problem: Problem | null;
  /** Id of the control; its problem lies under `${id}-problem`. */
  readonly id: string;
}

/** The attributes of a control that has a problem. */
export const ariaOf = ({ id, problem }: Pick<FieldProps, "id" | "problem">) => ({
  id,
  "aria-invalid": problem !== null,
  ...(problem === null ? {} : { "aria-describedby": `${id}-problem` }),
});

interface FrameProps extends Pick<FieldProps, "id" | "problem"> {
  readonly field: Field;
  readonly required: boolean;
  /** The control is a group of its own (radios): the label names it and does not point at one. */
  readonly group?: boolean;
  readonly children: ReactNode;
}

export function FieldFrame({ field, id, problem, required, group = false, children }: FrameProps) {
  const words = useWords();
  const label = words.text(`casework.field.${field}`);
  const sentence = problem === null ? undefined : words.text(`casework.problem.${problem}`);
  return (
    <Form.Item
      label={<FieldHelp label={label} help={words.text(`casework.help.${field}`)} />}
      {...(group ? {} : { htmlFor: id })}
      required={required}
      validateStatus={problem === null ? "" : "error"}
      data-field={field}
    >
      {children}
      {sentence !== undefined && (
        <p id={`${id}-problem`} className="casework-problem">
          {sentence}
        </p>
      )}
    </Form.Item>
  );
}
