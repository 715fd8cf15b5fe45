/**
 * The wall: composes header, map, boards and drawer of one scene. What a key or a click does is in acting.ts and picking.ts;
 * how the window follows its wall is in direction/.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { layoutFor, type Scene } from "../../shared/scene.ts";
import type { Language } from "../../shared/text.ts";
import type { Trouble } from "../../shared/trouble.ts";
import type { Desk } from "../board/desk.ts";
import { OpsPage } from "../board/ops/page.tsx";
import { SyncPage } from "../board/sync/page.tsx";
import { focusCamera } from "../camera/video-desk.ts";
import { dropLastFrame } from "../kit/last-frame.ts";
import { Notices, useNotices } from "../kit/notices.tsx";
import { UnitScale, useAspect } from "../kit/unit.ts";
import { wordsOf } from "../kit/text.ts";
import { DEFAULT_ZONE } from "../kit/words.ts";
import { LinkContext, useLink, useView } from "../link/react.ts";
import type { PointBuffers } from "../map/buffers.ts";
import type { Pick, Selection } from "../map/props.ts";
import { perform, type Acting, type Pages } from "./acting.ts";
import { goesByPeriod } from "./boards.ts";
import { WallContexts } from "./contexts.tsx";
import { Banner } from "./direction/banner.tsx";
import { useDrift } from "./direction/care.tsx";
import "./direction/direction.css";
import { DirectionContext } from "./direction/direction-context.ts";
import { OverWall } from "./direction/over-wall.tsx";
import { drawerIn, wallWithin, type WindowPlace } from "./direction/place.ts";
import { Pushes } from "./direction/pushes.tsx";
import { comingMap, placed, Stages } from "./direction/stage.tsx";
import { useNext } from "./direction/use-next.ts";
import { useReport } from "./direction/use-report.ts";
import { useWallDirection } from "./direction/use-wall-direction.ts";
import { useVeil, type Veil } from "./direction/veil.ts";
import { Drawer } from "./drawer.tsx";
import { SceneFeatures } from "./features/all.tsx";
import { useFeatureState } from "./features/state.ts";
import { Header } from "./header.tsx";
import { Help } from "./help.tsx";
import { useFreshness } from "../board/judge.ts";
import { isForPage, useKeys, type Action } from "./keys.ts";
import { MapPlace } from "./map-place.tsx";
import { useOnlyNames } from "./names.ts";
import { listOf } from "./opened.ts";
import { pickedOn } from "./picking.ts";
import { ScreenCode } from "./screen-code.tsx";
import { useTellScene, type Showing } from "./showing.ts";
import { useScenes } from "./use-scenes.ts";
import { useSentence } from "./sentence.ts";
import { useOpenedNow, useSnapCamera, useWallVideo } from "./video-desk.ts";
import { useWay } from "./way.ts";

const NO_ROWS: readonly never[] = [];
const monotonic = () => performance.now();

export interface WallProps {
  /** The scene to begin with. */
  readonly first: Scene;
  /** Asked for by name and none that ships: the hub may have it. Null for none. */
  readonly wanted: string | null;
  /** Language of the address, or null to follow the host. */
  readonly language: Language;
  /** The map's points; made outside so that a test can count them. */
  readonly points: PointBuffers;
  readonly onLanguage: (language: Language) => void;
  /** Another scene is shown from now on. */
  readonly onScene: (scene: string) => void;
  /** Which window of which wall this is. */
  readonly place: WindowPlace;
}

/** Everything that a wall draws comes through its veil (direction/veil.ts). */
export function Wall(props: WallProps) {
  const veil = useVeil(useLink(), props.place);
  return (
    <LinkContext value={veil.link}>
      <VeiledWall {...props} veil={veil} />
    </LinkContext>
  );
}

function VeiledWall(props: WallProps & { readonly veil: Veil }) {
  const { first, language, points, onLanguage, onScene, place, veil } = props;
  const freshness = useFreshness(monotonic);
  const city = useView({ view: "city" });
  const departmentRows = useView({ view: "departments" }).value ?? NO_ROWS;
  const grids = useView({ view: "grids" }).value ?? NO_ROWS;
  const areas = useView({ view: "areas" }).value ?? NO_ROWS;
  const [selection, setSelection] = useState<Selection | null>(null);
  const [help, setHelp] = useState(false);
  const [sync, setSync] = useState(false);
  const [ops, setOps] = useState<Pages["ops"]>("closed");
  const covered = sync || ops !== "closed";
  const [notices, notify] = useNotices();
  const tellTrouble = useCallback(
    (trouble: Trouble) => notify(wordsOf(language, DEFAULT_ZONE).trouble(trouble)),
    [notify, language],
  );
  const { scenes, scene, setScene, want } = useScenes({
    ...{ first, wanted: props.wanted, tell: tellTrouble },
    show: (next) => showScene(next),
  });
  const room = useRef<HTMLDivElement>(null);
  const aspect = useAspect();
  const layout = layoutFor(scene, aspect, 1);
  const { features, fill, setParts } = useFeatureState(scene.scene, layout);
  const sentence = useSentence(scene);
  const { period } = sentence;

  const platform = city.value?.platform ?? null;
  const words = useMemo(() => wordsOf(language, platform?.timeZone || DEFAULT_ZONE), [language, platform?.timeZone]);
  const resolved = useView({ view: "funnel", period }).value?.window.period ?? period;
  const departments = useMemo(() => new Map(departmentRows.map((row) => [row.uid, row] as const)), [departmentRows]);
  const onlyNames = useOnlyNames(sentence.only, departments);

  useEffect(() => {
    // The wall draws by itself from its first figures on.
    if (city.value !== null) dropLastFrame();
  }, [city.value]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = platform === null ? words.text("product.title") : words.name(platform);
  }, [language, platform, words]);

  const home = useMemo<Selection | null>(
    () =>
      platform === null ? null : { bounds: [platform.west, platform.south, platform.east, platform.north] as const },
    [platform],
  );

  const { way, outer, inner, begin, back, close } = useWay(points, setSelection);
  const opened = way.at(-1);

  const noCases = city.value !== null && (city.value.counts["cases"] ?? 0) === 0;
  const source = platform === null ? "" : words.name(platform);
  const desk = useMemo<Desk>(
    () => ({
      ...{ source, noCases, departments, notify, onlyNames, goTo: setSelection, showCamera: focusCamera },
      ...sentence,
      ...outer,
    }),
    [source, noCases, departments, notify, onlyNames, sentence, outer],
  );

  const video = useWallVideo(scene, layout, desk, words, covered);
  const openedNow = useOpenedNow(opened, layout);
  const snap = useSnapCamera(words, notify);

  const showScene = (next: Scene) => {
    setSync(false);
    setOps("closed");
    want(null);
    if (next.scene === scene.scene) return;
    close();
    focusCamera(null);
    features.setOverlay(null);
    setScene(next);
    onScene(next.scene);
  };
  useTellScene(scene.scene, features.replayOpen);
  const directed = useWallDirection({ place, room, veil, scenes, scene, showScene, want, notify, words });
  const { direction, coming } = directed;
  const exercise = features.replaying?.exercise ?? false;
  useReport({
    direction,
    scene: scene.scene,
    freshness,
    replaying: features.replayOpen,
    exercise,
    capture: place.capture,
  });
  const translate = useDrift(place.still);
  const next = useNext(coming, scene, aspect, desk, words, covered);
  const showing: Showing = {
    scene: scene.scene,
    scenes,
    show(name) {
      const next = scenes.find((each) => each.scene === name);
      if (next !== undefined) showScene(next);
    },
  };
  // A scene without a map leaves it where it was, unseen and at rest: another graphics context would cost seconds.
  const [mapPlace, setMapPlace] = useState(layout.map);
  if (layout.map !== undefined && layout.map !== mapPlace) setMapPlace(layout.map);
  const mapShown = layout.map !== undefined;

  const pages: Pages = { help, setHelp, sync, setSync, ops, setOps };
  const acting: Acting = {
    words,
    scenes,
    scene,
    showScene: directed.chooseScene,
    desk,
    features,
    pages,
    home,
    mapShown,
    onLanguage,
    opened: opened !== undefined,
    openedUnit: opened?.show === "thing" && opened.thing.kind === "unit" ? opened.thing.uid : null,
    openedCamera: openedNow.camera,
    snap,
    back,
    directing: directed.keys,
    testCard: directed.testCard,
    setTestCard: directed.setTestCard,
  };
  const sceneTitle = (name: string) => scenes.find((each) => each.scene === name)?.title[language] ?? name;
  const act = (action: Action) => perform(action, acting);
  useKeys((action) => {
    if (!covered || isForPage(action)) act(action);
  });
  const pick = (what: Pick) => {
    if (what !== null) pickedOn(what, { words, desk, shade: features.shade, grids, areas, begin });
  };

  return (
    <WallContexts
      words={words}
      freshness={freshness}
      desk={desk}
      features={features}
      video={video}
      opened={openedNow}
      showing={showing}
      clock={monotonic}
    >
      <DirectionContext value={direction}>
        <div className="wall-room" ref={room} data-wall={direction.wall ?? ""} data-display={direction.display}>
          <div
            className="wall"
            style={{ ...wallWithin(place.region), translate }}
            data-program="wall"
            data-scene={scene.scene}
            data-freshness={freshness.state}
            data-rev={direction.shown?.rev ?? 0}
          >
            <Header
              platform={platform}
              scenes={scenes}
              scene={scene}
              periods={!covered && scene.time !== "live" && goesByPeriod(layout)}
              period={period}
              resolved={resolved}
              freshness={freshness}
              act={act}
            />
            <main className="scene" inert={covered}>
              {mapPlace !== undefined && (
                <div
                  className={mapShown ? "place place-map" : "place place-map place-unseen"}
                  data-text={layout.mapText}
                  {...comingMap(layout.map ?? mapPlace, layout.mapText, next?.layout ?? null)}
                  aria-hidden={mapShown ? undefined : true}
                  inert={!mapShown}
                >
                  <UnitScale value={(layout.mapText ?? 100) / 100}>
                    <MapPlace
                      platform={platform}
                      points={points}
                      drill={listOf(way)}
                      selection={selection}
                      fill={fill}
                      onParts={setParts}
                      paused={!mapShown || covered || coming !== null}
                      onPick={pick}
                      act={act}
                    />
                  </UnitScale>
                </div>
              )}
              <Stages shown={{ scene, layout, desk, video }} coming={next} />
              {opened !== undefined && (
                <Drawer
                  opened={opened}
                  deep={way.length > 1}
                  style={placed(drawerIn(layout.drawer, place.region))}
                  inner={inner}
                  onBack={back}
                  onClose={close}
                />
              )}
            </main>
            <SceneFeatures />
            <Pushes direction={direction} points={points} />
            {direction.shown !== null && <Banner state={direction.shown} scenes={scenes} />}
            <ScreenCode />
            {sync && <SyncPage onClose={() => setSync(false)} />}
            {ops !== "closed" && (
              <OpsPage key={ops} sceneTitle={sceneTitle} taking={ops === "take"} onClose={() => setOps("closed")} />
            )}
            {help && <Help onClose={() => setHelp(false)} />}
            <Notices notices={notices} />
          </div>
          <OverWall directed={directed} scene={scene} />
        </div>
      </DirectionContext>
    </WallContexts>
  );
}
