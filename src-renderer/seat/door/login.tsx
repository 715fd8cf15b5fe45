/** Logging in, and logging in again over pages that stay as they are. */
import { Button, Form, Input, Modal, type InputRef } from "antd";
import { useRef, useState } from "react";
import type { PersonWord } from "../../../shared/wire/door.ts";
import { useWords } from "../../kit/words.ts";
import { FieldHelp } from "../shell/field.tsx";
import { PasswordField, Problem, useLockedOut } from "./parts.tsx";
import { useDoor, type Door } from "../../board/door/use-door.ts";

/** @param ended who was logged in here before the session ended; null for nobody */
export function LoginForm({ ended }: { readonly ended: PersonWord | null }) {
  const words = useWords();
  const door = useDoor();
  const [login, setLogin] = useState(ended?.login ?? "");
  const [missing, setMissing] = useState(false);
  const lockedOut = useLockedOut(door.problem);
  const password = usePassword(door);
  const send = async () => {
    if (login.trim() === "") return setMissing(true);
    await password.send(login.trim());
  };
  return (
    <Form layout="vertical" onFinish={() => void send()} data-form="login">
      {ended !== null && <p className="door-note">{words.text("seat.door.endedNote", { name: ended.name })}</p>}
      <Form.Item
        label={<FieldHelp label={words.text("seat.door.login")} help={words.text("seat.door.loginHelp")} />}
        htmlFor="door-login"
        validateStatus={missing && login.trim() === "" ? "error" : ""}
        help={missing && login.trim() === "" ? words.text("seat.door.loginMissing") : undefined}
      >
        <Input
          id="door-login"
          name="login"
          value={login}
          maxLength={100}
          autoFocus={ended === null}
          autoComplete="username"
          spellCheck={false}
          onChange={(event) => {
            setLogin(event.target.value);
            door.clear();
          }}
        />
      </Form.Item>
      {password.field(ended !== null)}
      <Problem problem={door.problem} />
      <Button type="primary" htmlType="submit" block loading={door.busy} disabled={lockedOut}>
        {words.text("seat.door.enter")}
      </Button>
    </Form>
  );
}

/** A password that is asked for: what is typed stays when it was wrong, marked, ready to be typed over. */
function usePassword(door: Door) {
  const words = useWords();
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(false);
  const field = useRef<InputRef>(null);
  return {
    field: (autoFocus: boolean) => (
      <PasswordField
        ref={field}
        name="password"
        label={words.text("seat.door.password")}
        help={words.text("seat.door.passwordHelp")}
        value={password}
        autoFocus={autoFocus}
        wrong={missing && password === "" ? words.text("seat.door.passwordMissing") : null}
        onChange={(next) => {
          setPassword(next);
          if (door.problem?.kind !== "refused" || door.problem.until === null) door.clear();
        }}
      />
    ),
    async send(login: string) {
      if (password === "") {
        setMissing(true);
        field.current?.focus();
        return false;
      }
      const well = await door.ask({ do: "login", login, password });
      if (well) setPassword("");
      else field.current?.focus({ cursor: "all" });
      return well;
    },
  };
}

export interface AgainProps {
  readonly person: PersonWord;
  /** The seat was locked by the person, or the session came to its end. */
  readonly why: "lock" | "ended";
  /** Nothing beneath may be seen. */
  readonly opaque: boolean;
  readonly onIn: () => void;
  /** Somebody else wants the seat: what was typed stays kept for this person. */
  readonly onOther: () => void;
}

/** Asks the same person for the password over the pages, which stay as they are beneath. */
export function Again({ person, why, opaque, onIn, onOther }: AgainProps) {
  const words = useWords();
  const door = useDoor();
  const lockedOut = useLockedOut(door.problem);
  const password = usePassword(door);
  const send = async () => {
    if (await password.send(person.login)) onIn();
  };
  return (
    <Modal
      open
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={null}
      centered
      zIndex={2_000}
      // It is there at once: nothing of it is worth a wait.
      transitionName=""
      maskTransitionName=""
      title={words.text(why === "lock" ? "seat.lock.title" : "seat.again.title")}
      {...(opaque ? { classNames: { mask: "door-opaque" } } : {})}
    >
      <div data-cover={why === "lock" ? "lock" : "again"}>
        <p className="door-note">
          {words.text(why === "lock" ? "seat.lock.note" : "seat.again.note", { name: person.name })}
        </p>
        <Form layout="vertical" onFinish={() => void send()}>
          <input type="text" name="login" value={person.login} autoComplete="username" readOnly hidden />
          {password.field(true)}
          <Problem problem={door.problem} />
          <div className="door-buttons">
            <Button onClick={onOther}>{words.text("seat.again.other")}</Button>
            <Button type="primary" htmlType="submit" loading={door.busy} disabled={lockedOut}>
              {words.text(why === "lock" ? "seat.lock.open" : "seat.again.enter")}
            </Button>
          </div>
        </Form>
      </div>
    </Modal>
  );
}
