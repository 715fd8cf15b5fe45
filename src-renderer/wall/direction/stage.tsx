/** The panels of one scene: those that are seen, and those of the next one out of sight. */
import type { CSSProperties } from "react";
import type { Layout, Place, Scene } from "../../../shared/scene.ts";
import { DeskContext, type Desk } from "../../board/desk.ts";
import { VideoDeskContext, type VideoDesk } from "../../camera/video-desk.ts";
import { UnitScale } from "../../kit/unit.ts";
import { BOARDS } from "../boards.ts";

const areaOf = ({ x, y, w, h }: Place) => `${y + 1} / ${x + 1} / span ${h} / span ${w}`;

/** Puts a place of the scene on the wall's grid. */
export const placed = (place: Place): CSSProperties => ({ gridArea: areaOf(place) });

/** Makes all of a place larger: its texts, and what is as large as a text. */
const textStyle = (percent: number | undefined) =>
  percent === undefined ? {} : ({ "--text-scale": percent / 100 } as CSSProperties);

/** A scene with what its panels share. */
export interface Staged {
  readonly scene: Scene;
  readonly layout: Layout;
  readonly desk: Desk;
  readonly video: VideoDesk;
}

/** What was drawn out of sight is the very same that is then seen: each scene has its name as its key. */
export function Stages({ shown, coming }: { readonly shown: Staged; readonly coming: Staged | null }) {
  const all = [{ ...shown, stage: "shown" as const }];
  return [...all, ...(coming === null ? [] : [{ ...coming, stage: "coming" as const }])].map((each) => (
    <Stage key={each.scene.scene} {...each} />
  ));
}

function Stage({ stage, layout, desk, video }: Staged & { readonly stage: "shown" | "coming" }) {
  const unseen = stage === "coming";
  return (
    <DeskContext value={desk}>
      <VideoDeskContext value={video}>
        <div className="stage" data-stage={stage} inert={unseen} aria-hidden={unseen || undefined}>
          {layout.panels.map((panel) => {
            const Board = BOARDS[panel.panel];
            return (
              <div
                key={panel.panel}
                className="place"
                data-text={panel.text}
                style={{ ...placed(panel), ...textStyle(panel.text) }}
              >
                <UnitScale value={(panel.text ?? 100) / 100}>
                  <Board />
                </UnitScale>
              </div>
            );
          })}
        </div>
      </VideoDeskContext>
    </DeskContext>
  );
}

/** Where the map is, and where it goes in the frame of the switch (direction.css). */
export function comingMap(
  now: Place,
  text: number | undefined,
  next: Layout | null,
): { readonly style: CSSProperties; readonly "data-coming"?: "unseen" } {
  const area = { "--coming-area": areaOf(next?.map ?? now) } as CSSProperties;
  const style = { ...placed(now), ...textStyle(text), ...area };
  return next !== null && next.map === undefined ? { style, "data-coming": "unseen" } : { style };
}
