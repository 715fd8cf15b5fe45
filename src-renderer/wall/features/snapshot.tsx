/** 抓拍立案: the draft of a case over the tile whose frame was taken. A person looks it through and confirms it. */
import { useEffect, useMemo, useRef, useState } from "react";
import { mayAsk } from "../../../shared/rights.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { AroundValue } from "../../../shared/view.ts";
import { useDesk } from "../../board/desk.ts";
import { Entry } from "../../board/entry.tsx";
import { useAuthor } from "../../board/evaluation/author.ts";
import { RequestForm, Signature } from "../../board/evaluation/form.tsx";
import { classesFor, descriptionOf, draftOf, frameMoment, likelyClass } from "../../camera/draft.ts";
import { closeSnapshot, useSnapshot, type Snapshot } from "../../camera/snapshot.ts";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useAsk, useView } from "../../link/react.ts";
import "./cameras.css";

const NO_ROWS: readonly never[] = [];

export function SnapshotFeature() {
  const snapshot = useSnapshot();
  if (snapshot === null) return null;
  const { lon, lat } = snapshot.camera;
  const key = snapshot.sha256;
  if (lon === null || lat === null) return <Draft key={key} snapshot={snapshot} around={null} />;
  return <Located key={key} snapshot={snapshot} lon={lon} lat={lat} />;
}

interface LocatedProps {
  readonly snapshot: Snapshot;
  readonly lon: number;
  readonly lat: number;
}

function Located({ snapshot, lon, lat }: LocatedProps) {
  const around = useView({ view: "around", lon, lat }).value;
  return <Draft snapshot={snapshot} around={around} />;
}

/** The picture, under an address of this page's own that is revoked when the draft closes. */
function Picture({ bytes, alt }: { readonly bytes: Uint8Array<ArrayBuffer>; readonly alt: string }) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const url = URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }));
    if (image.current !== null) image.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [bytes]);
  return <img ref={image} alt={alt} />;
}

interface DraftProps {
  readonly snapshot: Snapshot;
  /** Null while it is not known, and for a camera without a place. */
  readonly around: AroundValue | null;
}

export function Draft({ snapshot, around }: DraftProps) {
  const words = useWords();
  const desk = useDesk();
  const ask = useAsk();
  const { author, name, keep } = useAuthor();
  const role = useView({ view: "rights" }).value?.role ?? null;
  const all = useView({ view: "classes" }).value ?? NO_ROWS;
  const { camera } = snapshot;
  const classes = useMemo(() => classesFor(all, camera.platform, around), [all, camera.platform, around]);
  const [chosen, choose] = useState<number | null>(null);
  const [typed, type] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const found = chosen === null ? likelyClass(classes, around) : classes.find(({ uid }) => uid === chosen);
  const description = typed ?? (found === undefined ? "" : descriptionOf(snapshot, found, words));
  const mayNot = role !== null && !mayAsk(role, "report");
  const { left, top } = snapshot.over;

  const submit = async () => {
    if (pending || found === undefined || mayNot) return;
    if (author.trim() === "") return setProblem(words.text("form.nameMissing"));
    setPending(true);
    setProblem(null);
    const answer = await ask(draftOf(snapshot, found, description.trim(), around, words), author.trim());
    setPending(false);
    switch (answer.answer) {
      case "done": {
        keep();
        closeSnapshot();
        desk.notify(words.text("video.draftDone"));
        const { lon, lat } = camera;
        return desk.openCase({ uid: answer.uid, lon, lat, unitGrid: around?.unitGrid ?? camera.unitGrid });
      }
      case "queued":
        keep();
        closeSnapshot();
        return desk.notify(words.text("video.draftQueued"));
      case "refused":
        return setProblem(words.refusal(answer.refused));
      case "trouble":
        return setProblem(words.trouble(answer.trouble));
    }
  };

  return (
    <section
      className="snapshot-draft"
      role="dialog"
      aria-label={words.text("video.draftTitle")}
      data-snapshot={snapshot.sha256}
      style={{
        left: `max(0px, min(${left}px, 100vw - 640 * var(--u)))`,
        top: `max(56 * var(--u), min(${top}px, 100vh - 900 * var(--u)))`,
      }}
    >
      <RequestForm className="draft-form" problem={problem} onSubmit={submit} onCancel={closeSnapshot}>
        <h2>{words.text("video.draftTitle")}</h2>
        <Picture
          bytes={snapshot.bytes}
          alt={words.text("video.draftPicture", {
            camera: words.name(camera),
            moment: frameMoment(snapshot.at, words),
          })}
        />
        <Facts snapshot={snapshot} around={around} found={found} />
        {classes.length === 0 ? (
          <p>{words.text("video.draftNoClasses")}</p>
        ) : (
          <ClassChoice classes={classes} around={around} value={found?.uid ?? null} onChoose={choose} />
        )}
        <label>
          {words.text("video.draftWords")}
          <textarea
            name="description"
            rows={2}
            maxLength={2_000}
            value={description}
            onChange={({ target }) => type(target.value)}
          />
        </label>
        {mayNot ? (
          <p className="amber" role="status">
            {words.text("video.draftMayNot")}
          </p>
        ) : (
          <Signature author={author} onName={name} autoFocus />
        )}
        <p className="form-ends">
          <button type="submit" disabled={pending || mayNot || found === undefined}>
            {words.text("video.draftSend")}
          </button>
          <button type="button" autoFocus={mayNot} onClick={closeSnapshot}>
            {words.text("form.cancel")}
          </button>
        </p>
      </RequestForm>
    </section>
  );
}

type Class = RecordOf<"classes">;

interface ClassChoiceProps {
  readonly classes: readonly Class[];
  readonly around: AroundValue | null;
  /** Null while nobody has said. */
  readonly value: number | null;
  readonly onChoose: (uid: number) => void;
}

/** Which class; the likely ones say how often they were reported nearby. */
function ClassChoice({ classes, around, value, onChoose }: ClassChoiceProps) {
  const words = useWords();
  const counts = new Map(around?.classes.map(({ classUid, count }) => [classUid, count]));
  return (
    <label>
      {words.text("video.draftClass")}
      <select name="class" value={value ?? ""} onChange={({ target }) => onChoose(Number(target.value))}>
        {value === null && <option value="">{words.text("video.draftChoose")}</option>}
        {classes.map((each) => {
          const count = counts.get(each.uid);
          const likely = count === undefined ? "" : ` · ${words.text("video.draftLikely", { count })}`;
          return (
            <option key={each.uid} value={each.uid}>
              {words.name(each)}
              {likely}
            </option>
          );
        })}
      </select>
    </label>
  );
}

interface FactsProps extends DraftProps {
  readonly found: Class | undefined;
}

function Facts({ snapshot, around, found }: FactsProps) {
  const words = useWords();
  const desk = useDesk();
  const grids = useView({ view: "grids" }).value ?? NO_ROWS;
  const { camera, at, sha256 } = snapshot;
  const uid = around?.unitGrid || camera.unitGrid;
  const grid = grids.find((each) => each.uid === uid);
  const component = around?.component ?? null;
  // Of the chosen class where there is one, the open and the newest before others.
  const similar = around?.cases.find(({ className }) => className === found?.name) ?? null;
  return (
    <dl>
      <Entry label={words.text("video.draftMoment")}>{frameMoment(at, words)}</Entry>
      <Entry label={words.text("video.draftWhere")}>{words.name(camera)}</Entry>
      <Entry label={words.text("video.draftGrid")}>{grid?.code ?? words.text("video.draftNoGrid")}</Entry>
      <Entry label={words.text("video.draftComponent")}>
        {component === null
          ? words.text("video.draftNone")
          : words.text("video.draftComponentAt", {
              name: component.name || component.code,
              metres: Math.round(component.metres),
            })}
      </Entry>
      <Entry label={words.text("video.draftSimilar")}>
        {similar === null ? (
          words.text("video.draftNone")
        ) : (
          <button
            type="button"
            className="figure"
            data-similar={similar.uid}
            onClick={() => {
              closeSnapshot();
              desk.openCase(similar);
            }}
          >
            {words.text("video.draftSimilarAt", {
              number: similar.caseNo,
              metres: Math.round(similar.metres),
              moment: momentText(similar.reportedAt, at, words.timeZone, words.language),
            })}
          </button>
        )}
      </Entry>
      <Entry label={words.text("video.draftHash")}>
        <span title={sha256}>{sha256.slice(0, 16)}</span>
      </Entry>
    </dl>
  );
}
