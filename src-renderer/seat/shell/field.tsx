/** Help at a field: a mark beside its label that says more, by pointer, by focus and to a screen reader. */
import { QuestionCircleOutlined } from "@ant-design/icons";
import { Tooltip } from "antd";
import { useId } from "react";

export interface FieldHelpProps {
  /** The field's name, as its label shows it. */
  readonly label: string;
  /** One or two sentences: what belongs here, and what comes of it. */
  readonly help: string;
  /** The key that jumps here, shown after the name; left out for none. */
  readonly stroke?: string;
}

/**
 * A label with its help, for `Form.Item label={<FieldHelp … />}` and for any other label. The mark is a button that does
 * nothing but show the sentence, so that it can be reached by Tab.
 */
export function FieldHelp({ label, help, stroke }: FieldHelpProps) {
  const id = useId();
  return (
    <span className="field-label">
      {label}
      {stroke !== undefined && <kbd>{stroke}</kbd>}
      <Tooltip title={help} trigger={["hover", "focus"]}>
        <button type="button" className="field-help" aria-label={label} aria-describedby={id}>
          <QuestionCircleOutlined />
        </button>
      </Tooltip>
      <span id={id} hidden>
        {help}
      </span>
    </span>
  );
}
