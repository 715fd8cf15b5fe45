/** What a scene shows when it is opened for the first time: what its panels speak of. */
import type { Layout, PanelName } from "../../../shared/scene.ts";
import type { LayerName, ShadeChoice } from "./feature.ts";

const ALWAYS: readonly LayerName[] = ["cases", "movers", "cameras", "sensors"];
/** Layers that show what a panel lists. */
const WITH: Partial<Record<PanelName, readonly LayerName[]>> = {
  recurrence: ["spots"],
  hotspots: ["heat"],
  coverage: ["places", "cones"],
  sensors: ["sensors"],
  movers: ["trails"],
};

const OPEN: ShadeChoice = { by: "figure", indicator: "open", level: "unitGrid" };

/** Layers that are shown at first. */
export function firstLayers({ panels }: Layout): ReadonlySet<LayerName> {
  return new Set([...ALWAYS, ...panels.flatMap(({ panel }) => WITH[panel] ?? [])]);
}

/** What grids are shaded by at first. A glow of density over a tint would be read as one. */
export function firstShade({ panels }: Layout): ShadeChoice {
  const shown = new Set(panels.map(({ panel }) => panel));
  if (shown.has("coverage")) return { by: "coverage" };
  return shown.has("hotspots") ? { by: "none" } : OPEN;
}
