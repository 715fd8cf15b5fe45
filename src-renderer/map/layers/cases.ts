/** Cases as layers: shape by stage, colour by light, overdue on top with its ring, clusters over all. */
import type { Layer } from "@deck.gl/core";
import type { Language } from "../../../shared/text.ts";
import type { MassPicture } from "../mass-picture.ts";
import { ClusterLayer } from "./clusters-layer.ts";
import { MassLayer } from "./mass-layer.ts";

/** What every layer of marks of a map shares. `zoomShift` is log2 of the pixel unit. */
export interface Common {
  readonly unit: number;
  readonly zoomShift: number;
  readonly clock: () => number;
  readonly beforeId: string;
  readonly fontFamily: string;
  readonly language: Language;
}

/** Layers of the cases, made once: what they draw they ask the picture each time. */
export function caseLayers(picture: MassPicture, common: Common, breathing: () => boolean): Layer[] {
  const { unit, zoomShift, clock, beforeId, fontFamily, language } = common;
  const shared = { unit, beforeId, parameters: FLAT };
  const source: MassLayer["props"]["source"] = (role, device, { zoom, box }) =>
    picture.draw(role, device, zoom - zoomShift, box);
  return [
    new MassLayer({ ...shared, id: "cases", source, clock, breathing }),
    new ClusterLayer({ ...shared, id: "clusters", source: () => picture.clusters(), fontFamily, language }),
  ];
}

/** Marks lie flat on the map in drawing order; depth has no say. */
export const FLAT = { depthCompare: "always", depthWriteEnabled: false } as const;
