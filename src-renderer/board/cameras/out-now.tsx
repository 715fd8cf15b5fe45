/**
 * Cameras that cannot be looked through now, the longest first and those last of which nobody knows since when; and those
 * that were out the most over the weeks.
 */
import type { CameraHealth, CameraLine } from "../../../shared/view.ts";
import { useWords } from "../../kit/words.ts";
import { CameraRow } from "./row.tsx";
import { hoursOfText, shareText } from "./words.ts";

export interface OutProps {
  readonly out: CameraHealth["out"];
  readonly cameras: ReadonlyMap<number, CameraLine>;
  readonly now: number;
}

export function OutNow({ out, cameras, now }: OutProps) {
  const words = useWords();
  const told = new Set(out.map(({ camera }) => camera));
  const silent = [...cameras.values()].filter(({ uid, online }) => online !== 1 && !told.has(uid));
  const lines = [...out.flatMap(({ camera }) => cameras.get(camera) ?? []), ...silent];
  return (
    <section className="camera-list" data-list="out">
      <h3>
        {words.text("cameraHealth.out")}
        <small data-figure="cameraHealth.out" data-value={lines.length}>
          {words.text("cameraHealth.outCount", { count: lines.length })}
        </small>
      </h3>
      {lines.length === 0 ? (
        <p className="camera-note">{words.text("cameraHealth.noneOut")}</p>
      ) : (
        <ol className="camera-rows">
          {lines.map((line) => (
            <li key={line.uid}>
              <CameraRow
                line={line}
                now={now}
                note={line.outage === null ? words.text("cameraHealth.sinceUnknown") : undefined}
              />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** Nothing where no camera was ever out. */
export function Worst({ worst, cameras, now }: Pick<OutProps, "cameras" | "now"> & Pick<CameraHealth, "worst">) {
  const words = useWords();
  const shown = worst.flatMap((share) => {
    const line = cameras.get(share.camera);
    return line === undefined ? [] : [{ line, share }];
  });
  if (shown.length === 0) return null;
  return (
    <section className="camera-list" data-list="worst">
      <h3>
        {words.text("cameraHealth.worst")}
        <small>{words.text("cameraHealth.worstNote")}</small>
      </h3>
      <ol className="camera-rows">
        {shown.map(({ line, share }) => (
          <li key={line.uid} title={hoursOfText(share, words)}>
            <CameraRow line={line} now={now} note={words.text("cameraHealth.share", { share: shareText(share) })} />
          </li>
        ))}
      </ol>
    </section>
  );
}
