/** Naming the first administrator of a hub that has no accounts yet. */
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { useWords } from "../../kit/words.ts";
import { FieldHelp } from "../shell/field.tsx";
import { useChosenPassword } from "./choose.tsx";
import { Problem } from "./parts.tsx";
import { useDoor } from "../../board/door/use-door.ts";

/** As the hub takes it (shared/wire/door.ts). */
const LOGIN = /^[\p{L}\p{N}._-]{2,40}$/u;

/** @param onLater goes on without; null where that is not offered */
export function FirstForm({ onLater }: { readonly onLater: (() => void) | null }) {
  const words = useWords();
  const door = useDoor();
  const [name, setName] = useState("");
  const [login, setLogin] = useState("admin");
  const [tried, setTried] = useState(false);
  const weak = door.problem?.kind === "refused" && door.problem.why === "weakPassword";
  const chosen = useChosenPassword(login, weak, door.clear);
  const noName = name.trim() === "";
  const badLogin = !LOGIN.test(login.trim());
  const send = async () => {
    setTried(true);
    chosen.told();
    if (noName || badLogin || chosen.wrong) return;
    await door.ask({ do: "nameFirst", name: name.trim(), login: login.trim(), password: chosen.password });
  };
  return (
    <Form layout="vertical" onFinish={() => void send()} data-form="first">
      <p className="door-note">{words.text("seat.first.note")}</p>
      <Form.Item
        label={<FieldHelp label={words.text("seat.first.name")} help={words.text("seat.first.nameHelp")} />}
        htmlFor="door-name"
        validateStatus={tried && noName ? "error" : ""}
        help={tried && noName ? words.text("seat.first.nameMissing") : undefined}
      >
        <Input
          id="door-name"
          name="name"
          value={name}
          maxLength={100}
          autoFocus
          autoComplete="name"
          onChange={(event) => setName(event.target.value)}
        />
      </Form.Item>
      <Form.Item
        label={<FieldHelp label={words.text("seat.door.login")} help={words.text("seat.first.loginHelp")} />}
        htmlFor="door-login"
        validateStatus={tried && badLogin ? "error" : ""}
        help={tried && badLogin ? words.text("seat.first.loginWrong") : undefined}
      >
        <Input
          id="door-login"
          name="login"
          value={login}
          maxLength={40}
          autoComplete="username"
          spellCheck={false}
          onChange={(event) => setLogin(event.target.value)}
        />
      </Form.Item>
      {chosen.fields}
      {!weak && <Problem problem={door.problem} />}
      <div className="door-buttons">
        {onLater !== null && (
          <Button data-door-later onClick={onLater}>
            {words.text("seat.first.later")}
          </Button>
        )}
        <Button type="primary" htmlType="submit" loading={door.busy}>
          {words.text("seat.first.act")}
        </Button>
      </div>
    </Form>
  );
}
