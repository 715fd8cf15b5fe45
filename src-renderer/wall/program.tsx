/** The wall: composes header, map, boards and drawer of one scene, and decides what a click or a key does. */
import { useEffect, useMemo, useState } from "react";
import { layoutFor, type Place, type Scene } from "../../shared/scene.ts";
import type { Language } from "../../shared/text.ts";
import type { Only, PeriodChoice } from "../../shared/view.ts";
import { DeskContext, type Desk } from "../board/desk.ts";
import { drillOfGroup } from "../board/spot.ts";
import { SyncPage } from "../board/sync/page.tsx";
import { KeptContext, type Kept } from "../kit/kept.ts";
import { Notices, useNotices } from "../kit/notices.tsx";
import { ClockContext, FreshnessContext } from "../kit/panel.tsx";
import { useAspect } from "../kit/unit.ts";
import { wordsOf } from "../kit/text.ts";
import { DEFAULT_ZONE, WordsContext } from "../kit/words.ts";
import { useLine, useLink, useView } from "../link/react.ts";
import type { PointBuffers } from "../map/buffers.ts";
import type { Pick, Selection, Shade } from "../map/props.ts";
import { BOARDS, goesByPeriod, showsRecurrence } from "./boards.ts";
import { Drawer } from "./drawer.tsx";
import { MapFeatures, SceneFeatures } from "./features/all.tsx";
import { FeaturesContext } from "./features/feature.ts";
import { useFeatureState } from "./features/state.ts";
import { Ground } from "./ground.tsx";
import { Header } from "./header.tsx";
import { Help } from "./help.tsx";
import { useFreshness } from "./judge.ts";
import { isForPage, useKeys, type Action } from "./keys.ts";
import { listOf } from "./opened.ts";
import { Progress } from "./progress.tsx";
import { sceneBeside, SHIPPED } from "./scenes.ts";
import { useWay } from "./way.ts";

const SHADES: readonly Shade[] = ["open", "overdue", "none"];
const NO_ROWS: readonly never[] = [];
const monotonic = () => performance.now();

/** Puts a place of the scene on the wall's grid. */
const placed = ({ x, y, w, h }: Place): React.CSSProperties => ({
  gridArea: `${y + 1} / ${x + 1} / span ${h} / span ${w}`,
});

export interface WallProps {
  /** The scene to begin with. */
  readonly first: Scene;
  /** Language of the address, or null to follow the host. */
  readonly language: Language;
  /** The map's points; made outside so that a test can count them. */
  readonly points: PointBuffers;
  readonly onLanguage: (language: Language) => void;
  /** Another scene is shown from now on. */
  readonly onScene: (scene: string) => void;
}

export function Wall({ first, language, points, onLanguage, onScene }: WallProps) {
  const link = useLink();
  const line = useLine();
  const freshness = useFreshness(monotonic);
  const city = useView({ view: "city" });
  const departmentRows = useView({ view: "departments" }).value;
  const gridRows = useView({ view: "grids" }).value;
  const cameraRows = useView({ view: "cameras" }).value;
  const [period, setPeriod] = useState<PeriodChoice>("auto");
  const [selection, setSelection] = useState<Selection | null>(null);
  const [scene, setScene] = useState(first);
  const [only, setOnly] = useState<Only>({});
  const { features, fill, setParts } = useFeatureState();
  const { shade, setShade, setOverlay, setReplayOpen } = features;
  /** Where somebody switched the map's recurrences on or off, by scene. */
  const [spotsSet, setSpots] = useState<Readonly<Record<string, boolean>>>({});
  const [kept] = useState<Kept>(() => new Map());
  const [help, setHelp] = useState(false);
  const [sync, setSync] = useState(false);
  const [notices, notify] = useNotices();
  const aspect = useAspect();

  const platform = city.value?.platform ?? null;
  const words = useMemo(() => wordsOf(language, platform?.timeZone || DEFAULT_ZONE), [language, platform?.timeZone]);
  const layout = layoutFor(scene, aspect, 1);
  const resolved = useView({ view: "funnel", period }).value?.window.period ?? period;
  const departments = useMemo(
    () => new Map((departmentRows ?? NO_ROWS).map((row) => [row.uid, row] as const)),
    [departmentRows],
  );

  useEffect(() => {
    for (const trouble of SHIPPED.troubles) notify(words.trouble(trouble));
  }, [notify, words]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = platform === null ? words.text("product.title") : words.name(platform);
  }, [language, platform, words]);

  const bounds = useMemo<Selection | null>(
    () =>
      platform === null ? null : { bounds: [platform.west, platform.south, platform.east, platform.north] as const },
    [platform],
  );

  const { way, outer, inner, begin, back, close } = useWay(points, setSelection);
  const opened = way.at(-1);

  const spots = spotsSet[scene.scene] ?? showsRecurrence(layout);
  const showScene = (next: Scene) => {
    setSync(false);
    if (next.scene === scene.scene) return;
    close();
    setScene(next);
    onScene(next.scene);
  };

  const pick = (what: Pick) => {
    if (what === null) return;
    switch (what.kind) {
      case "case":
        begin({ show: "case", uid: what.uid });
        return;
      case "grid": {
        const grid = gridRows?.find((row) => row.uid === what.uid);
        outer.open({
          query: { period: "all", measure: "open", unitGrid: what.uid },
          subject: { name: grid?.name || grid?.code || "", nameEn: grid?.nameEn || grid?.code || "" },
        });
        return;
      }
      case "spot":
        outer.open(drillOfGroup(what.group));
        return;
      case "camera": {
        const camera = cameraRows?.find((row) => row.uid === what.uid);
        if (camera !== undefined) {
          notify(
            `${words.name(camera)} · ${words.text(camera.online === 1 ? "notice.cameraOnline" : "notice.cameraOffline")}`,
          );
        }
        return;
      }
      default:
        begin({ show: "thing", thing: { kind: what.kind, uid: what.uid } });
    }
  };

  const act = (action: Action) => {
    switch (action.do) {
      case "period":
        setPeriod(action.period);
        return;
      case "scene": {
        const next = SHIPPED.scenes.find((each) => each.scene === action.scene);
        if (next !== undefined) showScene(next);
        return;
      }
      case "beside":
        showScene(sceneBeside(SHIPPED.scenes, scene, action.steps));
        return;
      case "spots":
        setSpots((now) => ({ ...now, [scene.scene]: !spots }));
        return;
      case "shade":
        setShade(SHADES[(SHADES.indexOf(shade) + 1) % SHADES.length] as Shade);
        return;
      case "home":
        if (bounds !== null) setSelection({ ...bounds });
        return;
      case "fullscreen":
        if (document.fullscreenElement !== null) void document.exitFullscreen();
        else document.documentElement.requestFullscreen().catch(() => notify(words.text("notice.fullscreenRefused")));
        return;
      case "language":
        onLanguage(language === "en" ? "zh-CN" : "en");
        return;
      case "sync":
        setSync((now) => !now);
        return;
      case "help":
        setHelp((now) => !now);
        return;
      case "search":
      case "filter":
      case "layers":
        setOverlay(features.overlay === action.do ? null : action.do);
        return;
      case "replay":
        setReplayOpen(!features.replayOpen);
        return;
      case "unlocated":
        outer.open({ query: { period: "all", measure: "unlocated" } });
        return;
      case "escape":
        if (features.overlay !== null) setOverlay(null);
        else if (help) setHelp(false);
        else if (sync) setSync(false);
        else back();
    }
  };
  useKeys((action) => {
    if (!sync || isForPage(action)) act(action);
  });

  const desk = useMemo<Desk>(
    () => ({
      period,
      source: platform === null ? "" : words.name(platform),
      noCases: city.value !== null && (city.value.counts["cases"] ?? 0) === 0,
      departments,
      notify,
      only,
      setOnly,
      goTo: setSelection,
      ...outer,
    }),
    [period, platform, words, city.value, departments, notify, outer, only],
  );
  // A scene without a map leaves it where it was, unseen and at rest: another graphics context would cost seconds.
  const [mapPlace, setMapPlace] = useState(layout.map);
  if (layout.map !== undefined && layout.map !== mapPlace) setMapPlace(layout.map);
  const mapShown = layout.map !== undefined;
  const clocks = useMemo(() => ({ clock: monotonic, hubNow: () => link.hubNow() }), [link]);
  const { cause } = freshness;

  return (
    <WordsContext value={words}>
      <ClockContext value={clocks}>
        <FreshnessContext value={freshness}>
          <DeskContext value={desk}>
            <KeptContext value={kept}>
              <FeaturesContext value={features}>
                <div className="wall" data-program="wall" data-scene={scene.scene} data-freshness={freshness.state}>
                  <Header
                    platform={platform}
                    scenes={SHIPPED.scenes}
                    scene={scene}
                    periods={!sync && goesByPeriod(layout)}
                    period={period}
                    resolved={resolved}
                    freshness={freshness}
                    act={act}
                  />
                  <main className="scene" inert={sync}>
                    {mapPlace !== undefined && (
                      <div
                        className={mapShown ? "place" : "place place-unseen"}
                        style={placed(layout.map ?? mapPlace)}
                        aria-hidden={mapShown ? undefined : true}
                      >
                        <Ground
                          platform={platform}
                          points={points}
                          drill={listOf(way)}
                          selection={selection}
                          shade={shade}
                          fill={fill}
                          onParts={setParts}
                          spots={spots}
                          paused={!mapShown || sync}
                          settled={freshness.state === "live"}
                          onPick={pick}
                          notify={notify}
                        />
                        <div className="map-keys">
                          <button type="button" aria-pressed={spots} onClick={() => act({ do: "spots" })}>
                            {words.text("map.spots")} · <b>{words.text(spots ? "map.on" : "map.off")}</b>
                          </button>
                          <button type="button" onClick={() => act({ do: "shade" })}>
                            {words.text("map.shade")} · <b>{words.text(`map.shade.${shade}`)}</b>
                          </button>
                          <button type="button" onClick={() => act({ do: "home" })}>
                            {words.text("map.home")}
                          </button>
                        </div>
                        <MapFeatures />
                        {cause?.why === "copying" && desk.noCases && <Progress cause={cause} />}
                        {line.report === null && (
                          <p className="ground-note" role="status">
                            {line.refused === null ? words.text("boot.connecting") : words.trouble(line.refused)}
                          </p>
                        )}
                      </div>
                    )}
                    {layout.panels.map((panel) => {
                      const Board = BOARDS[panel.panel];
                      return (
                        Board !== undefined && (
                          <div key={panel.panel} className="place" style={placed(panel)}>
                            <Board />
                          </div>
                        )
                      );
                    })}
                    {opened !== undefined && (
                      <Drawer
                        opened={opened}
                        deep={way.length > 1}
                        style={placed(layout.drawer)}
                        inner={inner}
                        onBack={back}
                        onClose={close}
                      />
                    )}
                  </main>
                  <SceneFeatures />
                  {sync && <SyncPage onClose={() => setSync(false)} />}
                  {help && <Help onClose={() => setHelp(false)} />}
                  <Notices notices={notices} />
                </div>
              </FeaturesContext>
            </KeptContext>
          </DeskContext>
        </FreshnessContext>
      </ClockContext>
    </WordsContext>
  );
}
