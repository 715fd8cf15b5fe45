/** 典型案件: a case before and after, behind an edge that is drawn by hand or by arrow keys. */
import { useEffect, useRef, type PointerEvent } from "react";
import type { FrozenPicture, TypicalCase } from "../../../shared/briefing.ts";
import { usePicture } from "../../board/cameras/picture.ts";
import { durationText, momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useBriefing, useDial } from "../context.ts";

export function TypicalPage() {
  const words = useWords();
  const { frozen, small } = useBriefing();
  const { typical } = frozen;
  const [which, choose] = useDial("typical", 0);
  const at = Math.min(which, typical.length - 1);
  const shown = typical[at];
  useEffect(() => {
    if (small) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
      const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (by === 0 || typical.length < 2) return;
      event.preventDefault();
      choose((at + by + typical.length) % typical.length);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [at, choose, small, typical.length]);
  if (shown === undefined) return <p className="briefing-empty">{words.text("briefing.typical.none")}</p>;
  return (
    <div className="briefing-typical">
      <ol>
        {typical.map((each, i) => (
          <li key={each.uid}>
            <button
              type="button"
              data-typical={each.uid}
              aria-pressed={i === at}
              tabIndex={small ? -1 : 0}
              onClick={() => choose(i)}
            >
              <b>{words.name({ name: each.className, nameEn: each.classNameEn }) || each.caseNo}</b>
              <small>{each.address}</small>
            </button>
          </li>
        ))}
      </ol>
      <Curtain key={shown.uid} shown={shown} />
    </div>
  );
}

function Curtain({ shown }: { readonly shown: TypicalCase }) {
  const words = useWords();
  const { frozen, small, act } = useBriefing();
  const [part, setPart] = useDial(`curtain.${shown.uid}`, 50);
  const frame = useRef<HTMLDivElement>(null);
  const drag = (event: PointerEvent) => {
    const box = frame.current?.getBoundingClientRect();
    if (box === undefined || event.buttons === 0 || box.width === 0) return;
    setPart(Math.round(Math.min(100, Math.max(0, ((event.clientX - box.left) / box.width) * 100))));
  };
  const { timeZone, language } = words;
  const moment = ({ at }: FrozenPicture) => momentText(at, frozen.at, timeZone, language);
  const department = words.name({ name: shown.departmentName, nameEn: shown.departmentNameEn });
  return (
    <figure className="briefing-curtain" data-curtain={part}>
      <div
        ref={frame}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          drag(event);
        }}
        onPointerMove={drag}
      >
        <Side picture={shown.after} label={words.text("briefing.after")} />
        <div style={{ clipPath: `inset(0 ${100 - part}% 0 0)` }}>
          <Side picture={shown.before} label={words.text("briefing.before.picture")} />
        </div>
        <span className="briefing-edge" style={{ insetInlineStart: `${part}%` }} aria-hidden="true" />
      </div>
      <input
        type="range"
        min={0}
        max={100}
        value={part}
        tabIndex={small ? -1 : 0}
        aria-label={words.text("briefing.curtain")}
        aria-valuetext={words.text("briefing.curtain.shows", { part })}
        onChange={(event) => setPart(Number(event.target.value))}
      />
      <figcaption>
        <span>
          {words.text("briefing.before.picture")} {moment(shown.before)}
        </span>
        <button
          type="button"
          className="figure"
          data-case={shown.uid}
          tabIndex={small ? -1 : 0}
          onClick={() => act({ do: "open", fresh: true, opened: { show: "case", uid: shown.uid } })}
        >
          {[shown.caseNo, department].filter(Boolean).join(" · ")}
        </button>
        <span>
          {words.text("briefing.took", { span: durationText(shown.submittedAt - shown.reportedAt, language) })}
        </span>
        <span>
          {words.text("briefing.after")} {moment(shown.after)}
        </span>
      </figcaption>
    </figure>
  );
}

function Side({ picture, label }: { readonly picture: FrozenPicture; readonly label: string }) {
  const words = useWords();
  const [got] = usePicture(picture.id);
  if (got.is === "shown") return <img src={got.url} alt={label} draggable={false} />;
  return (
    <p className="briefing-empty" role="status">
      {got.is === "loading" ? words.text("pictures.loading") : words.trouble(got.trouble)}
    </p>
  );
}
