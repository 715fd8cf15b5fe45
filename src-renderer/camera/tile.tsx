/**
 * One tile: the picture, what it is of, how old it is, and why it is no better.
 *
 * V20 A tile always says its camera's name, what it shows (by shape and word) and how old that is; when it does not show what
 * was asked for it says why and when it tries again. It shows no spinner. What is not live is grey.
 */
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useBeat } from "../kit/tick.ts";
import { clockText } from "../kit/time.ts";
import { useWords } from "../kit/words.ts";
import { useLink, useView } from "../link/react.ts";
import type { Source } from "../link/store.ts";
import { makePlayer } from "./players/make.ts";
import type { CameraTileProps, ShownRung } from "./tile-props.ts";
import { runTile, type TileAsked, type TileRun, type TileView } from "./tile-run.ts";
import { createScreen } from "./tile-screen.ts";
import { OLD_MS, rungWord, saysOffline, tileAge, whySentence } from "./tile-words.ts";

const BEAT_MS = 250;
const TELL_MS = 1_000;
const STILL_EVERY_MS = 2_000;

const BEFORE: TileView = {
  shown: null,
  kind: null,
  opening: true,
  why: null,
  black: false,
  clockWrong: false,
  nextTryAt: null,
};
const NOTHING: Source<TileView> = { get: () => BEFORE, subscribe: () => () => {} };

export function CameraTile(props: CameraTileProps) {
  const words = useWords();
  const stage = useRef<HTMLDivElement>(null);
  const run = useTileRun(props, stage);
  const source = run?.view ?? NOTHING;
  const view = useSyncExternalStore(source.subscribe, source.get, source.get);
  const { camera } = props;
  const name = words.name(camera);
  const why = useBeat(() => {
    const seconds =
      view.nextTryAt === null ? null : Math.max(0, Math.ceil((view.nextTryAt - performance.now()) / 1000));
    return whySentence(view, seconds, words, camera.online !== 0);
  });
  const state = rungWord(view, words);
  const isLast = view.shown === null || view.shown === "last";
  return (
    <div
      className="tile"
      role="group"
      aria-label={words.text("tile.label", { name, state, why: why ?? "" })}
      data-camera={camera.id}
      data-rung={view.shown ?? "none"}
      data-kind={view.kind ?? ""}
      data-why={view.black ? "black" : view.why === null ? "" : reasonCode(view)}
      data-focused={props.focused || undefined}
    >
      <div className="tile-stage" ref={stage} aria-hidden="true" />
      <p className="tile-signs">
        {view.clockWrong && (
          <span className="amber" title={words.text("tile.clockWhy")}>
            {words.text("tile.clock")}
          </span>
        )}
        {camera.online === 0 && !saysOffline(view, false) && <span>{words.text("tile.offline")}</span>}
        {camera.guard === "restricted" && <span>{words.text("tile.restricted")}</span>}
        {camera.kind === "ptz" && <span>{words.text("tile.ptz")}</span>}
      </p>
      {why !== null && (
        <p className="tile-why" data-alone={view.shown === null || undefined} title={why}>
          {why}
        </p>
      )}
      <p className="tile-strip">
        <span className="tile-rung" data-last={isLast || undefined}>
          <RungShape rung={view.shown} />
          <span>{state}</span>
        </span>
        <b className="tile-name" title={name}>
          {name}
        </b>
        <Owner department={camera.department} />
        <AgeBadge run={run} isLast={isLast} />
      </p>
    </div>
  );
}

const reasonCode = ({ why }: TileView): string =>
  why === null ? "" : why.is === "trouble" ? why.trouble.code : why.is;

/** The tile's machine, from the first draw to the last; what it is asked follows the props. */
function useTileRun(props: CameraTileProps, stage: { readonly current: HTMLDivElement | null }): TileRun | null {
  const link = useLink();
  const words = useWords();
  const [run, setRun] = useState<TileRun | null>(null);
  const { camera, rung, why, caseUid, stillEveryMs = STILL_EVERY_MS } = props;
  const latest = useRef({ props, words });
  useEffect(() => {
    latest.current = { props, words };
  });

  useEffect(() => {
    if (stage.current === null) return;
    const first = askedOf(latest.current.props);
    const made = runTile(first, {
      link,
      screen: createScreen(stage.current, first.camera.uid, first.camera.masks),
      makePlayer,
      clock: () => performance.now(),
      random: Math.random,
      hidden: () => document.hidden,
    });
    setRun(made);
    latest.current.props.onHandle?.({ frame: made.frame });
    let toldAt = Number.NEGATIVE_INFINITY;
    const tell = () => {
      const { props: now, words: speak } = latest.current;
      if (now.onState === undefined) return;
      toldAt = performance.now();
      const view = made.view.get();
      const [at, hubNow] = [made.frameAt(), link.hubNow()];
      now.onState({
        rung: view.shown ?? "last",
        playing: view.shown !== null && view.shown !== "last",
        ageMs: at === null || hubNow === null ? null : Math.max(0, hubNow - at),
        kind: view.kind,
        why: whySentence(view, null, speak, now.camera.online !== 0),
        work: made.work(),
      });
    };
    const unsubscribe = made.view.subscribe(tell);
    const timer = setInterval(() => {
      made.beat();
      if (performance.now() - toldAt >= TELL_MS) tell();
    }, BEAT_MS);
    return () => {
      clearInterval(timer);
      unsubscribe();
      made.close();
      setRun(null);
      latest.current.props.onHandle?.(null);
    };
  }, [link, camera.uid, stage]);

  useEffect(
    () => run?.ask({ camera, rung, why, caseUid, stillEveryMs }),
    [run, camera, rung, why, caseUid, stillEveryMs],
  );
  return run;
}

const askedOf = ({ camera, rung, why, caseUid, stillEveryMs = STILL_EVERY_MS }: CameraTileProps): TileAsked => ({
  camera,
  rung,
  why,
  caseUid,
  stillEveryMs,
});

/** Whose camera it is; nothing while that is not known. */
function Owner({ department }: { readonly department: number }) {
  const words = useWords();
  const { value } = useView({ view: "departments" });
  const owner = department === 0 ? undefined : value?.find((each) => each.uid === department);
  return owner === undefined ? null : <small className="tile-owner">{words.name(owner)}</small>;
}

function AgeBadge({ run, isLast }: { readonly run: TileRun | null; readonly isLast: boolean }) {
  const words = useWords();
  const link = useLink();
  const ageOf = (): number | null => {
    const [at, now] = [run?.frameAt() ?? null, link.hubNow()];
    return at === null || now === null ? null : Math.max(0, now - at);
  };
  const age = useBeat(() => {
    const ms = ageOf();
    return ms === null ? null : tileAge(ms, words);
  });
  const isOld = useBeat(() => (ageOf() ?? 0) > OLD_MS);
  if (age === null) return null;
  const at = run?.frameAt() ?? null;
  return (
    <span
      className="tile-age"
      data-tone={isLast ? "last" : isOld ? "old" : "fresh"}
      title={at === null ? undefined : words.text("tile.takenAt", { moment: clockText(at, words.timeZone) })}
    >
      {age}
    </span>
  );
}

/** Live is a disc, the small stream half of one, stills a filled square, the last frame an empty one. */
const SHAPES: Readonly<Record<ShownRung | "none", string>> = {
  main: "M5 1a4 4 0 1 0 0 8a4 4 0 1 0 0-8z",
  sub: "M5 1a4 4 0 1 0 0 8z",
  still: "M1.5 1.5h7v7h-7z",
  last: "M1.5 1.5h7v7h-7zM3 3v4h4v-4z",
  none: "M1 4.3h8v1.4h-8z",
};

function RungShape({ rung }: { readonly rung: ShownRung | null }) {
  return (
    <svg className="tile-shape" viewBox="0 0 10 10" aria-hidden="true">
      <path d={SHAPES[rung ?? "none"]} fillRule="evenodd" fill="currentColor" />
    </svg>
  );
}
