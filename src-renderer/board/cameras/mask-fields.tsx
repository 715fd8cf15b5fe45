/** What of a picture nobody sees: corners as text, and where they lie as a small drawing. */
import { useWords } from "../../kit/words.ts";
import { masksOfText, type CameraFault } from "./camera-fields.ts";
import { Faults } from "./field.tsx";

export interface MaskFieldsProps {
  readonly masks: string;
  readonly faults: readonly CameraFault[];
  readonly onChange: (masks: string) => void;
}

export function MaskFields({ masks, faults, onChange }: MaskFieldsProps) {
  const words = useWords();
  const read = masksOfText(masks);
  const shown = "masks" in read ? read.masks : [];
  return (
    <div className="register-masks" data-fault={faults.length > 0}>
      <textarea
        rows={4}
        value={masks}
        spellCheck={false}
        placeholder="10,10 40,10 40,30 10,30"
        aria-label={words.text("register.group.masks")}
        onChange={(event) => onChange(event.target.value)}
      />
      <svg viewBox="0 0 160 90" role="img" aria-label={words.text("register.masksDrawn", { count: shown.length })}>
        {shown.map((mask, i) => (
          <polygon key={i} points={mask.map(([x, y]) => `${x * 160},${y * 90}`).join(" ")} />
        ))}
      </svg>
      <Faults faults={faults} />
    </div>
  );
}
