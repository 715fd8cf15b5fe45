/** What is pushed, to take back; and pushing a case or a camera that is looked for by number or name. */
import { useContext, useState } from "react";
import type { Push, Pushed, Region } from "../../shared/direction/wall.ts";
import type { Found } from "../../shared/view.ts";
import { cannotTakeBack, pushForecast } from "../board/direction/may.ts";
import { usePushedName } from "../board/direction/names.ts";
import { FIRST_REGION, PRESET_NAMES, PRESETS, sameRegion } from "../board/direction/region.ts";
import { leftText, regionText, secondsLeft } from "../board/direction/words.ts";
import { ClockContext } from "../kit/panel.tsx";
import { useBeat } from "../kit/tick.ts";
import { useWords } from "../kit/words.ts";
import { freshId, useLine, useView } from "../link/react.ts";
import type { RemoteWall } from "./remote-wall.ts";

/** Things found of all kinds; of those, cases and cameras are offered. */
const ASKED = 30;
const MINUTES = [5, 15, 60, 0] as const;

export function PushTab({ wall }: { readonly wall: RemoteWall }) {
  const words = useWords();
  const { state } = wall.line;
  const [what, setWhat] = useState<Pushed | null>(null);
  const pushes = state?.pushes ?? [];
  const waiting = state?.waiting ?? [];
  const cannot = wall.why("push");
  return (
    <>
      <ul className="remote-pushes">
        {pushes.map((push) => (
          <PushRow key={push.id} wall={wall} push={push} place={0} />
        ))}
        {waiting.map((push, n) => (
          <PushRow key={push.id} wall={wall} push={push} place={n + 1} />
        ))}
      </ul>
      {pushes.length + waiting.length === 0 && <p className="remote-note">{words.text("hall.remote.noPushes")}</p>}
      {cannot !== null ? (
        <p className="remote-note">{cannot}</p>
      ) : what === null ? (
        <Finder onFound={setWhat} />
      ) : (
        <Place wall={wall} what={what} onDone={() => setWhat(null)} />
      )}
    </>
  );
}

interface PushRowProps {
  readonly wall: RemoteWall;
  readonly push: Push;
  /** 0 for one that is shown. */
  readonly place: number;
}

function PushRow({ wall, push, place }: PushRowProps) {
  const words = useWords();
  const name = usePushedName(push.what);
  const { hubNow } = useContext(ClockContext);
  const pace = useLine().report?.pace ?? 1;
  const left = useBeat(() => (push.until === null ? null : secondsLeft(push.until, hubNow() ?? push.until, pace)));
  const { state } = wall.line;
  const cannot = state === null ? null : cannotTakeBack(push, wall.asker, state, words);
  return (
    <li data-push-row={push.id}>
      <p>
        <b>{name}</b>
        <small>
          {place > 0 ? words.text("hall.place", { count: place }) : regionText(push.region, words)} · {push.name}
          {left !== null && ` · ${leftText(left, words)}`}
        </small>
      </p>
      <button
        type="button"
        className="remote-button"
        data-unpush={push.id}
        disabled={cannot !== null || wall.why("unpush") !== null}
        title={cannot ?? undefined}
        onClick={() => void wall.send({ do: "unpush", id: push.id })}
      >
        {words.text("hall.push.back")}
      </button>
    </li>
  );
}

/** One box for a case's number and a camera's name. */
function Finder({ onFound }: { readonly onFound: (what: Pushed) => void }) {
  const words = useWords();
  const [text, setText] = useState("");
  const { value, trouble } = useView({ view: "search", text: text.trim(), limit: text.trim() === "" ? 0 : ASKED });
  const found = (value?.found ?? []).filter(({ kind }) => kind === "case" || kind === "camera");
  return (
    <section className="remote-finder" aria-label={words.text("hall.remote.find")}>
      <input
        type="search"
        enterKeyHint="search"
        placeholder={words.text("hall.remote.find")}
        aria-label={words.text("hall.remote.find")}
        value={text}
        maxLength={100}
        onChange={(event) => setText(event.target.value)}
      />
      {trouble !== null && <p role="alert">{words.trouble(trouble)}</p>}
      {text.trim() !== "" && value !== null && found.length === 0 && (
        <p className="remote-note" role="status">
          {words.text("hall.remote.notFound")}
        </p>
      )}
      <ul>
        {found.map((each) => (
          <li key={`${each.kind} ${each.uid}`}>
            <button type="button" data-found={each.kind} onClick={() => onFound(pushedOf(each))}>
              <b>{words.name({ name: each.title, nameEn: each.titleEn })}</b>
              <small>
                {words.text(`hall.remote.kind.${each.kind as "case" | "camera"}`)} ·{" "}
                {words.name({ name: each.detail, nameEn: each.detailEn })}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const pushedOf = ({ kind, uid }: Found): Pushed => ({ show: kind === "camera" ? "camera" : "case", uid });

interface PlaceProps {
  readonly wall: RemoteWall;
  readonly what: Pushed;
  readonly onDone: () => void;
}

/** Which part of the wall, and for how long. */
function Place({ wall, what, onDone }: PlaceProps) {
  const words = useWords();
  const name = usePushedName(what);
  const [region, setRegion] = useState<Region>(FIRST_REGION);
  const [minutes, setMinutes] = useState<number>(MINUTES[0]);
  const forecast = pushForecast(region, wall.asker, wall.line.state);
  return (
    <section className="remote-place" aria-label={words.text("hall.push.what", { name })}>
      <h2>{words.text("hall.push.what", { name })}</h2>
      <div className="remote-regions" role="group" aria-label={words.text("hall.region.presets")}>
        {PRESET_NAMES.map((preset) => (
          <button
            key={preset}
            type="button"
            className="remote-button"
            data-preset={preset}
            aria-pressed={sameRegion(region, PRESETS[preset])}
            onClick={() => setRegion(PRESETS[preset])}
          >
            {words.text(`hall.region.${preset}`)}
          </button>
        ))}
      </div>
      <div className="remote-row" role="group" aria-label={words.text("hall.push.time")}>
        {MINUTES.map((each) => (
          <button
            key={each}
            type="button"
            className="remote-button"
            aria-pressed={minutes === each}
            onClick={() => setMinutes(each)}
          >
            {each === 0 ? words.text("hall.push.untilBack") : words.text("hall.minutes", { count: each })}
          </button>
        ))}
      </div>
      {forecast.comes !== "free" && (
        <p className="remote-note" role="status">
          {forecast.comes === "replaces"
            ? words.text("hall.push.replaces")
            : words.text(`hall.push.${forecast.comes}`, {
                names: [...new Set(forecast.pushes.map((push) => push.name))].join(
                  words.language === "en" ? ", " : "、",
                ),
                count: forecast.pushes.length,
              })}
        </p>
      )}
      <div className="remote-row">
        <button type="button" className="remote-button" onClick={onDone}>
          {words.text("seat.cancel")}
        </button>
        <button
          type="button"
          className="remote-button"
          data-primary
          data-do="push"
          disabled={wall.busy === "push"}
          onClick={() =>
            void wall
              .send({ do: "push", id: freshId(), region, what, seconds: minutes * 60 })
              .then((done) => done && onDone())
          }
        >
          {words.text("hall.push")}
        </button>
      </div>
    </section>
  );
}
