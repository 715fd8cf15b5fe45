/** 视频: the tiles of a scene. Which cameras, how many at once, the round through them, and one of them alone. */
import { useCallback, useMemo, useState } from "react";
import type { VideoLayout } from "../../shared/scene.ts";
import type { CameraLine } from "../../shared/view.ts";
import { useKept } from "../kit/kept.ts";
import { Panel } from "../kit/panel.tsx";
import { useWords } from "../kit/words.ts";
import { useView } from "../link/react.ts";
import type { Wish } from "./budget.ts";
import { firstChoice, movedIn, setOf, type SetChoice } from "./camera-set.ts";
import { gridOf } from "./layouts.ts";
import { Picker } from "./picker.tsx";
import { Tiles } from "./tiles.tsx";
import { Tools } from "./tools.tsx";
import { isTouring, type TourAsked } from "./tour.ts";
import { useBudget } from "./use-budget.ts";
import { useSize } from "./use-size.ts";
import { useTour } from "./use-tour.ts";
import { useAlarms, useFocusedCamera, useTourPaused, useVideoDesk } from "./video-desk.ts";
import "./video.css";

const NO_ROWS: readonly never[] = [];

/** Each scene has its own choices, and begins with what it asks for. */
export function VideoBoard() {
  const { scene } = useVideoDesk();
  return <Video key={scene} />;
}

function Video() {
  const words = useWords();
  const { source, scene, video } = useVideoDesk();
  const view = useView({ view: "cameras" });
  const groups = useView({ view: "cameraGroups" }).value ?? NO_ROWS;
  const cameras = view.value ?? NO_ROWS;
  const [layout, setLayout] = useKept<VideoLayout>(`video.layout.${scene}`, video.layout);
  const [chosen, choose] = useKept<SetChoice | null>(`video.set.${scene}`, null);
  const [dwellSeconds, setDwell] = useKept(`video.dwell.${scene}`, video.dwellSeconds);
  const [order, setOrder] = useKept<readonly number[]>(`video.order.${scene}`, NO_ROWS);
  const [picking, setPicking] = useState(false);
  const choice = useMemo(() => chosen ?? firstChoice(video.group, groups), [chosen, video.group, groups]);
  const set = useMemo(() => setOf(choice, cameras, groups, order), [choice, cameras, groups, order]);
  const focused = useFocusedCamera();
  const stopped = useTourPaused();
  const alarms = useAlarms();
  const asked = useMemo<TourAsked>(
    // While somebody looks at one picture the round waits.
    () => ({ set, tiles: layout, alarms, dwellMs: dwellSeconds * 1_000, paused: stopped || focused !== null }),
    [set, layout, alarms, dwellSeconds, stopped, focused],
  );
  const round = useTour(asked);
  const [size, body] = useSize();
  const wishes = useWishes(cameras, round.tour.cells, layout, size.width, focused);
  const budget = useBudget(wishes);
  const { swap } = round;
  const move = useCallback(
    (a: number, b: number) => {
      const [from, to] = [round.tour.cells[a]?.camera ?? null, round.tour.cells[b]?.camera ?? null];
      swap(a, b);
      if (from !== null && to !== null) setOrder(movedIn(set, from, to));
    },
    [round.tour, swap, set, setOrder],
  );
  const empty = emptyOf(cameras, view.value !== null, set, alarms.length, words.text);
  return (
    <Panel
      name="video"
      title={words.text("video.title")}
      source={source}
      foot={<Foot cameras={cameras} set={set} shown={round.tour.cells} />}
      view={view}
      empty={null}
      tools={
        <Tools
          layout={layout}
          onLayout={setLayout}
          choice={choice}
          groups={groups}
          onChoice={choose}
          dwellSeconds={dwellSeconds}
          onDwell={setDwell}
          picking={picking}
          onPicking={setPicking}
          touring={isTouring(round.tour)}
          left={round.left}
          onNext={round.next}
          used={budget.plan.used}
          limit={budget.limit}
        />
      }
    >
      <div className="video-body" ref={body}>
        {empty === null || focused !== null ? (
          <Tiles
            cameras={cameras}
            cells={round.tour.cells}
            layout={layout}
            alarms={alarms}
            set={set}
            touring={isTouring(round.tour)}
            rungs={budget.plan.rungs}
            onState={budget.onState}
            onMove={move}
          />
        ) : (
          <p className="panel-empty">{empty}</p>
        )}
        {picking && (
          <Picker
            cameras={cameras}
            groups={groups}
            choice={choice}
            onChoice={choose}
            onClose={() => setPicking(false)}
          />
        )}
      </div>
    </Panel>
  );
}

/** What stands in place of tiles; null while there are any. */
function emptyOf(
  cameras: readonly CameraLine[],
  loaded: boolean,
  set: readonly number[],
  alarms: number,
  text: (key: "video.empty" | "video.emptySet") => string,
): string | null {
  if (!loaded || set.length > 0 || alarms > 0) return null;
  return text(cameras.length === 0 ? "video.empty" : "video.emptySet");
}

/** Device pixels per CSS pixel. */
const deviceRatio = (): number => (globalThis as { readonly devicePixelRatio?: number }).devicePixelRatio ?? 1;

/** What each shown tile would like to play. */
function useWishes(
  cameras: readonly CameraLine[],
  cells: readonly { readonly camera: number | null; readonly alarm: string | null }[],
  layout: VideoLayout,
  width: number,
  focused: number | null,
): readonly Wish[] {
  return useMemo(() => {
    const lines = new Map(cameras.map((line) => [line.uid, line]));
    const grid = gridOf(layout);
    const ratio = deviceRatio();
    const pixels = (w: number) => ((width * w) / grid.columns) * ratio;
    if (focused !== null) {
      const offers = lines.get(focused)?.offers ?? NO_ROWS;
      return [{ key: String(focused), offers, pixels: width * ratio, focused: true, alarm: false }];
    }
    return cells.flatMap(({ camera, alarm }, i) => {
      const line = camera === null ? undefined : lines.get(camera);
      if (line === undefined) return [];
      const { offers, uid } = line;
      return [
        { key: String(uid), offers, pixels: pixels(grid.cells[i]?.w ?? 1), focused: false, alarm: alarm !== null },
      ];
    });
  }, [cameras, cells, layout, width, focused]);
}

interface FootProps {
  readonly cameras: readonly CameraLine[];
  readonly set: readonly number[];
  readonly shown: readonly { readonly camera: number | null }[];
}

/** How many of how many are shown, and how many of them cannot be looked through. */
function Foot({ cameras, set, shown }: FootProps) {
  const words = useWords();
  const members = new Set(set);
  const out = cameras.filter(({ uid, outage, online }) => members.has(uid) && (outage !== null || online === 0)).length;
  const bare = cameras.filter(({ offers }) => offers.length === 0).length;
  const count = shown.filter(({ camera }) => camera !== null).length;
  return (
    <>
      {words.text("video.foot", { shown: count, all: set.length })}
      {out > 0 && ` · ${words.text("video.footOut", { count: out })}`}
      {bare > 0 && ` · ${words.text("video.footBare", { count: bare })}`}
    </>
  );
}
