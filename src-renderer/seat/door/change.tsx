/** Changing one's own password: by choice, or because somebody else gave it. */
import { Button, Form } from "antd";
import { useState } from "react";
import type { PersonWord } from "../../../shared/wire/door.ts";
import { useWords } from "../../kit/words.ts";
import { useChosenPassword } from "./choose.tsx";
import { PasswordField, Problem } from "./parts.tsx";
import { useDoor } from "../../board/door/use-door.ts";

export interface ChangeFormProps {
  readonly person: PersonWord;
  /** Somebody else gave the password, so it has to be changed. */
  readonly must: boolean;
  readonly onDone: () => void;
  /** Goes back without; of a must: logs out. */
  readonly onAway: () => void;
}

export function ChangeForm({ person, must, onDone, onAway }: ChangeFormProps) {
  const words = useWords();
  const door = useDoor();
  const [old, setOld] = useState("");
  const [tried, setTried] = useState(false);
  const refused = door.problem?.kind === "refused" ? door.problem.why : null;
  const chosen = useChosenPassword(person.login, refused === "weakPassword", door.clear);
  const wrongOld =
    refused === "wrongPassword"
      ? words.text("seat.change.wrongOld")
      : tried && old === ""
        ? words.text("seat.door.passwordMissing")
        : null;
  const send = async () => {
    setTried(true);
    chosen.told();
    if (old === "" || chosen.wrong) return;
    if (await door.ask({ do: "password", old, next: chosen.password })) onDone();
  };
  return (
    <Form layout="vertical" onFinish={() => void send()} data-form="change">
      <p className="door-note">{words.text(must ? "seat.change.must" : "seat.change.note", { name: person.name })}</p>
      <input type="text" name="login" value={person.login} autoComplete="username" readOnly hidden />
      <PasswordField
        name="old"
        label={words.text("seat.change.old")}
        help={words.text("seat.change.oldHelp")}
        value={old}
        autoFocus
        wrong={wrongOld}
        onChange={(next) => {
          setOld(next);
          door.clear();
        }}
      />
      {chosen.fields}
      {refused !== "weakPassword" && refused !== "wrongPassword" && <Problem problem={door.problem} />}
      <div className="door-buttons">
        <Button onClick={onAway}>{words.text(must ? "seat.own.logout" : "seat.cancel")}</Button>
        <Button type="primary" htmlType="submit" loading={door.busy}>
          {words.text("seat.own.password")}
        </Button>
      </div>
    </Form>
  );
}
