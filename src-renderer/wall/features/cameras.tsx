/** Cameras around a case that is open: on the map as a fan, as a list, and as tiles where the scene has no panel for them. */
import { useEffect, useMemo } from "react";
import type { CameraLine } from "../../../shared/view.ts";
import type { Wish } from "../../camera/budget.ts";
import { GridTile } from "../../camera/grid-tile.tsx";
import { compassOf, type NearCamera } from "../../camera/near.ts";
import type { Alarm } from "../../camera/tour.ts";
import { useBudget } from "../../camera/use-budget.ts";
import { focusCamera, useAlarms, useFocusedCamera, useVideoDesk } from "../../camera/video-desk.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import type { Parts } from "../../map/parts/all.ts";
import { useOpened } from "../opened-context.ts";
import { useFeatures } from "./feature.ts";
import { useCaseAsked, useCasePlace, useNear, type CasePlace } from "./near.ts";
import "../../camera/video.css";
import "./cameras.css";

const NO_ROWS: readonly never[] = [];
/** Tiles over the map at most. */
const MOST = 3;

export function CamerasFeature() {
  const uid = useCaseAsked();
  const { hasVideo } = useOpened();
  const { covered } = useVideoDesk();
  return (
    <>
      {uid !== null && <OfCase key={uid} uid={uid} />}
      {!hasVideo && !covered && <OverMap />}
    </>
  );
}

function OfCase({ uid }: { readonly uid: number }) {
  const { parts } = useFeatures();
  const place = useCasePlace(uid);
  return place === null ? null : <Fan place={place} parts={parts} />;
}

function Fan({ place, parts }: { readonly place: CasePlace; readonly parts: Parts | null }) {
  const near = useNear(place);
  useEffect(() => {
    const cameras = (near ?? []).flatMap(({ line: { uid, lon, lat }, sees, online }) =>
      lon === null || lat === null ? [] : [{ uid, lon, lat, sees, online }],
    );
    parts?.fan.set({ lon: place.lon, lat: place.lat, cameras });
  }, [parts, near, place]);
  useEffect(() => () => parts?.fan.set(null), [parts]);
  return near === null ? null : <NearList near={near} />;
}

/** The fan as a list, for the keyboard. */
export function NearList({ near }: { readonly near: readonly NearCamera[] }) {
  const words = useWords();
  return (
    <aside className="near-list" aria-label={words.text("video.nearTitle")} data-near={near.length}>
      <h3>{words.text("video.nearTitle")}</h3>
      {near.length === 0 && <p>{words.text("video.nearNone")}</p>}
      <ol>
        {near.map(({ camera, metres, sees, online, line }) => (
          <li key={camera}>
            <button
              type="button"
              data-near-camera={camera}
              title={words.text("video.nearOpen", { name: words.name(line) })}
              disabled={line.offers.length === 0}
              onClick={() => focusCamera(camera)}
            >
              <svg viewBox="0 0 16 10" aria-hidden="true" data-sees={sees === true || undefined}>
                <path d="M0 5h16" />
                <circle cx="4" cy="5" r="3.4" data-online={online || undefined} />
              </svg>
              <span>{words.name(line)}</span>
              <small>
                {line.bearing === null
                  ? `${Math.round(metres)} m`
                  : words.text("video.nearAt", {
                      metres: Math.round(metres),
                      point: words.text(`video.point.${compassOf(line.bearing)}`),
                    })}
                {" · "}
                {words.text(sees === null ? "video.nearUnknown" : sees ? "video.nearSees" : "video.nearNot")}
                {" · "}
                {words.text(online ? "video.isOn" : "video.isOut")}
              </small>
            </button>
          </li>
        ))}
      </ol>
    </aside>
  );
}

/** One camera looked at alone, over the map, or a row of those that are called for. */
function OverMap() {
  const alone = useFocusedCamera();
  const { camera } = useOpened();
  const alarms = useAlarms();
  const uids = [...new Set([...(camera === null ? [] : [camera]), ...alarms.map((each) => each.camera)])];
  if (alone === null && uids.length === 0) return null;
  return <Row uids={uids.slice(0, MOST)} alone={alone} alarms={alarms} />;
}

interface RowProps {
  readonly uids: readonly number[];
  readonly alone: number | null;
  readonly alarms: readonly Alarm[];
}

function Row({ uids, alone, alarms }: RowProps) {
  const words = useWords();
  const cameras = useView({ view: "cameras" }).value ?? NO_ROWS;
  const wanted = alone === null ? uids.join() : String(alone);
  const lines = useMemo(
    () =>
      wanted
        .split(",")
        .flatMap((uid) => cameras.find((line) => line.uid === Number(uid)) ?? [])
        .filter(({ offers }) => offers.length > 0),
    [wanted, cameras],
  );
  const wishes = useMemo(() => lines.map((line) => wishOf(line, alone !== null)), [lines, alone]);
  const { plan, onState } = useBudget(wishes);
  if (lines.length === 0) return null;
  return (
    <section
      className="over-map-tiles"
      data-alone={alone ?? undefined}
      aria-label={words.text("video.title")}
      onKeyDown={(event) => {
        if (event.key === "Enter" && alone === null) {
          const tile = (event.target as Element).closest("[data-tile]")?.getAttribute("data-tile");
          if (tile == null) return;
          focusCamera(Number(tile));
        } else if (event.key === "Escape" && alone !== null) focusCamera(null);
        else return;
        event.preventDefault();
      }}
    >
      {lines.map((line, i) => {
        const alarm = alarms.find(({ camera }) => camera === line.uid) ?? null;
        return (
          <GridTile
            key={line.uid}
            cell={i}
            line={line}
            area=""
            rung={plan.rungs.get(String(line.uid)) ?? "still"}
            why={alone === null ? (alarm?.why ?? "tile") : "focus"}
            alarm={alone === null ? alarm : null}
            alone={alone !== null}
            active
            stillEveryMs={2_000}
            onState={onState}
          />
        );
      })}
    </section>
  );
}

const wishOf = ({ uid, offers }: CameraLine, focused: boolean): Wish => ({
  key: String(uid),
  offers,
  pixels: 0,
  focused,
  alarm: true,
});
