/** A label and what stands for it; "—" for what is not known. */
import { Children, type ReactNode } from "react";
import { useWords } from "../../kit/words.ts";

interface ValueProps {
  readonly label: string;
  /** For tests and readers of the page: the name of the figure and its plain value. */
  readonly name: string;
  readonly value: string | number | null;
  readonly children: ReactNode;
}

export function Value({ label, name, value, children }: ValueProps) {
  const words = useWords();
  const unknown = Children.toArray(children).length === 0;
  return (
    <>
      <dt>{label}</dt>
      <dd data-figure={`ops.${name}`} data-value={value ?? ""}>
        {unknown ? <span title={words.text("ops.unknown")}>—</span> : children}
      </dd>
    </>
  );
}
