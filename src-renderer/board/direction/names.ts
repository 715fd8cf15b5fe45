/** What scenes, playlists, boards and things that were pushed are called. */
import { useMemo } from "react";
import type { Pushed } from "../../../shared/direction/wall.ts";
import type { PanelName } from "../../../shared/scene.ts";
import type { WallKey, Words } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";

/** The title of each board. */
export const BOARD_TITLE = {
  figures: "figures.title",
  funnel: "funnel.title",
  topIssues: "issues.title",
  trend: "trend.title",
  ranking: "ranking.title",
  ticker: "ticker.title",
  evaluation: "standings.title",
  honours: "honours.title",
  indicators: "indicators.title",
  backlog: "backlog.title",
  ages: "ages.title",
  recurrence: "recurrence.title",
  disputes: "disputes.title",
  coverage: "coverage.title",
  sensors: "sensors.title",
  hotspots: "heat.title",
  movers: "movers.title",
  video: "video.title",
  cameraHealth: "cameraHealth.title",
} as const satisfies Readonly<Record<PanelName, WallKey>>;

const isBoard = (panel: string): panel is PanelName => panel in BOARD_TITLE;
export const boardTitle = (panel: string, words: Words): string =>
  isBoard(panel) ? words.text(BOARD_TITLE[panel]) : panel;

const NO_ROWS: readonly never[] = [];

/** What was pushed, by its name: "案件 20261120-0012", "摄像机 人民路口". */
export function usePushedName(what: Pushed): string {
  const words = useWords();
  // A view that is not wanted is asked in its cheapest form.
  const found = useView({ view: "case", uid: what.show === "case" ? what.uid : 0 }).value;
  const cameras = useView(what.show === "camera" ? { view: "cameras" } : { view: "city" });
  return useMemo(() => {
    switch (what.show) {
      case "case":
        return words.text("hall.pushed.case", { name: found?.line.caseNo ?? `#${what.uid}` });
      case "camera": {
        const rows = Array.isArray(cameras.value) ? (cameras.value as readonly CameraName[]) : NO_ROWS;
        const camera = rows.find(({ uid }) => uid === what.uid);
        return words.text("hall.pushed.camera", { name: camera === undefined ? `#${what.uid}` : words.name(camera) });
      }
      case "map":
        return words.text("hall.pushed.map", { lon: what.lon.toFixed(4), lat: what.lat.toFixed(4) });
      case "board":
        return words.text("hall.pushed.board", { name: boardTitle(what.panel, words) });
    }
  }, [what, words, found, cameras.value]);
}

interface CameraName {
  readonly uid: number;
  readonly name: string;
  readonly nameEn: string;
}
