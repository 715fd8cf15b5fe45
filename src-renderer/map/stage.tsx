/**
 * The map of the wall.
 *
 * Owns one scene at a time. The scene is built again when what it is made of changes (ground, font, language, unit), and
 * when its graphics context is lost; data goes into the living scene.
 */
import { useEffect, useRef, useState } from "react";
import { largestCanvasSide } from "./graphics.ts";
import type { Basemap, MapStatus, Padding } from "./props.ts";
import type { MapStageProps } from "./stage-props.ts";
import { PALETTE } from "./palette.ts";
import { nextTry } from "./recovery.ts";
import { openScene, type Scene, type View } from "./scene.ts";

/** Between tries once the map has given up trying soon, ms. */
const SELDOM = 60_000;
/** Failed tries before the first map, about two seconds, after which the reason is said. */
const SAID_AFTER = 16;
const NO_PADDING: Padding = { top: 0, right: 0, bottom: 0, left: 0 };

function groundKey(basemap: Basemap): string {
  return basemap.kind === "served" ? JSON.stringify(basemap.word) : basemap.kind;
}

/** The living map, filling its positioned parent. See `MapStageProps`. */
export function MapStage(props: MapStageProps) {
  const container = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const lastView = useRef<View | null>(null);
  const troubles = useRef<number[]>([]);
  const [scene, setScene] = useState<Scene | null>(null);

  const { basemap, bounds, points, tracks, units, cameras, grids, spots, selection } = props;
  const { paused, reducedMotion, fill, onParts, pointFilter } = props;
  const padding = props.padding ?? NO_PADDING;
  // Neighbouring sizes share a scene, so that dragging a window's edge does not build a map per pixel.
  const unit = Math.max(1, Math.round(props.pixelUnit * 20) / 20);
  const ground = groundKey(basemap);
  const { fontFamily, language } = props;

  useEffect(() => {
    const holder = container.current;
    if (holder === null) return;
    let living: Scene | null = null;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let done = false;
    let failed = 0;

    let state: MapStatus["state"] = "starting";
    const status = (next: MapStatus["state"], why?: MapStatus["why"], reason?: string) => {
      state = next;
      const ratio = window.devicePixelRatio;
      latest.current.onStatus({
        state,
        canvas: living?.canvasSize() ?? [0, 0],
        expected: [Math.round(holder.clientWidth * ratio), Math.round(holder.clientHeight * ratio)],
        ...(why === undefined ? {} : { why }),
        ...(reason === undefined ? {} : { reason }),
      });
    };

    const end = () => {
      // a view nobody has moved is found again by fitting, which also suits a window of another shape
      if (living !== null) lastView.current = living.view();
      setScene(null);
      const ending = living;
      living = null;
      ending?.close();
    };

    const again = () => {
      troubles.current.push(Date.now());
      const wait = nextTry(troubles.current, failed, Date.now());
      if (wait === null) {
        status("failed", lastView.current === null ? "map.noGraphics" : "map.keepsFailing");
        retry = setTimeout(build, SELDOM); // nobody stands at a wall to load it again
        return;
      }
      // A machine that has not given a first map after these tries will hardly give one: say so, and go on trying.
      if (lastView.current === null && failed >= SAID_AFTER) status("failed", "map.noGraphics");
      retry = setTimeout(build, wait);
    };

    const build = () => {
      if (done) return;
      const largest = largestCanvasSide();
      if (largest === null) {
        failed++;
        return again();
      }
      const now = latest.current;
      try {
        const opened = openScene({
          container: holder,
          basemap: now.basemap,
          language,
          fontFamily,
          unit,
          bounds: now.bounds,
          view: lastView.current?.moved ? lastView.current : null,
          padding: now.padding ?? NO_PADDING,
          largest,
          hubNow: () => latest.current.hubNow(),
          onReady: () => {
            failed = 0;
            status("ready");
          },
          onResize: () => status(state),
          onLost: () => {
            if (living !== opened) return;
            status("lost");
            end();
            again();
          },
          onTrouble: (reason) => {
            if (living !== null) status(state, "map.trouble", reason); // what a dying map says, its loss says better
          },
          onPick: (what) => latest.current.onPick(what),
          onPlace: (lon, lat) => latest.current.onPlace?.(lon, lat),
        });
        living = opened;
        setScene(opened);
      } catch {
        // the browser took the context back between the question and the map: the tries are counted and bounded
        failed++;
        end();
        again();
      }
    };

    status("starting");
    // a moment's wait lets a resize settle, and a strict double mount build one map only
    retry = setTimeout(build, 60);
    return () => {
      done = true;
      clearTimeout(retry);
      end();
    };
  }, [ground, fontFamily, language, unit]);

  useEffect(() => {
    if (scene !== null && basemap.kind === "features") scene.setGround(basemap.features);
  }, [scene, basemap]);
  useEffect(() => scene?.setGrids(grids), [scene, grids]);
  // Before the rest: what changed while the map was not seen is taken in when it is seen again.
  useEffect(() => scene?.setPaused(paused), [scene, paused]);
  useEffect(() => {
    if (!paused) scene?.setSpots(spots);
  }, [scene, spots, paused]);
  useEffect(() => {
    if (!paused) scene?.setFill(fill);
  }, [scene, fill, paused]);
  useEffect(() => {
    onParts(scene?.parts ?? null);
    return () => onParts(null);
  }, [scene, onParts]);
  useEffect(() => scene?.marks.setReducedMotion(reducedMotion), [scene, reducedMotion]);
  useEffect(() => scene?.marks.setPoints(points), [scene, points]);
  useEffect(() => scene?.marks.setFilter(pointFilter), [scene, pointFilter]);
  useEffect(() => scene?.marks.setUnits(units), [scene, units]);
  useEffect(() => scene?.marks.setTracks(tracks), [scene, tracks]);
  useEffect(() => scene?.marks.setCameras(cameras), [scene, cameras]);
  useEffect(() => scene?.setBounds(bounds, padding), [scene, bounds, padding]);
  useEffect(() => scene?.select(selection, !reducedMotion), [scene, selection, reducedMotion]);

  return (
    <div className="map-stage" style={{ position: "absolute", inset: 0, background: PALETTE.page }}>
      <div ref={container} style={{ position: "absolute", inset: 0 }} />
    </div>
  );
}
