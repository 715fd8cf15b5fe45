/** The thing itself that was pushed: a case, a camera, a part of the map, a board; or why it cannot be shown here. */
import type { ReactNode } from "react";
import type { Push, Pushed } from "../../../shared/direction/wall.ts";
import { PANELS, type PanelName } from "../../../shared/scene.ts";
import { CaseDetail } from "../../board/case.tsx";
import { CameraTile } from "../../camera/tile.tsx";
import type { WallKey } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import type { PointBuffers } from "../../map/buffers.ts";
import { BOARDS } from "../boards.ts";
import { PushedMap } from "./pushed-map.tsx";

const NOTHING = () => {};

/** Titles of the boards, by the names of their panels. */
const TITLES: Record<PanelName, WallKey> = {
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
};

const isPanel = (panel: string): panel is PanelName => (PANELS as readonly string[]).includes(panel);

/** What stands in the head of a push. */
export function useNameOf(what: Pushed): string {
  const words = useWords();
  const cameras = useView({ view: "cameras" }).value;
  switch (what.show) {
    case "case":
      return words.text("case.title");
    case "camera": {
      const camera = cameras?.find(({ uid }) => uid === what.uid);
      return camera === undefined ? words.text("directed.camera") : words.name(camera);
    }
    case "map":
      return words.text("map.title");
    case "board":
      return isPanel(what.panel) ? words.text(TITLES[what.panel]) : what.panel;
  }
}

function Note({ children }: { readonly children: ReactNode }) {
  return (
    <p className="push-note" role="status">
      {children}
    </p>
  );
}

export interface PushedThingProps {
  readonly push: Push;
  readonly points: PointBuffers;
}

export function PushedThing({ push, points }: PushedThingProps) {
  const words = useWords();
  const { what } = push;
  switch (what.show) {
    case "case":
      return <CaseDetail uid={what.uid} onBack={NOTHING} onClose={NOTHING} />;
    case "camera":
      return push.barred ? <Note>{words.text("directed.barred")}</Note> : <PushedCamera uid={what.uid} />;
    case "map":
      return <PushedMap lon={what.lon} lat={what.lat} zoom={what.zoom} points={points} />;
    case "board": {
      if (!isPanel(what.panel)) return <Note>{words.text("directed.noBoard", { panel: what.panel })}</Note>;
      const Board = BOARDS[what.panel];
      return <Board />;
    }
  }
}

function PushedCamera({ uid }: { readonly uid: number }) {
  const words = useWords();
  const cameras = useView({ view: "cameras" }).value;
  const camera = cameras?.find((each) => each.uid === uid);
  if (camera !== undefined)
    return <CameraTile key={uid} camera={camera} rung="main" why="focus" caseUid={0} focused={false} />;
  return cameras === null ? null : <Note>{words.text("directed.noCamera")}</Note>;
}
