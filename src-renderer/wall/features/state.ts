/** The state behind the wall's features. */
import { useMemo, useState } from "react";
import type { Layout } from "../../../shared/scene.ts";
import type { GridFill } from "../../map/props.ts";
import type { Parts } from "../../map/parts/all.ts";
import { usePerScene } from "../per-scene.ts";
import type { Features, LayerName, Overlay, Replaying } from "./feature.ts";
import { firstLayers, firstShade } from "./first.ts";

export interface FeatureState {
  readonly features: Features;
  readonly fill: GridFill | null;
  readonly setParts: (parts: Parts | null) => void;
}

export function useFeatureState(scene: string, layout: Layout): FeatureState {
  const first = useMemo(() => ({ layers: firstLayers(layout), shade: firstShade(layout) }), [layout]);
  const [parts, setParts] = useState<Parts | null>(null);
  const [layers, setLayers] = usePerScene(scene, first.layers);
  const [overlay, setOverlay] = useState<Overlay>(null);
  const [shade, setShade] = usePerScene(scene, first.shade);
  const [fill, setFill] = useState<GridFill | null>(null);
  const [replayOpen, setReplayOpen] = useState(false);
  const [replaying, setReplaying] = useState<Replaying | null>(null);
  const [follow, setFollow] = useState<number | null>(null);
  const features = useMemo<Features>(
    () => ({
      parts,
      layers,
      setLayer: (layer: LayerName, shown: boolean) =>
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
    [parts, layers, setLayers, overlay, shade, setShade, replayOpen, replaying, follow],
  );
  return { features, fill, setParts };
}
