/** A window's boot: find the wire, load the font, mount the program the address asks for. */
import "@fontsource-variable/noto-sans-sc/wght.css";
import "./kit/theme.css";
import "./kit/panel.css";
import "./board/figures.css";
import "./board/ranking.css";
import "./board/issues.css";
import "./board/trend.css";
import "./board/cases.css";
import "./board/drawer.css";
import "./board/evaluation/heads.css";
import "./board/evaluation/boards.css";
import "./board/evaluation/honours.css";
import "./board/evaluation/indicators.css";
import "./board/evaluation/forms.css";
import "./board/evaluation/explained.css";
import "./board/backlog.css";
import "./board/heat/heat.css";
import "./board/movers/movers.css";
import "./board/sensors/sensors.css";
import "./board/sync/sync.css";
import "./camera/tile.css";
import "./wall/wall.css";
import "./wall/over-map.css";
import "./wall/screen-code.css";
import { lazy, StrictMode, Suspense, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { isPeriodAsked } from "../shared/evaluation/period-key.ts";
import type { Scene } from "../shared/scene.ts";
import type { Language } from "../shared/text.ts";
import { EMPTY_SLOT } from "../shared/view.ts";
import type { Trouble } from "../shared/trouble.ts";
import { Boundary } from "./kit/boundary.tsx";
import { boundLastFrame } from "./kit/last-frame.ts";
import { loadCharacters } from "./kit/fonts.ts";
import { languageOf, messagesOf, wordsOf } from "./kit/text.ts";
import { stretchWindow } from "./kit/unit.ts";
import { DEFAULT_ZONE } from "./kit/words.ts";
import { putWallTheme } from "./kit/wall-theme.ts";
import { openLink, type Link } from "./link/connection.ts";
import { LinkContext } from "./link/react.ts";
import { findWire } from "./link/wires.ts";
import { createPointBuffers, type PointBuffers } from "./map/buffers.ts";
import { placeOf, stretchOf } from "./wall/direction/place.ts";
import { sceneByName, SHIPPED } from "./wall/scenes.ts";
import { Wall } from "./wall/program.tsx";

/** How long a broken wall stays on its sentence before it is opened again. */
const REOPEN_MS = 3_000;

/** After the frame: once painted, not merely about to be. */
function afterFrame(run: () => void): void {
  requestAnimationFrame(() => setTimeout(run, 0));
}

function later(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

/** Its component library is loaded here only: a wall never carries it. */
const Seat = lazy(async () => ({ default: (await import("./seat/program.tsx")).Seat }));

const Briefing = lazy(async () => ({ default: (await import("./briefing/program.tsx")).Briefing }));
const Remote = lazy(async () => ({ default: (await import("./remote/program.tsx")).Remote }));

type Opening =
  | { readonly scene: Scene; readonly wanted: string | null }
  | { readonly seat: true }
  | { readonly briefing: { readonly presenter: boolean; readonly period: string } }
  | { readonly remote: true }
  | { readonly trouble: Trouble }
  | { readonly unknownProgram: string };

/** What the address asks for, or the plain reason why not. */
function openingOf(search: string): Opening {
  const asked = new URLSearchParams(search);
  const program = asked.get("program") ?? "wall";
  if (program === "seat") return { seat: true };
  if (program === "briefing") {
    const period = asked.get("period") ?? "month";
    return {
      briefing: { presenter: asked.get("presenter") === "1", period: isPeriodAsked(period) ? period : "month" },
    };
  }
  if (program === "remote") return { remote: true };
  if (program !== "wall") return { unknownProgram: program };
  const name = asked.get("scene") ?? "overview";
  const scene = sceneByName(name);
  if (!("code" in scene)) return { scene, wanted: null };
  if (scene.code !== "sceneUnknown") return { trouble: scene };
  // The hub may have it: until that is known the first one is shown.
  const [first] = SHIPPED.scenes;
  return first === undefined ? { trouble: scene } : { scene: first, wanted: name };
}

function Sentence({ children }: { readonly children: string }) {
  return (
    <p className="boot-sentence" role="alert">
      {children}
    </p>
  );
}

function Reopen({ sentence, again }: { readonly sentence: string; readonly again: () => void }) {
  useEffect(() => later(again, REOPEN_MS), [again]);
  return <Sentence>{sentence}</Sentence>;
}

/** Keeps a choice in the address, so that a reload shows the same. */
function remember(name: string, value: string): void {
  const address = new URL(window.location.href);
  address.searchParams.set(name, value);
  window.history.replaceState(null, "", address);
}

function Window({
  link,
  opening,
  points,
}: {
  readonly link: Link;
  readonly opening: Opening;
  readonly points: PointBuffers;
}) {
  const [chosen, choose] = useState<Language | null>(null);
  const [host, setHost] = useState<Language | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => link.line.subscribe(() => setHost(link.line.get().welcome?.language ?? null)), [link]);
  const language = chosen ?? languageOf(window.location.search, host);
  const words = wordsOf(language, DEFAULT_ZONE);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  if ("unknownProgram" in opening) {
    return <Sentence>{words.text("boot.unknownProgram", { program: opening.unknownProgram })}</Sentence>;
  }
  if ("trouble" in opening) return <Sentence>{words.trouble(opening.trouble)}</Sentence>;
  const onLanguage = (next: Language) => {
    remember("lang", next);
    choose(next);
  };
  return (
    <Boundary
      retryKey={attempt}
      fallback={(why) => (
        <Reopen sentence={words.text("notice.wallFailed", { why })} again={() => setAttempt((now) => now + 1)} />
      )}
    >
      <LinkContext value={link}>
        {"seat" in opening ? (
          <Suspense fallback={null}>
            <Seat language={language} onLanguage={onLanguage} />
          </Suspense>
        ) : "briefing" in opening ? (
          <Suspense fallback={null}>
            <Briefing language={language} {...opening.briefing} />
          </Suspense>
        ) : "remote" in opening ? (
          <Suspense fallback={null}>
            <Remote language={language} onLanguage={onLanguage} />
          </Suspense>
        ) : (
          <Wall
            first={opening.scene}
            wanted={opening.wanted}
            language={language}
            points={points}
            place={place}
            onLanguage={onLanguage}
            onScene={(scene) => remember("scene", scene)}
          />
        )}
      </LinkContext>
    </Boundary>
  );
}

putWallTheme(document.documentElement);
boundLastFrame();
const connect = findWire(window); // listens for the preload's port from here on
const opening = openingOf(window.location.search);
const place = placeOf(window.location.search);
if ("scene" in opening) {
  const { across, down } = stretchOf(place.region);
  if (across !== 1 || down !== 1) stretchWindow(across, down);
}
const points = createPointBuffers();
const link = openLink({
  connect,
  clock: () => performance.now(),
  afterFrame,
  later,
  program: "seat" in opening ? "seat" : "briefing" in opening ? "briefing" : "remote" in opening ? "remote" : "wall",
});
window.addEventListener("pagehide", () => link.close());
// Not waited for: the page's own text swaps by itself. The map waits for its labels in wall/ground.tsx.
void loadCharacters(Object.values(messagesOf(languageOf(window.location.search, null))).join(""));

declare global {
  interface Window {
    /** For tests: how many cases stand on the map. */
    readonly __citywall?: { pointCount(): number };
  }
}
Object.defineProperty(window, "__citywall", {
  value: Object.freeze({ pointCount: () => countPoints(points) }),
});

const root = document.getElementById("root");
if (root === null) throw new Error("the page has no root");
createRoot(root).render(
  <StrictMode>
    <Window link={link} opening={opening} points={points} />
  </StrictMode>,
);

/** Slots in use, empty ones left out. */
function countPoints({ length, state }: PointBuffers): number {
  let count = 0;
  for (let i = 0; i < length; i++) if (state[i] !== EMPTY_SLOT) count++;
  return count;
}
