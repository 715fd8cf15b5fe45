/** What a scene shows when it is opened for the first time: what its panels speak of. */
import type { Layout, PanelName } from "../../../shared/scene.ts";
import type { LayerName, ShadeChoice } from "./feature.ts";

const ALWAYS: readonly LayerName[] = ["cases", "movers", "cameras", "sensors"];
const DENSITY: readonly LayerName[] = ["cases"];
/** Layers that show what a panel lists. */
const WITH: Partial<Record<PanelName, readonly LayerName[]>> = {
  recurrence: ["spots"],
  hotspots: ["heat"],
  coverage: ["places", "cones"],
  sensors: ["sensors"],
  movers: ["trails"],
  video: ["near", "cones"],
};

const OPEN: ShadeChoice = { by: "figure", indicator: "open", level: "unitGrid" };

/** Layers that are shown at first. Where density is looked at, nothing that moves or stands by lies over it. */
export function firstLayers({ panels }: Pick<Layout, "panels">): ReadonlySet<LayerName> {
  const asked = panels.flatMap(({ panel }) => WITH[panel] ?? []);
  return new Set([...(panels.some(({ panel }) => panel === "hotspots") ? DENSITY : ALWAYS), ...asked]);
}

/** What grids are shaded by at first. A glow of density over a tint would be read as one. */
export function firstShade({ panels }: Pick<Layout, "panels">): ShadeChoice {
  const shown = new Set(panels.map(({ panel }) => panel));
  if (shown.has("coverage")) return { by: "coverage" };
  return shown.has("hotspots") ? { by: "none" } : OPEN;
}
