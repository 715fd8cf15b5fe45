/** Grids fading since the last eyes, cones of cameras, static points; each while its layer or shade is chosen. */
import { useEffect, useMemo, useState } from "react";
import { PLACE_KINDS, type PlaceKind } from "../../../shared/place-kinds.ts";
import type { CoverageValue } from "../../../shared/view.ts";
import { loadCharacters } from "../../kit/fonts.ts";
import { durationText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { coverageColor, coverageFill, COVERAGE_STEPS } from "../../map/coverage-fill.ts";
import { useFeatures } from "./feature.ts";

/** What is seen now is nothing of a moment that is played back. */
export function CoverageFeature() {
  const { layers, shade, replaying } = useFeatures();
  if (replaying !== null) return null;
  return (
    <>
      {shade.by === "coverage" && <CoverageShading />}
      {layers.has("places") && <PlacesOnMap />}
      {layers.has("cones") && <ConesOnMap />}
    </>
  );
}

function useCoverage(): CoverageValue | null {
  return useView({ view: "coverage", day: "" }).value;
}

function CoverageShading() {
  const words = useWords();
  const { setFill } = useFeatures();
  const value = useCoverage();
  const fill = useMemo(() => (value === null ? null : coverageFill(value.grids, value.until)), [value]);
  useEffect(() => {
    if (fill !== null) setFill(fill);
  }, [fill, setFill]);
  useEffect(() => () => setFill(null), [setFill]);
  if (value === null || value.grids.uid.length === 0) return null;
  return (
    <aside className="legend-card coverage-legend" data-legend="coverage" aria-label={words.text("coverage.legend")}>
      <h3>{words.text("coverage.legend")}</h3>
      <ol>
        {COVERAGE_STEPS.map(({ within, rgba }) => (
          <li key={within}>
            <i style={{ background: coverageColor(rgba) }} />
            {words.text("coverage.legend.within", { span: durationText(within, words.language) })}
          </li>
        ))}
        <li>
          <i />
          {words.text("coverage.legend.longer")}
        </li>
      </ol>
    </aside>
  );
}

function PlacesOnMap() {
  const words = useWords();
  const { parts } = useFeatures();
  const places = useView({ view: "places" }).value;
  const coverage = useCoverage()?.places ?? null;
  const letters = useMemo(
    () =>
      Object.fromEntries(PLACE_KINDS.map((kind) => [kind, words.text(`coverage.letter.${kind}`)])) as Record<
        PlaceKind,
        string
      >,
    [words],
  );
  // A letter drawn before its glyph is there stays a box.
  const [drawable, setDrawable] = useState(false);
  useEffect(() => {
    let current = true;
    void loadCharacters(`${Object.values(letters).join("")}0123456789/`).then(() => {
      if (current) setDrawable(true);
    });
    return () => {
      current = false;
    };
  }, [letters]);
  useEffect(() => {
    if (drawable && places !== null && coverage !== null) parts?.places.set({ places, coverage, letters });
  }, [parts, places, coverage, letters, drawable]);
  useEffect(() => () => parts?.places.set(null), [parts]);
  return null;
}

function ConesOnMap() {
  const { parts } = useFeatures();
  const cameras = useView({ view: "cameras" }).value;
  const definition = useCoverage()?.definition;
  const [metres, degrees] = [definition?.cameraMetres, definition?.cameraDegrees];
  useEffect(() => {
    if (cameras !== null && metres !== undefined && degrees !== undefined) {
      parts?.cones.set({ cameras, metres, degrees });
    }
  }, [parts, cameras, metres, degrees]);
  useEffect(() => () => parts?.cones.set(null), [parts]);
  return null;
}
