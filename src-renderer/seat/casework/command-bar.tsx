/** Every command that may be given now, as a button with its key; what cannot be done says why. */
import { Button, Tooltip } from "antd";
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
  return (
    <div id={BAR_ID} className="casework-bar" role="toolbar" aria-label={words.text("casework.commands")}>
      {offered.length === 0 && <p className="casework-note">{words.text("casework.commands.none")}</p>}
      {offered.map(({ kind, key, cannot }, i) => (
        <Tooltip key={kind} title={cannot === null ? undefined : words.refusal(cannot)}>
          <Button
            type={open === kind || (open === null && i === 0 && cannot === null) ? "primary" : "default"}
            data-take={kind}
            // It stays reachable, so that why it cannot be done can be read.
            aria-disabled={cannot !== null}
            aria-label={cannot === null ? undefined : `${words.text(`command.${kind}`)}: ${words.refusal(cannot)}`}
            onClick={() => {
              if (cannot === null) onTake(kind);
            }}
          >
            {words.text(`command.${kind}`)} <kbd>{strokeText(key)}</kbd>
          </Button>
        </Tooltip>
      ))}
    </div>
  );
}
