/** What of a scene cannot be read from where the people of its hall sit, and what would help. */
import { layoutFor, type PanelName, type Scene } from "../scene.ts";
import {
  LEAST_ARC_MINUTES,
  NOTE_UNITS,
  percentFor,
  readableMetres,
  textMinutes,
  type TextPercent,
  type Viewing,
} from "./distance.ts";

/** Panels whose smallest text is smaller than a note, units. */
const SMALLER: Readonly<Partial<Record<PanelName | "map", number>>> = { hotspots: 12, map: 12 };

/** The smallest text of a panel, units. */
export const smallestUnits = (panel: PanelName | "map"): number => SMALLER[panel] ?? NOTE_UNITS;

/** A panel of which something is too small. */
export interface TooSmall {
  readonly panel: PanelName | "map";
  /** Its smallest text, units, and how large it is made, per cent. */
  readonly units: number;
  readonly percent: number;
  /** The angle under which that text is seen, minutes of arc. */
  readonly minutes: number;
  /** What would do: a size of its texts, null when none is enough; or sitting so near, m. */
  readonly helps: { readonly percent: TextPercent | null; readonly metres: number };
}

/** How a panel stands, readable or not. */
export interface PanelText extends TooSmall {
  readonly readable: boolean;
}

type Seen = Pick<Scene, "layouts"> & { readonly viewing?: Viewing | undefined };

/** Every panel of the layout that a wall of this kind shows, in the order of the file. */
export function textsOf(scene: Seen, viewing: Viewing): readonly PanelText[] {
  const { map, mapText, panels } = layoutFor(scene, viewing.width, viewing.height);
  const all = [
    ...(map === undefined ? [] : [{ panel: "map" as const, text: mapText }]),
    ...panels.map(({ panel, text }) => ({ panel, text })),
  ];
  return all.map(({ panel, text: percent = 100 }) => {
    const units = smallestUnits(panel);
    const minutes = textMinutes(units, percent, viewing);
    return {
      ...{ panel, units, percent, minutes, readable: minutes >= LEAST_ARC_MINUTES },
      helps: { percent: percentFor(units, viewing), metres: readableMetres(units, percent, viewing) },
    };
  });
}

/** The panels that cannot be read, the worst first; none for a scene that says nothing of its hall. */
export function tooSmall(scene: Seen): readonly TooSmall[] {
  if (scene.viewing === undefined) return [];
  return textsOf(scene, scene.viewing)
    .filter(({ readable }) => !readable)
    .toSorted((a, b) => a.minutes - b.minutes);
}
