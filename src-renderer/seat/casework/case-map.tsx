/** The map beside a case. It stands outside of the case's own page, so that one map serves all cases in turn. */
import { useEffect, useState } from "react";
import { useView } from "../../link/react.ts";
import { SpotMap } from "./spot-map.tsx";

interface Spot {
  readonly uid: number;
  readonly lon: number;
  readonly lat: number;
}

/** After how long without a key the map goes to the case, ms: going through cases quickly it does not hold anything up. */
const SETTLE_MS = 450;

export function CaseMap({ uid }: { readonly uid: number }) {
  const line = useView({ view: "case", uid }).value?.line ?? null;
  const [lon, lat] = [line?.lon ?? null, line?.lat ?? null];
  const [spot, setSpot] = useState<Spot | null>(null);
  useEffect(() => {
    if (line === null) return;
    const timer = setTimeout(() => setSpot(lon === null || lat === null ? null : { uid, lon, lat }), SETTLE_MS);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the place is what counts of the line
  }, [uid, lon, lat, line === null]);
  return spot === null ? null : <SpotMap {...spot} />;
}
