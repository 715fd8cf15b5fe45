/** One person or vehicle: where, since when, what its device says, and its way today. */
import { useContext } from "react";
import { alarmNames, statusNames, URGENT_ALARMS } from "../../../shared/device/jt808.ts";
import type { TrackColumns } from "../../../shared/track.ts";
import { useView } from "../../link/react.ts";
import { ClockContext, Panel } from "../../kit/panel.tsx";
import { ageText } from "../../kit/time.ts";
import { useBeat } from "../../kit/tick.ts";
import { useWords } from "../../kit/words.ts";
import { BackButton } from "../back.tsx";
import { useDesk } from "../desk.ts";
import { Entry } from "../entry.tsx";
import { kindName } from "./board.tsx";
import { TRAIL_SPANS, useFollowing } from "./follow.ts";
import { Alarms, MoverStateMark } from "./state.tsx";
import { stateOf } from "./summary.ts";
import { trackOf, useLatestTracks, type UnitTrack } from "./tracks.ts";

export interface ThingProps {
  readonly uid: number;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

export function UnitDetail({ uid, onBack, onClose }: ThingProps) {
  const words = useWords();
  const desk = useDesk();
  const view = useView({ view: "unit", uid });
  const tracks = useLatestTracks();
  // `unit` answers null for one that is gone; the panel takes null for "not loaded", so wrap it.
  const loaded = { ...view, value: view.rev === 0 ? null : { found: view.value } };
  const found = view.value;
  const track = trackOf(tracks, uid);
  return (
    <div className="drawer-content">
      <Panel
        name="unit"
        title={
          <span className="cases-title">
            <BackButton onBack={onBack} />
            {found === null ? words.text("unit.title") : words.name(found.unit)}
          </span>
        }
        tools={
          <button type="button" className="close" onClick={onClose} aria-label={words.text("unit.close")}>
            ✕
          </button>
        }
        source={desk.source}
        view={loaded}
        empty={view.rev > 0 && found === null ? words.text("unit.gone") : null}
      >
        {found !== null && (
          <article className="case unit-card" data-unit={uid}>
            <h3>
              {kindName(found.unit.kind, words)}
              {found.unit.plate !== "" && <span className="unit-plate">{found.unit.plate}</span>}
            </h3>
            {tracks !== null && track !== null ? (
              <UnitNow tracks={tracks} track={track} />
            ) : (
              <p className="unit-unheard">{words.text(tracks === null ? "movers.unheard" : "unit.untold")}</p>
            )}
            <dl>
              <Entry label={words.text("unit.dutyGrid")}>
                {found.unit.dutyGrid === 0 ? (
                  words.text("unit.wholeCity")
                ) : (
                  <button type="button" className="unit-grid" onClick={() => desk.goTo({ grid: found.unit.dutyGrid })}>
                    {found.dutyGridName || "—"}
                  </button>
                )}
              </Entry>
              <Entry label={words.text("unit.seen")}>{words.text("unit.grids", { count: found.seenToday })}</Entry>
            </dl>
            <Acts uid={uid} track={track} />
          </article>
        )}
      </Panel>
    </div>
  );
}

/** What the newest report says of the unit. */
export function UnitNow({ tracks, track }: { readonly tracks: TrackColumns; readonly track: UnitTrack }) {
  const words = useWords();
  const { hubNow } = useContext(ClockContext);
  const alarms = alarmNames(track.alarm);
  const age = useBeat(() => ageText((hubNow() ?? track.at) - track.at, words.language));
  // People's terminals have no ignition and no load to speak of.
  const vehicle = track.mileage !== null || track.fuel !== null;
  const number = (value: number, digits: number) =>
    value.toLocaleString(words.language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return (
    <dl>
      <Entry label={words.text("unit.state")}>
        <MoverStateMark state={stateOf(tracks, track.row, hubNow() ?? track.at)} />
      </Entry>
      {alarms.length > 0 && (
        <Entry label={words.text("unit.alarms")}>
          <Alarms alarms={alarms} urgent={alarms.some((name) => URGENT_ALARMS.has(name))} />
        </Entry>
      )}
      <Entry label={words.text("unit.fix")}>{age}</Entry>
      <Entry label={words.text("unit.moves")}>
        {track.speed > 0 ? words.text("movers.kmh", { speed: number(track.speed, 1) }) : words.text("unit.stands")}
        {track.heading !== null && (
          <small>
            {words.text(`unit.way.${compassOf(track.heading)}`)} {Math.round(track.heading)}°
          </small>
        )}
      </Entry>
      {track.fuel !== null && (
        <Entry label={words.text("unit.fuel")}>{words.text("unit.litres", { litres: number(track.fuel, 1) })}</Entry>
      )}
      {track.mileage !== null && (
        <Entry label={words.text("unit.mileage")}>{words.text("unit.km", { km: number(track.mileage, 1) })}</Entry>
      )}
      {vehicle && (
        <Entry label={words.text("unit.device")}>
          {statusNames(track.device)
            .map((name) => words.foreign(`device.status.${name}`))
            .join(words.text("movers.comma"))}
        </Entry>
      )}
    </dl>
  );
}

/** The eight winds, from north clockwise. */
const WINDS = ["north", "northEast", "east", "southEast", "south", "southWest", "west", "northWest"] as const;
export const compassOf = (heading: number): (typeof WINDS)[number] =>
  WINDS[Math.round((((heading % 360) + 360) % 360) / 45) % 8] as (typeof WINDS)[number];

function Acts({ uid, track }: { readonly uid: number; readonly track: UnitTrack | null }) {
  const words = useWords();
  const desk = useDesk();
  const { follow, setFollow, trail, setTrail } = useFollowing();
  const followed = follow === uid;
  return (
    <>
      <div className="unit-acts">
        <button
          type="button"
          aria-pressed={followed}
          disabled={track === null && !followed}
          onClick={() => setFollow(followed ? null : uid)}
        >
          {words.text(followed ? "unit.unfollow" : "unit.follow")}
        </button>
        {TRAIL_SPANS.map((span) => {
          const shown = trail?.unit === uid && trail.span === span;
          return (
            <button
              key={span}
              type="button"
              aria-pressed={shown}
              data-trail={span}
              onClick={() => setTrail(shown ? null : { unit: uid, span })}
            >
              {words.text(`unit.trail.${span}`)}
            </button>
          );
        })}
        <button
          type="button"
          disabled={track === null}
          onClick={() => {
            if (track !== null) desk.goTo({ lon: track.lon, lat: track.lat });
          }}
        >
          {words.text("unit.goTo")}
        </button>
      </div>
      {trail?.unit === uid && <p className="unit-trail">{words.text("unit.trailShown")}</p>}
    </>
  );
}
