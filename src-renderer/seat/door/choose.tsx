/** Choosing a password: typed twice, with how good it is in words; what is wrong is told at the field. */
import { useState, type ReactNode } from "react";
import { useWords } from "../../kit/words.ts";
import { PasswordField } from "./parts.tsx";
import { STRENGTHS, strengthOf } from "./strength.ts";

export interface Chosen {
  readonly password: string;
  /** What is wrong with it now; null when it can be sent. */
  readonly wrong: boolean;
  /** The two fields. */
  readonly fields: ReactNode;
  /** Sending was tried: from now on what is missing is told. */
  told(): void;
}

/**
 * @param login what one logs in by, which may not be in the password
 * @param refused the hub found it too weak
 */
export function useChosenPassword(login: string, refused: boolean, onChange: () => void): Chosen {
  const words = useWords();
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [tried, setTried] = useState(false);
  const strength = strengthOf(password, login);
  const short = strength === "short";
  const other = again !== password;
  const wrongFirst = refused
    ? words.text("seat.door.weakPassword")
    : short && tried
      ? words.text("seat.choose.short")
      : null;
  return {
    password,
    wrong: short || other,
    told: () => setTried(true),
    fields: (
      <>
        <PasswordField
          name="next"
          label={words.text("seat.choose.password")}
          help={words.text("seat.choose.help")}
          value={password}
          isNew
          wrong={wrongFirst}
          note={password === "" ? words.text("seat.choose.short") : words.text(`seat.strength.${strength}`)}
          onChange={(next) => {
            setPassword(next);
            onChange();
          }}
        />
        <meter
          className="door-meter"
          aria-label={words.text("seat.strength.label")}
          min={0}
          max={STRENGTHS.length - 1}
          value={password === "" ? 0 : STRENGTHS.indexOf(strength)}
          data-strength={strength}
        />
        <PasswordField
          name="again"
          label={words.text("seat.choose.again")}
          help={words.text("seat.choose.againHelp")}
          value={again}
          isNew
          wrong={
            other && (tried || again.length >= password.length) && again !== ""
              ? words.text("seat.choose.other")
              : tried && again === ""
                ? words.text("seat.choose.againMissing")
                : null
          }
          onChange={setAgain}
        />
      </>
    ),
  };
}
