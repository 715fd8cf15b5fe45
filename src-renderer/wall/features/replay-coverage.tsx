/** Coverage at the moment shown: how many grids had been covered, and grids fading since the last eyes. */
import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { seenAt } from "../../../shared/replay/seen.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { useView } from "../../link/react.ts";
import { useWords } from "../../kit/words.ts";
import { coverageFill } from "../../map/coverage-fill.ts";
import type { Player } from "../../map/replay-player.ts";
import { useFeatures } from "./feature.ts";

/** While it plays, coverage is looked at again this often, real ms. */
const CALM_MS = 500;
const NO_ROWS: readonly RecordOf<"grids">[] = [];

function useUnitGrids(): Uint32Array {
  const rows = useView({ view: "grids" }).value ?? NO_ROWS;
  return useMemo(
    () =>
      Uint32Array.from(
        rows.filter(({ level }) => level === "unit"),
        ({ uid }) => uid,
      ),
    [rows],
  );
}

/** Looks again when the moment has moved, but not at every step of a quick replay. */
function useCalmMoment(player: Player): number {
  const last = useRef({ at: Number.NaN, real: Number.NEGATIVE_INFINITY });
  const read = () => {
    const { at, playing } = player.played();
    const now = performance.now();
    if (at !== last.current.at && (!playing || now - last.current.real >= CALM_MS)) last.current = { at, real: now };
    return last.current.at;
  };
  return useSyncExternalStore(player.subscribe, read, read);
}

/** "已巡查网格 112 / 400"; nothing where nobody recorded who looked where. */
export function CoveredShare({ player }: { readonly player: Player }) {
  const words = useWords();
  const grids = useUnitGrids();
  const at = useCalmMoment(player);
  if (player.value.visits.grid.length === 0 || grids.length === 0) return null;
  const { covered } = seenAt(player.value, grids, at, player.dayStart());
  return (
    <div>
      <dt>{words.text("replay.covered")}</dt>
      <dd data-replay-covered={covered}>
        {covered}
        <small> / {grids.length}</small>
      </dd>
    </div>
  );
}

/** Fills the map while the shade of coverage is chosen. */
export function ReplayShading({ player }: { readonly player: Player }) {
  const { shade } = useFeatures();
  return shade.by === "coverage" ? <Shading player={player} /> : null;
}

function Shading({ player }: { readonly player: Player }) {
  const { setFill } = useFeatures();
  const grids = useUnitGrids();
  const at = useCalmMoment(player);
  useEffect(() => {
    const { lastAt } = seenAt(player.value, grids, at, player.value.from);
    const nobody = new Uint8Array(grids.length);
    setFill(coverageFill({ uid: grids, lastAt, by: nobody, seconds: lastAt, cameraNow: nobody }, at));
  }, [player, grids, at, setFill]);
  useEffect(() => () => setFill(null), [setFill]);
  return null;
}
