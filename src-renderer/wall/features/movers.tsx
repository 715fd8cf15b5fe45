/** Trails, and following one unit. */
import { useContext, useEffect, useMemo, useRef } from "react";
import { instantOf, localTime } from "../../../shared/evaluation/period.ts";
import type { TrackColumns } from "../../../shared/track.ts";
import type { WholeValues } from "../../../shared/view.ts";
import { minutesOf, useFollowing, type Trail } from "../../board/movers/follow.ts";
import { trackOf, useLatestTracks } from "../../board/movers/tracks.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import type { Parts } from "../../map/parts/all.ts";
import { useFeatures } from "./feature.ts";

export function MoversFeature() {
  const { parts, layers, replaying } = useFeatures();
  const { follow, trail } = useFollowing();
  // Whoever is followed has the way of the last half hour behind, where trails are shown at all.
  const shown = useMemo<Trail | null>(
    () => trail ?? (follow !== null && layers.has("trails") ? { unit: follow, span: "recent" } : null),
    [trail, follow, layers],
  );
  // While another time is played back nobody is followed: the map shows no one as they are now.
  if (parts === null || replaying !== null) return null;
  return (
    <>
      {shown !== null && <TrailOnMap key={`${shown.unit} ${shown.span}`} trail={shown} parts={parts} />}
      {follow !== null && <FollowOnMap key={follow} unit={follow} parts={parts} />}
    </>
  );
}

/** Asks for the way and draws it, with what has been heard since the answer at its end. */
function TrailOnMap({ trail, parts }: { readonly trail: Trail; readonly parts: Parts }) {
  const words = useWords();
  const { hubNow } = useContext(ClockContext);
  const { setTrail } = useFollowing();
  const now = hubNow() ?? 0;
  const { year, month, day } = localTime(now, words.timeZone);
  const minutes = minutesOf(trail.span, now, instantOf(words.timeZone, year, month, day));
  const { value } = useView({ view: "trail", unit: trail.unit, minutes });
  const tracks = useLatestTracks();
  const name = useUnitName(trail.unit);
  useEffect(() => {
    if (value !== null) parts.trails.set(withNow(value, tracks, trail.unit));
  }, [parts, value, tracks, trail.unit]);
  useEffect(() => () => parts.trails.set(null), [parts]);
  if (value === null) return null;
  const since = value.at[0];
  return (
    <p className="follow-note trail-note" role="status" data-trail={trail.unit}>
      {since === undefined
        ? words.text("trail.none", { name })
        : words.text("trail.since", { name, moment: momentText(since, now, words.timeZone, words.language) })}
      {value.recordedSince !== null && value.recordedSince > now - minutes * 60_000 && (
        <small>
          {words.text("trail.recordedSince", {
            moment: momentText(value.recordedSince, now, words.timeZone, words.language),
          })}
        </small>
      )}
      <button type="button" onClick={() => setTrail(null)}>
        {words.text("trail.hide")}
      </button>
    </p>
  );
}

/** The way with the newest position behind its end, so that the line reaches its unit between two answers. */
export function withNow(
  value: WholeValues["trail"],
  tracks: TrackColumns | null,
  unit: number,
): Pick<WholeValues["trail"], "at" | "lon" | "lat"> {
  const track = trackOf(tracks, unit);
  if (track === null || track.at <= (value.at.at(-1) ?? 0)) return value;
  const longer = (values: Float64Array, last: number) => {
    const more = new Float64Array(values.length + 1);
    more.set(values);
    more[values.length] = last;
    return more;
  };
  return { at: longer(value.at, track.at), lon: longer(value.lon, track.lon), lat: longer(value.lat, track.lat) };
}

/** Keeps the unit in the middle until somebody drags the map, presses the button, or it goes off duty. */
function FollowOnMap({ unit, parts }: { readonly unit: number; readonly parts: Parts }) {
  const words = useWords();
  const { setFollow } = useFollowing();
  const tracks = useLatestTracks();
  const name = useUnitName(unit);
  const track = trackOf(tracks, unit);
  const seen = useRef(false);
  const [lon, lat] = [track?.lon ?? null, track?.lat ?? null];
  useEffect(() => {
    if (lon === null || lat === null) return;
    seen.current = true;
    parts.trails.follow({ lon, lat }, () => setFollow(null));
  }, [parts, lon, lat, setFollow]);
  useEffect(() => () => parts.trails.follow(null), [parts]);
  const gone = tracks !== null && track === null && seen.current;
  useEffect(() => {
    if (gone) setFollow(null);
  }, [gone, setFollow]);
  return (
    <p className="follow-note" role="status" data-follow={unit}>
      {words.text("follow.now", { name })}
      <button type="button" onClick={() => setFollow(null)}>
        {words.text("unit.unfollow")}
      </button>
    </p>
  );
}

function useUnitName(uid: number): string {
  const words = useWords();
  const unit = useView({ view: "units" }).value?.find((each) => each.uid === uid);
  return unit === undefined ? "" : words.name(unit);
}
