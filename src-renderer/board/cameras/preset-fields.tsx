/** The places that a camera can be turned to; it goes back to the home one after use. */
import { useWords } from "../../kit/words.ts";
import type { CameraFault, PresetText } from "./camera-fields.ts";
import { Faults } from "./field.tsx";

export interface PresetFieldsProps {
  readonly presets: readonly PresetText[];
  readonly faults: readonly CameraFault[];
  readonly onChange: (presets: readonly PresetText[]) => void;
}

/** The lowest number that is free. */
function freeNumber(presets: readonly PresetText[]): string {
  const taken = new Set(presets.map(({ number }) => Number(number)));
  let number = 1;
  while (taken.has(number)) number++;
  return String(number);
}

export function PresetFields({ presets, faults, onChange }: PresetFieldsProps) {
  const words = useWords();
  const set = (at: number, change: Partial<PresetText>) =>
    onChange(presets.map((preset, i) => (i === at ? { ...preset, ...change } : preset)));
  return (
    <div className="register-rows">
      {presets.map(({ number, name, home }, i) => (
        <div
          key={i}
          className="register-row register-preset"
          data-preset={i}
          data-fault={faults.some(({ at }) => at === i)}
        >
          <input
            value={number}
            inputMode="numeric"
            aria-label={words.text("register.preset.number", { row: i + 1 })}
            onChange={(event) => set(i, { number: event.target.value })}
          />
          <input
            value={name}
            aria-label={words.text("register.preset.name", { row: i + 1 })}
            onChange={(event) => set(i, { name: event.target.value })}
          />
          <label>
            <input
              type="checkbox"
              checked={home}
              onChange={(event) => {
                const is = event.target.checked;
                onChange(presets.map((preset, at) => ({ ...preset, home: at === i ? is : preset.home && !is })));
              }}
            />
            {words.text("register.preset.home")}
          </label>
          <button
            type="button"
            aria-label={words.text("register.preset.remove", { row: i + 1 })}
            onClick={() => onChange(presets.filter((_, at) => at !== i))}
          >
            ✕
          </button>
          <Faults faults={faults.filter(({ at }) => at === i)} />
        </div>
      ))}
      <button
        type="button"
        data-add-preset
        onClick={() => onChange([...presets, { number: freeNumber(presets), name: "", home: presets.length === 0 }])}
      >
        {words.text("register.preset.add")}
      </button>
      <Faults faults={faults.filter(({ at }) => at === undefined)} />
    </div>
  );
}
