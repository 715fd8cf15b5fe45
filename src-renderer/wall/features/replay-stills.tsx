/** Pictures that cameras had just taken at the moment shown, each with how old it was then; a click opens its case. */
import { useMemo, useSyncExternalStore } from "react";
import type { StillTaken } from "../../../shared/view.ts";
import { usePicture } from "../../board/cameras/picture.ts";
import { useDesk } from "../../board/desk.ts";
import { ageText, clockText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import type { Player } from "../../map/replay-player.ts";
import { stillsAt } from "../replay-screen.ts";

/** Nothing where no camera took a picture in the ten minutes before. */
export function ReplayStills({ player }: { readonly player: Player }) {
  const words = useWords();
  const { value } = player;
  const read = () =>
    stillsAt(value, player.played().at)
      .map((still) => value.stills.indexOf(still))
      .join(" ");
  const places = useSyncExternalStore(player.subscribe, read, read);
  const shown = useMemo(
    () => (places === "" ? [] : places.split(" ").map((place) => value.stills[Number(place)] as StillTaken)),
    [places, value],
  );
  if (shown.length === 0) return null;
  return (
    <section className="replay-stills" aria-label={words.text("replay.stills")}>
      <h3>{words.text("replay.stills")}</h3>
      <ul>
        {shown.map((still) => (
          <Still key={`${still.camera} ${still.id}`} still={still} player={player} />
        ))}
      </ul>
    </section>
  );
}

interface StillProps {
  readonly still: StillTaken;
  readonly player: Player;
}

function Still({ still, player }: StillProps) {
  const words = useWords();
  const desk = useDesk();
  const cameras = useView({ view: "cameras" }).value;
  const [got] = usePicture(still.id);
  const read = () => ageText(player.played().at - still.at, words.language);
  const age = useSyncExternalStore(player.subscribe, read, read);
  const camera = cameras?.find(({ uid }) => uid === still.camera);
  const name = camera === undefined ? words.text("pictures.unknownCamera") : words.name(camera);
  const at = clockText(still.at, words.timeZone);
  const { caseUid, lon, lat, unitGrid } = still;
  return (
    <li data-replay-still={still.id} data-state={got.is}>
      <button
        type="button"
        disabled={caseUid === 0}
        title={words.text(caseUid === 0 ? "replay.stillAlone" : "replay.stillOpen")}
        onClick={() => desk.openCase({ uid: caseUid, lon, lat, unitGrid })}
      >
        {got.is === "shown" ? (
          <img src={got.url} alt={words.text("pictures.alt", { camera: name, at })} />
        ) : (
          <span className="replay-still-away">
            {words.text(got.is === "loading" ? "pictures.loading" : "replay.stillAway")}
          </span>
        )}
        <b>{name}</b>
        <small>{words.text("replay.stillAge", { at, age })}</small>
      </button>
    </li>
  );
}
