/** What the forms of evaluation share: keys that stay in them, who signs, and why a request was not done. */
import type { ReactNode } from "react";
import { useWords } from "../../kit/words.ts";

interface FormProps {
  readonly className: string;
  /** What it is for, where nothing beside it says so. */
  readonly label?: string;
  /** The sentence why the last try was not done; null while there is none. */
  readonly problem: string | null;
  readonly onSubmit: () => unknown;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

/** A form of the wall: Enter submits, Esc leaves, and letters typed here are no keys of the wall. */
export function RequestForm({ className, label, problem, onSubmit, onCancel, children }: FormProps) {
  return (
    <form
      className={className}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") onCancel();
      }}
    >
      {children}
      {problem !== null && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

interface SignatureProps {
  readonly author: string;
  readonly onName: (author: string) => void;
  readonly size?: number;
  readonly autoFocus?: boolean;
}

/** Who enters this. */
export function Signature({ author, onName, size = 20, autoFocus = false }: SignatureProps) {
  const words = useWords();
  return (
    <label>
      {words.text("form.name")}
      <input
        autoFocus={autoFocus}
        name="author"
        value={author}
        size={size}
        maxLength={100}
        onChange={(event) => onName(event.target.value)}
      />
    </label>
  );
}
