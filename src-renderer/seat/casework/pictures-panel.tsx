/** Pictures of a case before and after, laid over each other behind a curtain that is moved by hand or by arrow keys. */
import { Image } from "antd";
import { useContext, useState } from "react";
import type { WholeValues } from "../../../shared/view.ts";
import { usePicture } from "../../board/cameras/picture.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { beforeAfter } from "../../../shared/case/before-after.ts";

type Picture = WholeValues["pictures"][number];

/** @param submittedAt when the department last said that it is done, epoch ms */
export function PicturesPanel({ uid, submittedAt }: { readonly uid: number; readonly submittedAt: number | null }) {
  const words = useWords();
  const pictures = useView({ view: "pictures", caseUid: uid }).value ?? [];
  const { before, after, curtain } = beforeAfter(pictures, submittedAt);
  return (
    <section className="casework-card" data-card="pictures">
      <h2>{words.text("casework.pictures")}</h2>
      {pictures.length === 0 && <p className="casework-note">{words.text("casework.pictures.none")}</p>}
      {curtain !== null && <Curtain before={curtain.before} after={curtain.after} />}
      {curtain === null && before.length > 0 && <Row title={words.text("casework.before")} pictures={before} />}
      {curtain === null && after.length > 0 && <Row title={words.text("casework.after")} pictures={after} />}
      {curtain !== null && before.length + after.length > 2 && (
        <>
          <Row title={words.text("casework.before")} pictures={before} />
          <Row title={words.text("casework.after")} pictures={after} />
        </>
      )}
    </section>
  );
}

function useCaption() {
  const words = useWords();
  const { hubNow } = useContext(ClockContext);
  return ({ at, takenBy }: Picture) =>
    [momentText(at, hubNow() ?? at, words.timeZone, words.language), takenBy].filter(Boolean).join(" · ");
}

function Row({ title, pictures }: { readonly title: string; readonly pictures: readonly Picture[] }) {
  return (
    <div className="casework-pictures" role="group" aria-label={title}>
      <h3>{title}</h3>
      {pictures.map((picture) => (
        <Single key={picture.id} picture={picture} title={title} />
      ))}
    </div>
  );
}

function Single({ picture, title }: { readonly picture: Picture; readonly title: string }) {
  const words = useWords();
  const caption = useCaption()(picture);
  const [got, again] = usePicture(picture.id);
  return (
    <figure data-picture={picture.id} data-state={got.is}>
      {got.is === "shown" ? (
        <Image src={got.url} alt={`${title} ${caption}`} />
      ) : (
        <p role="status">
          {got.is === "loading" ? words.text("pictures.loading") : words.trouble(got.trouble)}
          {got.is === "away" && (
            <button type="button" className="casework-link" onClick={again}>
              {words.text("pictures.again")}
            </button>
          )}
        </p>
      )}
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

function Curtain({ before, after }: { readonly before: Picture; readonly after: Picture }) {
  const words = useWords();
  const caption = useCaption();
  const [part, setPart] = useState(50);
  const [early] = usePicture(before.id);
  const [late] = usePicture(after.id);
  if (early.is !== "shown" || late.is !== "shown") {
    return (
      <div className="casework-pictures">
        <Single picture={before} title={words.text("casework.before")} />
        <Single picture={after} title={words.text("casework.after")} />
      </div>
    );
  }
  return (
    <figure className="casework-curtain" data-curtain={part}>
      <div style={{ aspectRatio: `${before.width} / ${before.height}` }}>
        <img src={late.url} alt={`${words.text("casework.after")} ${caption(after)}`} />
        <img
          src={early.url}
          alt={`${words.text("casework.before")} ${caption(before)}`}
          style={{ clipPath: `inset(0 ${100 - part}% 0 0)` }}
        />
        <span className="casework-curtain-edge" style={{ insetInlineStart: `${part}%` }} aria-hidden="true" />
      </div>
      <input
        type="range"
        min={0}
        max={100}
        value={part}
        aria-label={words.text("casework.curtain")}
        aria-valuetext={words.text("casework.curtain.shows", { part })}
        onChange={(event) => setPart(Number(event.target.value))}
      />
      <figcaption>
        <span>
          {words.text("casework.before")} {caption(before)}
        </span>
        <span>
          {words.text("casework.after")} {caption(after)}
        </span>
      </figcaption>
    </figure>
  );
}
