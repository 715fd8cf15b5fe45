/** The door of a remote: a name and a password, in fields that a thumb can hit. */
import { useContext, useId, useState, type FormEvent } from "react";
import type { Trouble } from "../../shared/trouble.ts";
import { problemText } from "../board/door/problem.ts";
import { useDoor } from "../board/door/use-door.ts";
import { ClockContext } from "../kit/panel.tsx";
import { useBeat } from "../kit/tick.ts";
import { useWords } from "../kit/words.ts";

export interface LoginFormProps {
  /** Nobody knows yet who is in; somebody has to log in; or to change a password first, which is done at a seat. */
  readonly kind: "waiting" | "login" | "change";
  readonly trouble: Trouble | null;
  readonly onLanguage: () => void;
  readonly onLogout: () => void;
}

export function LoginForm({ kind, trouble, onLanguage, onLogout }: LoginFormProps) {
  const words = useWords();
  const { clock } = useContext(ClockContext);
  const door = useDoor();
  const ids = useId();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const until = door.problem?.kind === "refused" ? door.problem.until : null;
  const left = useBeat(() => (until === null ? 0 : Math.max(0, Math.ceil((until - clock()) / 1_000))));
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (login.trim() === "" || password === "" || door.busy || left > 0) return;
    if (await door.ask({ do: "login", login: login.trim(), password })) setPassword("");
  };
  return (
    <main className="remote remote-door" data-door={kind}>
      <h1>{words.text("hall.remote")}</h1>
      {trouble !== null && (
        <p className="remote-note" role="status">
          {words.trouble(trouble)}
        </p>
      )}
      {kind === "waiting" && trouble === null && <p className="remote-note">{words.text("seat.door.waiting")}</p>}
      {kind === "change" && (
        <>
          <p role="alert">{words.text("hall.remote.change")}</p>
          <button type="button" className="remote-button" onClick={onLogout}>
            {words.text("seat.own.logout")}
          </button>
        </>
      )}
      {kind === "login" && (
        <form data-form="login" onSubmit={(event) => void send(event)}>
          <label htmlFor={`${ids}l`}>{words.text("seat.door.login")}</label>
          <input
            id={`${ids}l`}
            name="login"
            value={login}
            maxLength={100}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => {
              setLogin(event.target.value);
              door.clear();
            }}
          />
          <label htmlFor={`${ids}p`}>{words.text("seat.door.password")}</label>
          <input
            id={`${ids}p`}
            name="password"
            type="password"
            value={password}
            maxLength={200}
            autoComplete="current-password"
            onChange={(event) => {
              setPassword(event.target.value);
              if (until === null) door.clear();
            }}
          />
          {door.problem !== null && (
            <p role="alert" className="remote-problem">
              <span aria-hidden="true">▲</span> {problemText(door.problem, left, words)}
            </p>
          )}
          <button type="submit" className="remote-button" data-primary disabled={door.busy || left > 0}>
            {words.text("seat.door.enter")}
          </button>
        </form>
      )}
      <button
        type="button"
        className="remote-button"
        lang={words.language === "en" ? "zh-CN" : "en"}
        onClick={onLanguage}
      >
        {words.text("language.other")}
      </button>
    </main>
  );
}
