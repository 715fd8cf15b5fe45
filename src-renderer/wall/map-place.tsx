/** The map in its place: the ground, the buttons over it, and what the features lay over it. */
import type { RecordOf } from "../../shared/tables.ts";
import type { CaseQuery } from "../../shared/view.ts";
import { useDesk } from "../board/desk.ts";
import { FreshnessContext } from "../kit/panel.tsx";
import { useWords } from "../kit/words.ts";
import { useLine } from "../link/react.ts";
import type { PointBuffers } from "../map/buffers.ts";
import type { Parts } from "../map/parts/all.ts";
import type { GridFill, Pick, Selection } from "../map/props.ts";
import { useContext } from "react";
import { MapFeatures } from "./features/all.tsx";
import { useFeatures } from "./features/feature.ts";
import { shadeName } from "./features/shade-query.ts";
import { Ground } from "./ground.tsx";
import type { Action } from "./keys.ts";
import { Progress } from "./progress.tsx";

export interface MapPlaceProps {
  readonly platform: RecordOf<"platforms"> | null;
  readonly points: PointBuffers;
  /** The cases behind the opened list, which the map then shows alone. */
  readonly drill: CaseQuery | null;
  readonly selection: Selection | null;
  readonly fill: GridFill | null;
  readonly onParts: (parts: Parts | null) => void;
  readonly paused: boolean;
  readonly onPick: (what: Pick) => void;
  readonly act: (action: Action) => void;
}

export function MapPlace({ act, ...ground }: MapPlaceProps) {
  const words = useWords();
  const desk = useDesk();
  const line = useLine();
  const { shade, overlay, replayOpen } = useFeatures();
  const freshness = useContext(FreshnessContext);
  const { cause } = freshness;
  return (
    <>
      <Ground {...ground} settled={freshness.state === "live"} />
      <div className="map-keys">
        <button
          type="button"
          data-key="layers"
          aria-expanded={overlay === "layers"}
          onClick={() => act({ do: "layers" })}
        >
          {words.text("map.layers")}
        </button>
        <button type="button" data-key="shade" onClick={() => act({ do: "shade" })}>
          {words.text("map.shade")} · <b>{shadeName(shade, words)}</b>
        </button>
        <button
          type="button"
          data-key="replay"
          aria-pressed={replayOpen}
          title={`${words.text("replay.title")} B`}
          onClick={() => act({ do: "replay" })}
        >
          {words.text("replay.title")}
        </button>
        <button type="button" data-key="home" onClick={() => act({ do: "home" })}>
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
    </>
  );
}
