/** The ground that every map of a window lies on: where it comes from, and how far the city reaches. */
import { useEffect, useMemo, useState } from "react";
import type { RecordOf } from "../../shared/tables.ts";
import { loadCharacters } from "../kit/fonts.ts";
import { useLine, useView } from "../link/react.ts";
import { labelTexts } from "./labels.ts";
import type { Basemap, Bounds } from "./props.ts";

/** Characters that a map writes beside its labels: counts in clusters. */
const FIGURES = "0123456789,.+";

export interface GroundOfCity {
  /** The same object while it is the same ground. */
  readonly basemap: Basemap;
  /** The platform's extent; null before there is a platform, or when its extent is empty. */
  readonly bounds: Bounds | null;
  /** The features and the characters of their labels are there: a label that is drawn before stays a box. */
  readonly ready: boolean;
}

/**
 * @param platform whose extent counts; null before it is known
 * @param onFontTrouble called when the characters of the labels could not be loaded; keep the same function
 */
export function useGround(platform: RecordOf<"platforms"> | null, onFontTrouble?: () => void): GroundOfCity {
  const { welcome } = useLine();
  const features = useView({ view: "features" }).value;
  const [drawn, setDrawn] = useState<readonly RecordOf<"features">[] | null>(null);
  useEffect(() => {
    if (features === null) return;
    let current = true;
    void loadCharacters(labelTexts(features) + FIGURES).then((whole) => {
      if (!current) return;
      if (!whole) onFontTrouble?.();
      setDrawn(features);
    });
    return () => {
      current = false;
    };
  }, [features, onFontTrouble]);
  const served = welcome?.basemap ?? null;
  const basemap = useMemo<Basemap>(() => {
    if (served !== null) return { kind: "served", word: served };
    return drawn === null || drawn.length === 0 ? { kind: "none" } : { kind: "features", features: drawn };
  }, [served, drawn]);
  const { west, south, east, north } = platform ?? { west: 0, south: 0, east: 0, north: 0 };
  const bounds = useMemo(
    () => (west < east && south < north ? ([west, south, east, north] as const) : null),
    [west, south, east, north],
  );
  return { basemap, bounds, ready: drawn !== null };
}
