/** Fills the map with density while its layer is shown. */
import { useEffect } from "react";
import { useDesk } from "../../board/desk.ts";
import { useFlowOnly } from "../../board/only.ts";
import { useView } from "../../link/react.ts";
import { useFeatures } from "./feature.ts";

export function HeatFeature() {
  const { layers } = useFeatures();
  return layers.has("heat") ? <Heat /> : null;
}

function Heat() {
  const { parts } = useFeatures();
  const { period } = useDesk();
  const cells = useView({ view: "heat", period, ...useFlowOnly() }).value?.cells ?? null;
  useEffect(() => {
    if (cells !== null) parts?.heat.set(cells);
  }, [parts, cells]);
  useEffect(() => () => parts?.heat.set(null), [parts]);
  return null;
}
