/** One static point: the rounds made to it this week. */
import { useContext } from "react";
import type { PlaceKind } from "../../../shared/place-kinds.ts";
import { useView } from "../../link/react.ts";
import { ClockContext, Panel } from "../../kit/panel.tsx";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { BackButton } from "../back.tsx";
import { useDesk } from "../desk.ts";
import { Entry } from "../entry.tsx";
import { VisitList } from "./visit-list.tsx";
import "./coverage.css";

export interface ThingProps {
  readonly uid: number;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

export function PlaceDetail({ uid, onBack, onClose }: ThingProps) {
  const words = useWords();
  const desk = useDesk();
  const { hubNow } = useContext(ClockContext);
  const view = useView({ view: "places" });
  const grids = useView({ view: "grids" }).value;
  const standing = useView({ view: "coverage", day: "" }).value?.places.find((each) => each.uid === uid);
  const visits = useView({ view: "visitsOf", kind: "place", subject: uid, day: "" }).value?.visits ?? null;
  const place = view.value?.find((each) => each.uid === uid) ?? null;
  const grid = grids?.find((each) => each.uid === place?.unitGrid);
  const now = hubNow() ?? 0;
  const short = standing === undefined ? 0 : standing.target - standing.rounds;
  return (
    <div className="drawer-content">
      <Panel
        name="place"
        title={
          <span className="cases-title">
            <BackButton onBack={onBack} />
            {place === null ? words.text("coverage.place.title") : words.name(place)}
          </span>
        }
        tools={
          <button type="button" className="close" onClick={onClose} aria-label={words.text("cases.close")}>
            ✕
          </button>
        }
        source={desk.source}
        view={view}
        empty={view.value !== null && place === null ? words.text("coverage.place.gone") : null}
      >
        {place !== null && (
          <article className="case">
            <dl>
              <Entry label={words.text("coverage.place.kind")}>
                {words.text(`coverage.kind.${place.kind as PlaceKind}`)}
              </Entry>
              {place.code !== "" && <Entry label={words.text("coverage.place.code")}>{place.code}</Entry>}
              {grid !== undefined && (
                <Entry label={words.text("coverage.place.grid")}>
                  {words.name(grid)}
                  <small>{grid.code}</small>
                </Entry>
              )}
              {standing !== undefined && (
                <>
                  <Entry label={words.text("coverage.place.rounds")}>
                    <b className={short > 0 ? "amber" : ""} data-figure="place.rounds" data-value={standing.rounds}>
                      {words.text("coverage.rounds", { rounds: standing.rounds, target: standing.target })}
                    </b>
                    <small>
                      {short > 0
                        ? words.text("coverage.place.short", { count: short })
                        : words.text("coverage.place.met")}
                    </small>
                  </Entry>
                  <Entry label={words.text("coverage.place.last")}>
                    {standing.lastAt === null
                      ? words.text("coverage.never")
                      : momentText(standing.lastAt, now, words.timeZone, words.language)}
                  </Entry>
                </>
              )}
            </dl>
            <p className="coverage-acts">
              <button
                type="button"
                className="back"
                onClick={() => desk.goTo({ lon: place.lon, lat: place.lat, zoom: 16 })}
              >
                {words.text("coverage.place.locate")}
              </button>
            </p>
            <h3>{words.text("coverage.place.visits")}</h3>
            {visits !== null && visits.length === 0 && (
              <p className="coverage-none">{words.text("coverage.place.noVisits")}</p>
            )}
            {visits !== null && <VisitList visits={visits} now={now} />}
          </article>
        )}
      </Panel>
    </div>
  );
}
