/** The lights of a clock: green, yellow, red. Each has a shape of its own, so that none is told by its colour alone. */
import type { CaseClocks } from "../../shared/view.ts";

export type Light = NonNullable<CaseClocks["light"]>;

/** Their outlines in a box of 16 by 16. */
export const LIGHT_SHAPES: Record<Light, string> = {
  green: "M8 2a6 6 0 1 0 .01 0Z",
  yellow: "M8 1.5 15 14H1Z",
  red: "M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2Z",
};

export function LightMark({ light }: { readonly light: Light }) {
  return (
    <svg className={`light light-${light}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={LIGHT_SHAPES[light]} />
    </svg>
  );
}
