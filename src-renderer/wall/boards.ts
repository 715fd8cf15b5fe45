/** Which board stands behind the name of each panel. */
import { memo, type ComponentType } from "react";
import type { Layout, PanelName } from "../../shared/scene.ts";
import { AgesBoard } from "../board/ages.tsx";
import { BacklogBoard } from "../board/backlog.tsx";
import { CameraHealthBoard } from "../board/cameras/health.tsx";
import { CoverageBoard } from "../board/coverage/board.tsx";
import { DisputesBoard } from "../board/disputes.tsx";
import { HotspotsBoard } from "../board/heat/board.tsx";
import { MoversBoard } from "../board/movers/board.tsx";
import { SensorsBoard } from "../board/sensors/board.tsx";
import { EvaluationBoard } from "../board/evaluation/board.tsx";
import { HonoursBoard } from "../board/evaluation/honours.tsx";
import { IndicatorsBoard } from "../board/evaluation/indicators.tsx";
import { FiguresBoard } from "../board/figures.tsx";
import { FunnelBoard } from "../board/funnel.tsx";
import { IssuesBoard } from "../board/issues.tsx";
import { RankingBoard } from "../board/ranking.tsx";
import { RecurrenceBoard } from "../board/recurrence.tsx";
import { TickerBoard } from "../board/ticker.tsx";
import { TrendBoard } from "../board/trend.tsx";
import { VideoBoard } from "../camera/grid.tsx";

/** Each is drawn for its own data and what it reads; the line's report, once a second, is no reason to draw them all. */
export const BOARDS: Record<PanelName, ComponentType> = {
  figures: memo(FiguresBoard),
  funnel: memo(FunnelBoard),
  topIssues: memo(IssuesBoard),
  trend: memo(TrendBoard),
  ranking: memo(RankingBoard),
  ticker: memo(TickerBoard),
  evaluation: memo(EvaluationBoard),
  honours: memo(HonoursBoard),
  indicators: memo(IndicatorsBoard),
  backlog: memo(BacklogBoard),
  ages: memo(AgesBoard),
  recurrence: memo(RecurrenceBoard),
  disputes: memo(DisputesBoard),
  coverage: memo(CoverageBoard),
  sensors: memo(SensorsBoard),
  hotspots: memo(HotspotsBoard),
  movers: memo(MoversBoard),
  video: memo(VideoBoard),
  cameraHealth: memo(CameraHealthBoard),
};

/** Panels that go by the period of the header. */
const BY_PERIOD: ReadonlySet<PanelName> = new Set(["funnel", "topIssues", "ranking", "hotspots"]);

/** Does anything of this layout go by the period of the header? */
export const goesByPeriod = (layout: Layout) => layout.panels.some(({ panel }) => BY_PERIOD.has(panel));
