/** What the forms of the door share: a password field that tells of caps lock, and why nobody was let in. */
import { Alert, Form, Input, type InputRef } from "antd";
import { useContext, useState, type KeyboardEvent, type Ref } from "react";
import { ClockContext } from "../../kit/panel.tsx";
import { useBeat } from "../../kit/tick.ts";
import { useWords } from "../../kit/words.ts";
import { FieldHelp } from "../shell/field.tsx";
import { problemText } from "../../board/door/problem.ts";
import type { DoorProblem } from "../../board/door/use-door.ts";

export interface PasswordFieldProps {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is wrong with it, in words; null for nothing. */
  readonly wrong: string | null;
  /** Said beneath while nothing is wrong. */
  readonly note?: string;
  readonly isNew?: boolean;
  readonly autoFocus?: boolean;
  readonly ref?: Ref<InputRef>;
}

export function PasswordField(props: PasswordFieldProps) {
  const words = useWords();
  const [caps, setCaps] = useState(false);
  const { name, label, help, value, onChange, wrong, note, isNew = false, autoFocus = false, ref } = props;
  const look = (event: KeyboardEvent) => setCaps(event.getModifierState("CapsLock"));
  const said = wrong ?? (caps ? words.text("seat.door.capsLock") : note);
  return (
    <Form.Item
      label={<FieldHelp label={label} help={help} />}
      htmlFor={`door-${name}`}
      validateStatus={wrong !== null ? "error" : caps ? "warning" : ""}
      help={said === undefined ? undefined : <span id={`door-${name}-said`}>{said}</span>}
    >
      <Input.Password
        {...(ref === undefined ? {} : { ref })}
        id={`door-${name}`}
        name={name}
        value={value}
        maxLength={200}
        autoFocus={autoFocus}
        autoComplete={isNew ? "new-password" : "current-password"}
        aria-describedby={said === undefined ? undefined : `door-${name}-said`}
        aria-invalid={wrong !== null}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={look}
        onKeyUp={look}
        onBlur={() => setCaps(false)}
      />
    </Form.Item>
  );
}

/** Why nobody was let in, with the time that is left of a lock. */
export function Problem({ problem }: { readonly problem: DoorProblem | null }) {
  const words = useWords();
  const { clock } = useContext(ClockContext);
  const until = problem?.kind === "refused" ? problem.until : null;
  const left = useBeat(() => (until === null ? 0 : Math.max(0, Math.ceil((until - clock()) / 1_000))));
  if (problem === null) return null;
  return (
    <div role="alert" className="door-problem" data-problem={problem.kind === "refused" ? problem.why : "trouble"}>
      <Alert type={left > 0 ? "error" : "warning"} showIcon title={problemText(problem, left, words)} />
    </div>
  );
}

/** True while a lock lasts, so that a try would be wasted. */
export function useLockedOut(problem: DoorProblem | null): boolean {
  const { clock } = useContext(ClockContext);
  return useBeat(() => problem?.kind === "refused" && problem.until !== null && clock() < problem.until);
}
