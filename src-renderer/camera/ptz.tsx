/** 云台控制 over a tile that is looked at alone: taking the camera, turning it with pad or keys, presets, letting go. */
import { useCallback, useEffect, useRef, useState, type RefObject } from "react";
import { mayAsk } from "../../shared/rights.ts";
import type { CameraLine } from "../../shared/view.ts";
import type { WallKey } from "../kit/text.ts";
import { useBeat } from "../kit/tick.ts";
import { useWords } from "../kit/words.ts";
import { useAct, useAsk, useView } from "../link/react.ts";
import {
  FREE,
  homeOf,
  sameTurn,
  STOP,
  turningAfter,
  turnOf,
  turnsBy,
  UNUSED_MS,
  type Turn,
  type Turning,
  type TurningEffect,
  type TurningEvent,
} from "./turning.ts";
import { useVideoDesk } from "./video-desk.ts";

const BEAT_MS = 1_000;

export interface PtzPadProps {
  readonly line: CameraLine;
  /** The tile whose keys turn the camera. */
  readonly around: RefObject<HTMLElement | null>;
}

/** Nothing for a machine that may not turn cameras. */
export function PtzPad({ line, around }: PtzPadProps) {
  const role = useView({ view: "rights" }).value?.role ?? null;
  return role !== null && mayAsk(role, "holdCamera") ? <Pad line={line} around={around} /> : null;
}

/** How the camera stands, and what may be done with it. */
function useTurning(line: CameraLine) {
  const words = useWords();
  const { author, notify } = useVideoDesk();
  const ask = useAsk();
  const act = useAct();
  const [state, draw] = useState<Turning>(FREE);
  const latest = useRef<Turning>(FREE);
  const turn = useRef<Turn>(STOP);
  const { uid } = line;

  const tell = useCallback(
    (what: Parameters<typeof act>[0]) =>
      void act(what).then((result) => {
        if (result.did === "not") notify(words.trouble(result.trouble));
      }),
    [act, notify, words],
  );
  /** The newest `on`: answers come later than the draw that asked. */
  const last = useRef<(event: TurningEvent) => void>(() => {});
  const on = useCallback(
    (event: TurningEvent): void => {
      const next = turningAfter(latest.current, event, performance.now());
      latest.current = next.state;
      draw(next.state);
      for (const effect of next.effects) run(effect);
      function run(effect: TurningEffect): void {
        switch (effect.do) {
          case "stop":
            turn.current = STOP;
            return tell({ do: "turn", camera: uid, ...STOP });
          case "home": {
            const number = homeOf(line);
            if (number !== null) tell({ do: "preset", camera: uid, number });
            return;
          }
          case "hold": {
            const no = (why: string) => last.current({ on: "refused", why });
            void ask({ ask: "holdCamera", uid, seconds: effect.seconds }, author()).then((answer) => {
              if (effect.seconds === 0) return;
              if (answer.answer === "done") return last.current({ on: "given" });
              if (answer.answer === "trouble") return no(words.trouble(answer.trouble));
              if (answer.answer === "queued") return no(words.text("video.ptzCut"));
              const by = answer.by ?? "";
              const held = answer.refused === "cameraHeld" && by !== "";
              no(held ? words.text("video.ptzHeld", { by }) : words.refusal(answer.refused));
            });
          }
        }
      }
    },
    [ask, author, line, tell, uid, words],
  );
  const go = useCallback(
    (next: Turn) => {
      if (latest.current.is !== "held" || sameTurn(turn.current, next)) return;
      turn.current = next;
      tell({ do: "turn", camera: uid, ...next });
      on({ on: "used" });
    },
    [on, tell, uid],
  );
  const preset = useCallback(
    (number: number) => {
      tell({ do: "preset", camera: uid, number });
      on({ on: "used" });
    },
    [on, tell, uid],
  );

  useEffect(() => {
    const timer = setInterval(() => on({ on: "beat" }), BEAT_MS);
    return () => clearInterval(timer);
  }, [on]);
  useEffect(() => {
    last.current = on;
  });
  // The tile goes, the camera is let go of.
  useEffect(() => () => last.current({ on: "release" }), []);
  return { state, on, go, preset };
}

const PAD: readonly { readonly key: string; readonly sign: string; readonly what: WallKey }[] = [
  { key: "ArrowUp", sign: "▲", what: "video.ptzUp" },
  { key: "ArrowLeft", sign: "◀", what: "video.ptzLeft" },
  { key: "ArrowRight", sign: "▶", what: "video.ptzRight" },
  { key: "ArrowDown", sign: "▼", what: "video.ptzDown" },
  { key: "+", sign: "＋", what: "video.ptzIn" },
  { key: "-", sign: "－", what: "video.ptzOut" },
];

function Pad({ line, around }: PtzPadProps) {
  const words = useWords();
  const { state, on, go, preset } = useTurning(line);
  const down = useRef(new Set<string>());
  const held = state.is === "held";

  // Keys of the tile turn the camera while it is held; what they do otherwise they do again afterwards.
  useEffect(() => {
    const tile = around.current;
    if (tile === null || !held) return;
    const keys = down.current;
    const onDown = (event: KeyboardEvent) => {
      if (!turnsBy(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      keys.add(event.key);
      go(turnOf(keys));
    };
    const onUp = (event: KeyboardEvent) => {
      if (keys.delete(event.key)) go(turnOf(keys));
    };
    const letAll = () => {
      keys.clear();
      go(STOP);
    };
    tile.addEventListener("keydown", onDown);
    tile.addEventListener("keyup", onUp);
    tile.addEventListener("focusout", letAll);
    window.addEventListener("blur", letAll);
    return () => {
      tile.removeEventListener("keydown", onDown);
      tile.removeEventListener("keyup", onUp);
      tile.removeEventListener("focusout", letAll);
      window.removeEventListener("blur", letAll);
      letAll();
    };
  }, [around, held, go]);

  if (!held) {
    return (
      <div className="video-ptz" data-ptz={state.is} onClick={(event) => event.stopPropagation()}>
        <button
          type="button"
          className="camera-act"
          disabled={state.is === "taking"}
          onClick={() => on({ on: "take" })}
        >
          {words.text("video.ptzTake")}
        </button>
        {state.is === "refused" && <p role="alert">{state.why}</p>}
      </div>
    );
  }
  return (
    <div className="video-ptz" data-ptz="held" onClick={(event) => event.stopPropagation()}>
      <div className="video-pad" role="group" aria-label={words.text("video.ptz")}>
        {PAD.map(({ key, sign, what }) => (
          <button
            key={key}
            type="button"
            data-turn={key}
            aria-label={words.text(what)}
            title={words.text(what)}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId);
              go(turnOf([key]));
            }}
            onPointerUp={() => go(STOP)}
            onPointerCancel={() => go(STOP)}
          >
            {sign}
          </button>
        ))}
      </div>
      {line.presets.length > 0 && (
        <select
          aria-label={words.text("video.ptzPreset")}
          value=""
          onChange={({ target }) => target.value !== "" && preset(Number(target.value))}
        >
          <option value="">{words.text("video.ptzPreset")}</option>
          {line.presets.map(({ number, name, home }) => (
            <option key={number} value={number}>
              {name || String(number)}
              {home ? ` · ${words.text("video.ptzHome")}` : ""}
            </option>
          ))}
        </select>
      )}
      <button type="button" className="camera-act" onClick={() => on({ on: "release" })}>
        {words.text("video.ptzRelease")}
      </button>
      <Unused usedAt={state.usedAt} />
    </div>
  );
}

/** When it goes home by itself. */
function Unused({ usedAt }: { readonly usedAt: number }) {
  const words = useWords();
  const seconds = useBeat(() => Math.max(0, Math.ceil((usedAt + UNUSED_MS - performance.now()) / 1_000)));
  return <small>{words.text("video.ptzUnused", { seconds })}</small>;
}
