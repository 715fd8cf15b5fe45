/** One window of a wall: what it shows, how it fares, and what its scenes held. */
import { Panel } from "../../kit/panel.tsx";
import { durationText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { SignMark } from "../sync/card.tsx";
import { bytesText, instantText } from "../sync/words.ts";
import { EchoPicture } from "./echo.tsx";
import { Value } from "./value.tsx";
import { problemsOfRow, type OpsRow } from "./rows.ts";

export interface WindowCardProps {
  readonly row: OpsRow;
  /** Hub time, and hub ms per real ms. */
  readonly now: number;
  /** The title of a scene by its name. */
  readonly sceneTitle: (scene: string) => string;
}

export function WindowCard({ row, now, sceneTitle }: WindowCardProps) {
  const words = useWords();
  const { window, own, silentMs } = row;
  const problems = problemsOfRow(row, now);
  const name = words.text("ops.window", { wall: window.wall, display: window.display });
  const size = (width: number, height: number) => (width === 0 ? null : `${width} × ${height}`);
  const seconds = (ms: number) => durationText(Math.round(ms / 1_000) * 1_000, words.language);
  return (
    <Panel
      name={`ops.window.${window.wall}.${window.display}`}
      title={name}
      tools={<small className="panel-window">{window.host}</small>}
      source=""
      view={{ value: row, trouble: null, rev: 0 }}
      empty={null}
    >
      <div className="ops-window">
        <EchoPicture window={window} />
        <div>
          <p className="ops-problems" data-problems={problems.join(" ")}>
            {problems.length === 0 ? (
              <span>
                <SignMark sign="well" /> {words.text("ops.well")}
              </span>
            ) : (
              problems.map((problem) => (
                <span key={problem} className="sync-problem">
                  <SignMark sign="look" /> {words.text(`ops.problem.${problem}`)}
                </span>
              ))
            )}
          </p>
          <dl>
            <Value label={words.text("ops.scene")} name="scene" value={window.scene}>
              {sceneTitle(window.scene)}
            </Value>
            <Value label={words.text("ops.heap")} name="heapMb" value={window.heapMb}>
              {window.heapMb === null ? null : `${window.heapMb.toFixed(1)} MB`}
            </Value>
            <Value label={words.text("ops.frames")} name="frames" value={window.frames}>
              {window.frames}
              {own !== null && <small>{words.text("ops.fewest", { count: own.fewestFrames })}</small>}
            </Value>
            <Value label={words.text("ops.gpu")} name="gpu" value={window.gpu}>
              {window.gpu === "" ? null : <span className="ops-gpu">{window.gpu}</span>}
            </Value>
            <Value label={words.text("ops.size")} name="size" value={window.width}>
              {size(window.width, window.height)}
              <small>× {window.ratio}</small>
            </Value>
            <Value label={words.text("ops.canvas")} name="canvas" value={window.canvasWidth}>
              {size(window.canvasWidth, window.canvasHeight)}
            </Value>
            <Value label={words.text("ops.dataAt")} name="dataAt" value={window.dataAt}>
              {window.dataAt === null ? null : instantText(window.dataAt, now, words)}
            </Value>
            <Value label={words.text("ops.heard")} name="silentMs" value={Math.round(silentMs)}>
              {words.text("ops.ago", { span: seconds(silentMs) })}
            </Value>
            <Value label={words.text("ops.crashed")} name="crashes" value={window.crashes}>
              {window.crashes === 0
                ? words.text("ops.never")
                : words.text("ops.crashes", {
                    count: window.crashes,
                    at: window.crashedAt === null ? "—" : instantText(window.crashedAt, now, words),
                  })}
            </Value>
            {own !== null && (
              <Value label={words.text("ops.lastPicture")} name="pictureBytes" value={own.pictureBytes}>
                {own.pictureAgeMs === null
                  ? null
                  : `${words.text("ops.ago", { span: seconds(own.pictureAgeMs) })} · ${bytesText(own.pictureBytes)}`}
              </Value>
            )}
          </dl>
        </div>
        {own !== null && own.scenes.length > 0 && <SceneHeaps row={row} sceneTitle={sceneTitle} />}
      </div>
    </Panel>
  );
}

/** Scenes of the wall that were shown last, each with what the page held; more than this are not told. */
const HEAPS = 12;

function SceneHeaps({ row, sceneTitle }: Pick<WindowCardProps, "row" | "sceneTitle">) {
  const words = useWords();
  const scenes = (row.own?.scenes ?? []).slice(-HEAPS);
  const most = Math.max(1, ...scenes.map(({ heapMb }) => heapMb ?? 0));
  return (
    <div className="ops-heaps">
      <h3>{words.text("ops.heaps")}</h3>
      <ol>
        {scenes.map(({ at, scene, heapMb }) => (
          <li key={at} title={sceneTitle(scene)}>
            <span>{sceneTitle(scene)}</span>
            <span className="bar">
              <span style={{ width: `${((heapMb ?? 0) / most) * 100}%` }} />
            </span>
            <span className="ops-number">{heapMb === null ? "—" : `${heapMb.toFixed(0)} MB`}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
