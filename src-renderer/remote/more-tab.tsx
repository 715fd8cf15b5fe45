/** Playlists, visitors, the test card; the language, and leaving. */
import { useWords } from "../kit/words.ts";
import type { RemoteWall } from "./remote-wall.ts";
import { ActButton } from "./scenes-tab.tsx";

export interface MoreTabProps {
  /** Null while there is no wall. */
  readonly wall: RemoteWall | null;
  readonly onLanguage: () => void;
  readonly onLogout: (() => void) | null;
}

export function MoreTab({ wall, onLanguage, onLogout }: MoreTabProps) {
  const words = useWords();
  return (
    <>
      {wall !== null && <Walls wall={wall} />}
      <div className="remote-row">
        <button
          type="button"
          className="remote-button"
          lang={words.language === "en" ? "zh-CN" : "en"}
          aria-label={words.text("language.switch")}
          onClick={onLanguage}
        >
          {words.text("language.other")}
        </button>
        {onLogout !== null && (
          <button type="button" className="remote-button" data-logout onClick={onLogout}>
            {words.text("seat.own.logout")}
          </button>
        )}
      </div>
    </>
  );
}

function Walls({ wall }: { readonly wall: RemoteWall }) {
  const words = useWords();
  const { state } = wall.line;
  const visitor = state?.visitor === true;
  const testCard = state?.testCard === true;
  const running = state?.playlist?.name ?? "";
  const noList = wall.why("playlist");
  return (
    <>
      <h2>{words.text("hall.playlist")}</h2>
      {noList !== null && <p className="remote-note">{noList}</p>}
      <div className="remote-scenes" role="group" aria-label={words.text("hall.playlist")}>
        {[{ name: "", title: words.text("hall.playlist.none") }, ...wall.playlists].map(({ name, title }) => (
          <button
            key={name}
            type="button"
            className="remote-button"
            data-playlist={name}
            aria-pressed={running === name}
            disabled={noList !== null}
            onClick={() => void wall.send({ do: "playlist", playlist: name })}
          >
            {title}
          </button>
        ))}
      </div>
      <div className="remote-row">
        <ActButton
          wall={wall}
          act={{ do: "visitor", on: !visitor }}
          pressed={visitor}
          word={words.text("hall.visitor")}
        />
        <ActButton
          wall={wall}
          act={{ do: "testCard", on: !testCard }}
          pressed={testCard}
          word={words.text("hall.testCard")}
        />
      </div>
    </>
  );
}
