/** The states of a component (完好 破损 丢失 废弃 移除) as the shapes that the map draws them with. */
import { COMPONENT_STATES, type ComponentState } from "../../../shared/place-kinds.ts";
import type { WallKey } from "../../kit/text.ts";

const SHAPES: Record<ComponentState, string> = {
  intact: "M8 4.5a3.5 3.5 0 1 0 .01 0Z",
  damaged: "M8 2 14.5 13.5H1.5Z",
  missing: "M8 2.5a5.5 5.5 0 1 0 .01 0Z",
  abandoned: "M2.5 2.5h11v11h-11Z",
  removed: "M8 2.5a5.5 5.5 0 1 0 .01 0Z M3.5 12.5 12.5 3.5",
};

/** By its index in COMPONENT_STATES; what nobody knows is taken for intact, as the map does. */
export const componentStateOf = (state: number): ComponentState => COMPONENT_STATES[state] ?? "intact";

export const COMPONENT_STATE_TEXTS: Record<ComponentState, WallKey> = {
  intact: "componentState.intact",
  damaged: "componentState.damaged",
  missing: "componentState.missing",
  abandoned: "componentState.abandoned",
  removed: "componentState.removed",
};

export function ComponentMark({ state }: { readonly state: number }) {
  const name = componentStateOf(state);
  return (
    <svg className={`component-mark component-${name}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={SHAPES[name]} />
    </svg>
  );
}
