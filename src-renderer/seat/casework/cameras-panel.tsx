/** The nearest cameras to a case: those that see the place first. A picture is opened by its key or when it is asked for. */
import { Button } from "antd";
import { useMemo, useState } from "react";
import { nearOf, NEAR_LIMIT, tilesOf, type NearCamera } from "../../camera/near.ts";
import { CameraTile } from "../../camera/tile.tsx";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { PushButton } from "../direction/push-button.tsx";
import { useSeatActs } from "../shell/acts.ts";
import { PAGE_KEYS } from "./page-keys.ts";
import { bothTitles } from "./titles.ts";
import "../../camera/video.css";

const NO_ROWS: readonly never[] = [];

interface CamerasPanelProps {
  readonly uid: number;
  readonly lon: number;
  readonly lat: number;
}

export function CamerasPanel({ uid, lon, lat }: CamerasPanelProps) {
  const words = useWords();
  const asked = useView({ view: "camerasNear", lon, lat, limit: NEAR_LIMIT }).value;
  const cameras = useView({ view: "cameras" }).value ?? NO_ROWS;
  const near = useMemo(() => (asked === null ? NO_ROWS : nearOf(asked, cameras)), [asked, cameras]);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const best = tilesOf(near);
  const toggleBest = () => setOpen(open.size > 0 ? new Set() : new Set(best.map(({ camera }) => camera)));
  const toggle = (camera: number) => {
    const next = new Set(open);
    if (!next.delete(camera)) next.add(camera);
    setOpen(next);
  };
  useSeatActs([
    {
      ...{ id: "case.cameras", group: "case", key: PAGE_KEYS.cameras },
      title: words.text("casework.cameras.open"),
      titles: bothTitles("casework.cameras.open"),
      ...(best.length === 0 ? { cannot: words.text("casework.cameras.none") } : {}),
      run: toggleBest,
    },
  ]);
  const shown = near.filter(({ camera }) => open.has(camera));
  return (
    <section className="casework-card" data-card="cameras">
      <h2>
        {words.text("casework.cameras")}
        {best.length > 0 && (
          <Button size="small" onClick={toggleBest} aria-pressed={open.size > 0}>
            {words.text("casework.cameras.open")} <kbd>O</kbd>
          </Button>
        )}
      </h2>
      {near.length === 0 && <p className="casework-note">{words.text("casework.cameras.none")}</p>}
      {shown.length > 0 && (
        <div className="casework-tiles">
          {shown.map(({ camera, line }) => (
            <div key={camera} className="casework-tile" data-tile={camera}>
              <CameraTile camera={line} rung="sub" why="case" caseUid={uid} focused={false} />
            </div>
          ))}
        </div>
      )}
      <ol className="casework-near">
        {near.map((each) => (
          <CameraRow
            key={each.camera}
            near={each}
            isOpen={open.has(each.camera)}
            onToggle={() => toggle(each.camera)}
          />
        ))}
      </ol>
    </section>
  );
}

interface CameraRowProps {
  readonly near: NearCamera;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function CameraRow({ near, isOpen, onToggle }: CameraRowProps) {
  const words = useWords();
  const { line, metres, sees, online } = near;
  const canOpen = online && line.offers.length > 0;
  return (
    <li data-camera={line.uid}>
      <Button type="link" size="small" disabled={!canOpen} aria-pressed={isOpen} onClick={onToggle}>
        {words.name(line)}
      </Button>
      <small>
        {words.text("casework.metres", { metres: Math.round(metres) })}
        {sees === true && ` · ${words.text("casework.cameras.sees")}`}
        {!online && ` · ${words.text("casework.cameras.offline")}`}
      </small>
      <PushButton what={{ show: "camera", uid: line.uid }} small />
    </li>
  );
}
