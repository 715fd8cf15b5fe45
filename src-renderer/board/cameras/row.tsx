/** One camera in a list: its mark, its name, how it stands; opens its card. */
import type { ReactNode } from "react";
import type { CameraLine } from "../../../shared/view.ts";
import { useWords } from "../../kit/words.ts";
import { useDesk } from "../desk.ts";
import { CameraMark } from "./state-mark.tsx";
import { sinceText, stateOf } from "./words.ts";

export interface RowProps {
  readonly line: CameraLine;
  readonly now: number;
  /** What stands at the right of the second line. */
  readonly note?: ReactNode;
}

export function CameraRow({ line, now, note }: RowProps) {
  const words = useWords();
  const desk = useDesk();
  const state = stateOf(line);
  const owner = desk.departments.get(line.department);
  return (
    <button
      type="button"
      className="camera-row"
      data-camera={line.uid}
      data-state={state}
      onClick={() => {
        if (line.lon !== null && line.lat !== null) desk.goTo({ lon: line.lon, lat: line.lat });
        desk.openThing({ kind: "camera", uid: line.uid });
      }}
    >
      <CameraMark state={state} />
      <span className="case-first">
        <span className="case-what">{words.name(line)}</span>
        <span className="case-state">{words.text(`camera.state.${state}`)}</span>
      </span>
      <span className="case-second">
        <span className="case-where">
          {line.outage === null
            ? words.text(`camera.kind.${line.kind === "ptz" ? "ptz" : "fixed"}`)
            : sinceText(line.outage.since, now, words)}
        </span>
        <span className="case-time">{note ?? (owner === undefined ? "" : words.name(owner))}</span>
      </span>
    </button>
  );
}
