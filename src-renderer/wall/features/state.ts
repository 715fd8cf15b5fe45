/** The state behind the wall's features. */
import { useMemo, useState } from "react";
import type { GridFill, Shade } from "../../map/props.ts";
import type { Parts } from "../../map/parts/all.ts";
import { SHOWN_FIRST, type Features, type LayerName, type Overlay, type Replaying } from "./feature.ts";

export interface FeatureState {
  readonly features: Features;
  readonly fill: GridFill | null;
  readonly setParts: (parts: Parts | null) => void;
}

export function useFeatureState(): FeatureState {
  const [parts, setParts] = useState<Parts | null>(null);
  const [layers, setLayers] = useState<ReadonlySet<LayerName>>(SHOWN_FIRST);
  const [overlay, setOverlay] = useState<Overlay>(null);
  const [shade, setShade] = useState<Shade>("open");
  const [fill, setFill] = useState<GridFill | null>(null);
  const [replayOpen, setReplayOpen] = useState(false);
  const [replaying, setReplaying] = useState<Replaying | null>(null);
  const [follow, setFollow] = useState<number | null>(null);
  const features = useMemo<Features>(
    () => ({
      parts,
      layers,
      setLayer: (layer, shown) =>
        setLayers((now) => new Set([...now].filter((each) => each !== layer).concat(shown ? [layer] : []))),
      overlay,
      setOverlay,
      shade,
      setShade,
      setFill,
      replayOpen,
      setReplayOpen,
      replaying,
      setReplaying,
      follow,
      setFollow,
    }),
    [parts, layers, overlay, shade, replayOpen, replaying, follow],
  );
  return { features, fill, setParts };
}
