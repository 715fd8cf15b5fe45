/** The state behind the wall's features. */
import { useMemo, useState } from "react";
import type { Layout } from "../../../shared/scene.ts";
import type { GridFill } from "../../map/props.ts";
import type { Parts } from "../../map/parts/all.ts";
import { usePerScene } from "../per-scene.ts";
import { OF_NOW, type Features, type LayerName, type Overlay, type Replaying, type ShadeChoice } from "./feature.ts";
import { firstLayers, firstShade } from "./first.ts";

export interface FeatureState {
  readonly features: Features;
  readonly fill: GridFill | null;
  readonly setParts: (parts: Parts | null) => void;
}

const NO_SHADE: ShadeChoice = { by: "none" };
const stillShade = (shade: ShadeChoice): ShadeChoice => (shade.by === "figure" ? NO_SHADE : shade);

export function useFeatureState(scene: string, layout: Layout): FeatureState {
  const first = useMemo(() => ({ layers: firstLayers(layout), shade: firstShade(layout) }), [layout]);
  const [parts, setParts] = useState<Parts | null>(null);
  const [layers, setLayers] = usePerScene(scene, first.layers);
  const [overlay, setOverlay] = useState<Overlay>(null);
  const [shade, setShade] = usePerScene(scene, first.shade);
  const [fill, setFill] = useState<GridFill | null>(null);
  const [replayOpen, setReplayOpen] = useState(false);
  const [replaying, setReplaying] = useState<Replaying | null>(null);
  const [replayShade, setReplayShade] = useState<ShadeChoice | null>(null);
  const [follow, setFollow] = useState<number | null>(null);
  // While it is replayed the map shows nothing of now: such layers and shades are put aside in every scene, and are as
  // they were at the end.
  const shownLayers = useMemo(
    () => (replayOpen ? new Set([...layers].filter((layer) => !OF_NOW.has(layer))) : layers),
    [layers, replayOpen],
  );
  const shownShade = replayOpen ? stillShade(replayShade ?? shade) : shade;
  const features = useMemo<Features>(
    () => ({
      parts,
      layers: shownLayers,
      setLayer(layer: LayerName, shown: boolean) {
        if (replayOpen && OF_NOW.has(layer)) return;
        setLayers((now) => new Set([...now].filter((each) => each !== layer).concat(shown ? [layer] : [])));
      },
      overlay,
      setOverlay,
      shade: shownShade,
      setShade: replayOpen ? setReplayShade : setShade,
      setFill,
      replayOpen,
      setReplayOpen(open) {
        setReplayShade(null);
        setReplayOpen(open);
      },
      replaying,
      setReplaying,
      follow,
      setFollow,
    }),
    [parts, shownLayers, setLayers, overlay, shownShade, setShade, replayOpen, replaying, follow],
  );
  return { features, fill, setParts };
}
