/** Every command that may be given now, as a button with its key; what cannot be done, and why, behind one more. */
import { Button } from "antd";
import { useState } from "react";
import { useWords } from "../../kit/words.ts";
import { strokeText } from "../shell/keys.ts";
import type { CaseCommandKind, Offered } from "./commands.ts";

interface CommandBarProps {
  readonly offered: readonly Offered[];
  /** The one whose form is open. */
  readonly open: CaseCommandKind | null;
  readonly onTake: (kind: CaseCommandKind) => void;
}

/** Id of the bar, so that a key leads there. */
export const BAR_ID = "casework-commands";

export function CommandBar({ offered, open, onTake }: CommandBarProps) {
  const words = useWords();
  const [showing, show] = useState(false);
  const can = offered.filter(({ cannot }) => cannot === null);
  const off = offered.filter(({ cannot }) => cannot !== null);
  return (
    <div id={BAR_ID} className="casework-bar" role="toolbar" aria-label={words.text("casework.commands")}>
      {can.length === 0 && <p className="casework-note">{words.text("casework.commands.none")}</p>}
      {can.map(({ kind, key }, i) => (
        <Button
          key={kind}
          type={open === kind || (open === null && i === 0) ? "primary" : "default"}
          data-take={kind}
          aria-pressed={open === kind}
          onClick={() => onTake(kind)}
        >
          {words.text(`command.${kind}`)} <kbd>{strokeText(key)}</kbd>
        </Button>
      ))}
      {off.length > 0 && (
        <Button type="text" aria-expanded={showing} onClick={() => show(!showing)}>
          {words.text("casework.commands.off", { count: off.length })}
        </Button>
      )}
      {off.length > 0 && (
        <ul className="casework-off" hidden={!showing}>
          {off.map(({ kind, key, cannot }) => (
            <li key={kind} data-cannot={kind}>
              <b>{words.text(`command.${kind}`)}</b> <kbd>{strokeText(key)}</kbd>{" "}
              {cannot !== null && words.refusal(cannot)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
