/** The walls on a phone: above what the wall truly shows, below, where a thumb reaches, what can be done with it. */
import { useCallback, useContext, useEffect, useRef, useState } from "react";
import type { DirectAct } from "../../shared/direction/wall.ts";
import type { PersonWord } from "../../shared/wire/door.ts";
import { titleOf, usePlaylists, useScenes } from "../board/direction/choices.ts";
import { cannotDirect, type Asker } from "../board/direction/may.ts";
import { WallPicture } from "../board/direction/wall-picture.tsx";
import { WallState } from "../board/direction/wall-state.tsx";
import { doneText } from "../board/direction/words.ts";
import { useDirect, useWalls, wallLines } from "../board/direction/walls.ts";
import { lineWord } from "../board/judge.ts";
import { lineSentence } from "../board/line.ts";
import { ClockContext, FreshnessContext } from "../kit/panel.tsx";
import { useBeat } from "../kit/tick.ts";
import { useWords } from "../kit/words.ts";
import { MoreTab } from "./more-tab.tsx";
import { PushTab } from "./push-tab.tsx";
import { ScenesTab } from "./scenes-tab.tsx";
import type { RemoteWall } from "./remote-wall.ts";

const TABS = ["scenes", "pushes", "more"] as const;
type Tab = (typeof TABS)[number];

/** How long what came of an act is told, ms. */
const TOLD_MS = 4_000;

export interface HallProps {
  readonly person: PersonWord | null;
  readonly onLanguage: () => void;
  /** Null while nobody has an account. */
  readonly onLogout: (() => void) | null;
}

export function Hall({ person, onLanguage, onLogout }: HallProps) {
  const words = useWords();
  const { value, trouble } = useWalls();
  const scenes = useScenes();
  const playlists = usePlaylists();
  const direct = useDirect();
  const [chosen, choose] = useState("");
  const [tab, setTab] = useState<Tab>("scenes");
  const [busy, setBusy] = useState<DirectAct["do"] | null>(null);
  const [told, tell] = useTold();
  const lines = wallLines(value);
  const line = lines.find(({ name }) => name === chosen) ?? lines[0] ?? null;
  const asker: Asker = { role: person?.role ?? "admin", person: person?.uid ?? 0 };
  const cut = value?.current === false;

  const wall: RemoteWall | null =
    line === null
      ? null
      : {
          ...{ line, asker, scenes, playlists, busy },
          why: (act) => (cut ? words.text("hall.cut") : cannotDirect(act, asker, line.state, words)),
          send: async (act) => {
            setBusy(act.do);
            const asked = { ...act, wall: line.name } as DirectAct;
            const answer = await direct(asked);
            setBusy(null);
            if (answer.done === "no") tell({ kind: "no", sentence: words.trouble(answer.trouble) });
            else
              tell({ kind: "yes", sentence: doneText(asked, answer.waiting, words) ?? words.text("hall.remote.done") });
            return answer.done === "yes";
          },
        };
  return (
    <div className="remote" data-remote={line?.name ?? ""}>
      <header className="remote-head">
        <Line />
        {lines.length > 1 && (
          <select
            aria-label={words.text("hall.wall")}
            value={line?.name ?? ""}
            onChange={(event) => choose(event.target.value)}
          >
            {lines.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        )}
        {lines.length === 1 && <b>{line?.name}</b>}
        <span className="remote-who">{person?.name ?? words.text("seat.open")}</span>
      </header>
      <main className="remote-main">
        {trouble !== null && <p role="alert">{words.trouble(trouble)}</p>}
        {cut && (
          <p role="status" className="amber">
            ▲ {words.text("hall.cut")}
          </p>
        )}
        {wall === null ? (
          <p className="remote-note" role="status">
            {words.text(value === null ? "hall.loading" : "hall.none")}
          </p>
        ) : (
          <>
            <WallPicture windows={wall.line.windows} pushes={wall.line.state?.pushes ?? []} small />
            <WallState
              state={wall.line.state}
              sceneTitle={titleOf(scenes, wall.line.state?.scene ?? "")}
              playlists={playlists}
            />
            {tab === "scenes" && <ScenesTab wall={wall} />}
            {tab === "pushes" && <PushTab wall={wall} />}
          </>
        )}
        {tab === "more" && <MoreTab wall={wall} onLanguage={onLanguage} onLogout={onLogout} />}
      </main>
      <p className="remote-told" role="status" data-told={told?.kind ?? ""}>
        {told !== null && (told.kind === "no" ? `▲ ${told.sentence}` : told.sentence)}
      </p>
      <nav className="remote-tabs" aria-label={words.text("hall.remote.tabs")}>
        {TABS.map((each) => (
          <button
            key={each}
            type="button"
            data-tab={each}
            aria-current={tab === each ? "page" : undefined}
            onClick={() => setTab(each)}
          >
            {words.text(`hall.remote.tab.${each}`)}
            {each === "pushes" && (line?.state?.pushes.length ?? 0) > 0 && ` ${line?.state?.pushes.length}`}
          </button>
        ))}
      </nav>
    </div>
  );
}

interface Told {
  readonly kind: "yes" | "no";
  readonly sentence: string;
}

/** What came of the last act, for a few seconds. */
function useTold(): readonly [Told | null, (told: Told) => void] {
  const [told, setTold] = useState<Told | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  const tell = useCallback((next: Told) => {
    if (timer.current !== null) clearTimeout(timer.current);
    setTold(next);
    timer.current = setTimeout(() => setTold(null), TOLD_MS);
  }, []);
  return [told, tell];
}

/** How the line stands: a dot by shape and colour, the sentence for who asks for it. */
function Line() {
  const words = useWords();
  const freshness = useContext(FreshnessContext);
  const { clock } = useContext(ClockContext);
  const sentence = useBeat(() => lineSentence(freshness, clock(), words));
  return (
    <p className="remote-line" role="status" data-line-state={lineWord(freshness)}>
      <i aria-hidden="true" />
      <span>{sentence}</span>
    </p>
  );
}
