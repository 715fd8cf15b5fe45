/** What lies about: one large count each, opened by a click. Nothing lying about is shown as calmly as it is. */
import { useContext } from "react";
import type { Backlog, Measure } from "../../shared/view.ts";
import { useView } from "../link/react.ts";
import { ClockContext, Panel } from "../kit/panel.tsx";
import { countText } from "../kit/number.ts";
import type { WallKey } from "../kit/text.ts";
import { useWords } from "../kit/words.ts";
import { useDesk, type Drill } from "./desk.ts";
import { Figure } from "./figure.tsx";
import { LightMark, type Light } from "./light.tsx";

const DAY = 86_400_000;

type Count = keyof Backlog & (Measure | "backlogged");

interface Counted {
  readonly count: Count;
  readonly tone?: "red" | "amber";
  readonly light?: Light;
}

/** In reading order: what burns now, then what has been put aside, then what is odd. */
const COUNTS: readonly Counted[] = [
  { count: "dispatchLate" },
  { count: "overdueOpen", tone: "red", light: "red" },
  { count: "dueSoon", tone: "amber", light: "yellow" },
  { count: "stageLate" },
  { count: "sentBackOften" },
  { count: "suspended" },
  { count: "backlogged" },
  { count: "sameNumber" },
];

/** The cases that a count counted. @param now hub time, epoch ms: from where the days of suspension count. */
export function drillOfCount(count: Count, backlogDays: number, now: number): Drill {
  return count === "backlogged"
    ? {
        query: { period: "all", suspendedBefore: now - backlogDays * DAY },
        what: { key: "drill.backlogged", params: { days: backlogDays } },
      }
    : { query: { period: "all", measure: count } };
}

export function BacklogBoard() {
  const words = useWords();
  const desk = useDesk();
  const { hubNow } = useContext(ClockContext);
  const view = useView({ view: "backlog" });
  const backlog = view.value;
  const empty = backlog !== null && desk.noCases ? words.text("empty.noCases") : null;
  return (
    <Panel
      name="backlog"
      title={words.text("backlog.title")}
      source={desk.source}
      foot={words.text("backlog.foot")}
      view={view}
      empty={empty}
      skeleton={2}
    >
      {backlog !== null && (
        <div className="backlog">
          {COUNTS.map(({ count, tone, light }) => (
            <div key={count} className="backlog-cell" title={words.text(`backlog.about.${count}` satisfies WallKey)}>
              <span className="backlog-label">
                {light !== undefined && <LightMark light={light} />}
                {words.text(`backlog.${count}` satisfies WallKey, { days: backlog.backlogDays })}
              </span>
              <Figure
                name={`backlog.${count}`}
                value={backlog[count]}
                drill={drillOfCount(count, backlog.backlogDays, hubNow() ?? 0)}
                className={`backlog-count ${backlog[count] === 0 ? "calm" : (tone ?? "")}`}
              />
            </div>
          ))}
          <div className="backlog-cell" title={words.text("backlog.about.asides")}>
            <span className="backlog-label">{words.text("backlog.asides")}</span>
            <span
              className={`backlog-count ${backlog.asides === 0 ? "calm" : ""}`}
              data-figure="backlog.asides"
              data-value={backlog.asides}
            >
              {countText(backlog.asides, words.language)}
            </span>
          </div>
        </div>
      )}
    </Panel>
  );
}
