/** The wall: composes header, map, boards and drawer of one scene, and decides what a click or a key does. */
import { memo, useCallback, useEffect, useMemo, useState, type ComponentType } from "react";
import { layoutFor, type PanelName, type Place, type Scene } from "../../shared/scene.ts";
import type { Language } from "../../shared/text.ts";
import type { CaseLine, PeriodChoice } from "../../shared/view.ts";
import { FiguresBoard } from "../board/figures.tsx";
import { FunnelBoard } from "../board/funnel.tsx";
import { IssuesBoard } from "../board/issues.tsx";
import { RankingBoard } from "../board/ranking.tsx";
import { TickerBoard } from "../board/ticker.tsx";
import { TrendBoard } from "../board/trend.tsx";
import { DeskContext, type Desk, type Drill } from "../board/desk.ts";
import { Notices, useNotices } from "../kit/notices.tsx";
import { ClockContext, FreshnessContext } from "../kit/panel.tsx";
import { useAspect } from "../kit/unit.ts";
import { wordsOf } from "../kit/text.ts";
import { DEFAULT_ZONE, WordsContext } from "../kit/words.ts";
import { useLine, useLink, useView } from "../link/react.ts";
import type { PointBuffers } from "../map/buffers.ts";
import type { Pick, Selection, Shade } from "../map/props.ts";
import { Drawer, type Opened } from "./drawer.tsx";
import { Ground } from "./ground.tsx";
import { Header } from "./header.tsx";
import { Help } from "./help.tsx";
import { useFreshness } from "./judge.ts";
import { useKeys, type Action } from "./keys.ts";
import { Progress } from "./progress.tsx";
import { boundsOfDepartment, selectionOfCase } from "./target.ts";

/** Each is drawn for its own data and what it reads; the line's report, once a second, is no reason to draw them all. */
const BOARDS: Record<PanelName, ComponentType> = {
  figures: memo(FiguresBoard),
  funnel: memo(FunnelBoard),
  topIssues: memo(IssuesBoard),
  trend: memo(TrendBoard),
  ranking: memo(RankingBoard),
  ticker: memo(TickerBoard),
};

const SHADES: readonly Shade[] = ["open", "overdue", "none"];
const NO_ROWS: readonly never[] = [];
const monotonic = () => performance.now();

/** Puts a place of the scene on the wall's grid. */
const placed = ({ x, y, w, h }: Place): React.CSSProperties => ({
  gridArea: `${y + 1} / ${x + 1} / span ${h} / span ${w}`,
});

export interface WallProps {
  readonly scene: Scene;
  /** Language of the address, or null to follow the host. */
  readonly language: Language;
  /** The map's points; made outside so that a test can count them. */
  readonly points: PointBuffers;
  readonly onLanguage: (language: Language) => void;
}

export function Wall({ scene, language, points, onLanguage }: WallProps) {
  const link = useLink();
  const line = useLine();
  const freshness = useFreshness(monotonic);
  const city = useView({ view: "city" });
  const departmentRows = useView({ view: "departments" }).value;
  const gridRows = useView({ view: "grids" }).value;
  const cameraRows = useView({ view: "cameras" }).value;
  const unitRows = useView({ view: "units" }).value;
  const [period, setPeriod] = useState<PeriodChoice>("auto");
  const [shade, setShade] = useState<Shade>("open");
  const [selection, setSelection] = useState<Selection | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [help, setHelp] = useState(false);
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
    document.documentElement.lang = language;
    document.title = platform === null ? words.text("product.title") : words.name(platform);
  }, [language, platform, words]);

  const bounds = useMemo<Selection | null>(
    () =>
      platform === null ? null : { bounds: [platform.west, platform.south, platform.east, platform.north] as const },
    [platform],
  );

  const open = useCallback(
    (drill: Drill) => {
      setOpened({ show: "cases", drill });
      const { department, unitGrid } = drill.query;
      if (unitGrid !== undefined) setSelection({ grid: unitGrid });
      else if (department !== undefined) {
        const box = boundsOfDepartment(points, department);
        if (box !== null) setSelection({ bounds: box });
      }
    },
    [points],
  );
  const openCase = useCallback((caseLine: CaseLine) => {
    setOpened((now) => ({
      show: "case",
      uid: caseLine.uid,
      from: now === null ? null : now.show === "cases" ? now.drill : now.from,
    }));
    const target = selectionOfCase(caseLine);
    if (target !== null) setSelection(target);
  }, []);
  const back = useCallback(() => {
    setOpened((now) => (now?.show === "case" && now.from !== null ? { show: "cases", drill: now.from } : null));
  }, []);
  const close = useCallback(() => setOpened(null), []);

  const pick = (what: Pick) => {
    if (what === null) return;
    switch (what.kind) {
      case "case":
        setOpened({ show: "case", uid: what.uid, from: null });
        return;
      case "grid": {
        const grid = gridRows?.find((row) => row.uid === what.uid);
        open({
          query: { period: "all", measure: "open", unitGrid: what.uid },
          subject: { name: grid?.name || grid?.code || "", nameEn: grid?.nameEn || grid?.code || "" },
        });
        return;
      }
      case "camera": {
        const camera = cameraRows?.find((row) => row.uid === what.uid);
        if (camera !== undefined) {
          notify(
            `${words.name(camera)} · ${words.text(camera.online === 1 ? "notice.cameraOnline" : "notice.cameraOffline")}`,
          );
        }
        return;
      }
      case "unit": {
        const unit = unitRows?.find((row) => row.uid === what.uid);
        if (unit !== undefined) notify([words.name(unit), unit.plate].filter((part) => part !== "").join(" · "));
      }
    }
  };

  const act = (action: Action) => {
    switch (action.do) {
      case "period":
        setPeriod(action.period);
        return;
      case "shade":
        setShade((now) => SHADES[(SHADES.indexOf(now) + 1) % SHADES.length] as Shade);
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
      case "help":
        setHelp((now) => !now);
        return;
      case "escape":
        if (help) setHelp(false);
        else back();
    }
  };
  useKeys(act);

  const desk = useMemo<Desk>(
    () => ({
      period,
      source: platform === null ? "" : words.name(platform),
      noCases: city.value !== null && (city.value.counts["cases"] ?? 0) === 0,
      departments,
      open,
      openCase,
    }),
    [period, platform, words, city.value, departments, open, openCase],
  );
  const behind = opened === null ? null : opened.show === "cases" ? opened.drill : opened.from;
  const clocks = useMemo(() => ({ clock: monotonic, hubNow: () => link.hubNow() }), [link]);
  const { cause } = freshness;

  return (
    <WordsContext value={words}>
      <ClockContext value={clocks}>
        <FreshnessContext value={freshness}>
          <DeskContext value={desk}>
            <div className="wall" data-program="wall" data-scene={scene.scene} data-freshness={freshness.state}>
              <Header
                platform={platform}
                sceneTitle={scene.title[language]}
                period={period}
                resolved={resolved}
                freshness={freshness}
                act={act}
              />
              <main className="scene">
                <div className="place" style={placed(layout.map)}>
                  <Ground
                    platform={platform}
                    points={points}
                    drill={behind?.query ?? null}
                    selection={selection}
                    shade={shade}
                    settled={freshness.state === "live"}
                    onPick={pick}
                    notify={notify}
                  />
                  <div className="map-keys">
                    <button type="button" onClick={() => act({ do: "shade" })}>
                      {words.text("map.shade")} · <b>{words.text(`map.shade.${shade}`)}</b>
                    </button>
                    <button type="button" onClick={() => act({ do: "home" })}>
                      {words.text("map.home")}
                    </button>
                  </div>
                  {cause?.why === "copying" && desk.noCases && <Progress cause={cause} />}
                  {line.report === null && (
                    <p className="ground-note" role="status">
                      {line.refused === null ? words.text("boot.connecting") : words.trouble(line.refused)}
                    </p>
                  )}
                </div>
                {layout.panels.map((panel) => {
                  const Board = BOARDS[panel.panel];
                  return (
                    <div key={panel.panel} className="place" style={placed(panel)}>
                      <Board />
                    </div>
                  );
                })}
                {opened !== null && (
                  <Drawer
                    opened={opened}
                    style={placed(layout.drawer)}
                    onCase={openCase}
                    onBack={back}
                    onClose={close}
                  />
                )}
              </main>
              {help && <Help onClose={() => setHelp(false)} />}
              <Notices notices={notices} />
            </div>
          </DeskContext>
        </FreshnessContext>
      </ClockContext>
    </WordsContext>
  );
}
