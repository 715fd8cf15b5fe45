/** The case that is open and the cameras around it, where the scene asks for them. */
import { useMemo } from "react";
import { nearOf, NEAR_LIMIT, type NearCamera } from "../../camera/near.ts";
import { useView } from "../../link/react.ts";
import { useOpened } from "../opened-context.ts";
import { useFeatures } from "./feature.ts";

const NO_ROWS: readonly never[] = [];

/** uid of the case whose cameras are asked for; null for none. Another time that is played back has none. */
export function useCaseAsked(): number | null {
  const { layers, replaying } = useFeatures();
  const { caseUid } = useOpened();
  return layers.has("near") && replaying === null ? caseUid : null;
}

export interface CasePlace {
  readonly uid: number;
  readonly number: string;
  readonly lon: number;
  readonly lat: number;
}

/** Where the case is; null before that is known, and for one without a place. */
export function useCasePlace(uid: number): CasePlace | null {
  const line = useView({ view: "case", uid }).value?.line;
  const [number, lon, lat] = [line?.caseNo ?? "", line?.lon ?? null, line?.lat ?? null];
  return useMemo(() => (lon === null || lat === null ? null : { uid, number, lon, lat }), [uid, number, lon, lat]);
}

/** Cameras around a case; null before the first answer. */
export function useNear({ lon, lat }: CasePlace): readonly NearCamera[] | null {
  const near = useView({ view: "camerasNear", lon, lat, limit: NEAR_LIMIT }).value;
  const cameras = useView({ view: "cameras" }).value ?? NO_ROWS;
  return useMemo(() => (near === null ? null : nearOf(near, cameras)), [near, cameras]);
}
