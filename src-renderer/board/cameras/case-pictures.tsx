/** Pictures that cameras took for a case. */
import { useContext } from "react";
import type { Trouble } from "../../../shared/trouble.ts";
import type { WholeValues } from "../../../shared/view.ts";
import { ClockContext } from "../../kit/panel.tsx";
import type { Words } from "../../kit/text.ts";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { useDesk } from "../desk.ts";
import { usePicture } from "./picture.ts";
import "./cameras.css";

type Picture = WholeValues["pictures"][number];

/** Nothing for a case without pictures. */
export function CasePictures({ uid }: { readonly uid: number }) {
  const words = useWords();
  const pictures = useView({ view: "pictures", caseUid: uid }).value ?? [];
  if (pictures.length === 0) return null;
  return (
    <section className="case-pictures" aria-label={words.text("pictures.title")}>
      {pictures.map((picture) => (
        <CasePicture key={picture.id} picture={picture} />
      ))}
    </section>
  );
}

function CasePicture({ picture }: { readonly picture: Picture }) {
  const words = useWords();
  const desk = useDesk();
  const { hubNow } = useContext(ClockContext);
  const cameras = useView({ view: "cameras" }).value;
  const [got, again] = usePicture(picture.id);
  const now = hubNow() ?? picture.at;
  const at = momentText(picture.at, now, words.timeZone, words.language);
  const camera = cameras?.find(({ uid }) => uid === picture.camera);
  const from = camera === undefined ? words.text("pictures.unknownCamera") : words.name(camera);
  return (
    <figure data-picture={picture.id} data-state={got.is}>
      <div className="case-picture" style={{ aspectRatio: `${picture.width} / ${picture.height}` }}>
        {got.is === "shown" && <img src={got.url} alt={words.text("pictures.alt", { camera: from, at })} />}
        {got.is === "loading" && <p>{words.text("pictures.loading")}</p>}
        {got.is === "away" && (
          <p role="status">
            {awayText(got.trouble, words)}
            <button type="button" className="camera-key" onClick={again}>
              {words.text("pictures.again")}
            </button>
          </p>
        )}
      </div>
      <figcaption>
        {camera === undefined ? (
          <span>{from}</span>
        ) : (
          <button type="button" className="figure" onClick={() => desk.openThing({ kind: "camera", uid: camera.uid })}>
            {from}
          </button>
        )}
        <time dateTime={new Date(picture.at).toISOString()}>{at}</time>
        <small>{words.text("pictures.takenBy", { by: picture.takenBy })}</small>
        <small title={words.text("pictures.hash", { hash: picture.id })}>SHA-256 {picture.id.slice(0, 8)}</small>
      </figcaption>
    </figure>
  );
}

/** The link's own troubles speak of what is asked of the desk; here a picture was to come from the hub. */
function awayText(trouble: Trouble, words: Words): string {
  if (trouble.code === "hubAway" || trouble.code === "deskSilent") return words.text("pictures.hubAway");
  return words.text("pictures.away", { why: words.trouble(trouble) });
}
