/** A labelled field with what is wrong with it, and a group of such fields. */
import { useId, type ReactNode } from "react";
import { useWords } from "../../kit/words.ts";
import type { CameraFault } from "./camera-fields.ts";

export interface FieldProps {
  readonly label: string;
  readonly faults: readonly Pick<CameraFault, "key" | "params">[];
  readonly children: ReactNode;
}

export function Field({ label, faults, children }: FieldProps) {
  return (
    <label className="register-field" data-fault={faults.length > 0}>
      <span>{label}</span>
      {children}
      <Faults faults={faults} />
    </label>
  );
}

/** What is wrong, sentence by sentence. */
export function Faults({ faults }: Pick<FieldProps, "faults">) {
  const words = useWords();
  return faults.map(({ key, params }, i) => (
    <small key={`${key} ${i}`} className="register-fault" role="alert">
      {words.text(key, params)}
    </small>
  ));
}

export interface GroupProps {
  readonly title: string;
  readonly note?: string;
  readonly children: ReactNode;
}

export function Group({ title, note, children }: GroupProps) {
  const id = useId();
  return (
    <div className="register-group" role="group" aria-labelledby={id}>
      <h4 id={id}>
        {title}
        {note !== undefined && <small>{note}</small>}
      </h4>
      {children}
    </div>
  );
}
