/** Who had eyes on a grid today, and when. */
import { useContext } from "react";
import { useView } from "../../link/react.ts";
import { ClockContext, Panel } from "../../kit/panel.tsx";
import { durationText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { BackButton } from "../back.tsx";
import { useDesk } from "../desk.ts";
import { VisitList } from "./visit-list.tsx";
import type { ThingProps } from "./place.tsx";
import "./coverage.css";

export function VisitsDetail({ uid, onBack, onClose }: ThingProps) {
  const words = useWords();
  const desk = useDesk();
  const { hubNow } = useContext(ClockContext);
  const view = useView({ view: "visitsOf", kind: "grid", subject: uid, day: "" });
  const grids = useView({ view: "grids" }).value;
  const grid = grids?.find((each) => each.uid === uid);
  const duty = grids?.find((each) => each.uid === grid?.dutyGrid);
  const visits = view.value?.visits ?? [];
  const now = hubNow() ?? visits[0]?.toAt ?? 0;
  const span = visits.reduce((sum, { fromAt, toAt }) => sum + toAt - fromAt, 0);
  const subject = { name: grid?.name || grid?.code || "", nameEn: grid?.nameEn || grid?.code || "" };
  const cases = () => desk.open({ query: { period: "all", measure: "open", unitGrid: uid }, subject });
  return (
    <div className="drawer-content">
      <Panel
        name="visits"
        title={
          <span className="cases-title">
            <BackButton onBack={onBack} />
            {words.name(subject) || words.text("coverage.visits.title")}
          </span>
        }
        tools={
          <button type="button" className="close" onClick={onClose} aria-label={words.text("cases.close")}>
            ✕
          </button>
        }
        source={desk.source}
        foot={words.text("coverage.visits.foot", {
          duty: duty === undefined ? words.text("coverage.noDuty") : words.name(duty) || duty.code,
        })}
        view={view}
        empty={null}
      >
        <article className="case">
          <h3>{words.text("coverage.visits.title")}</h3>
          <p className="coverage-acts">
            <span data-figure="visits.count" data-value={visits.length}>
              {visits.length === 0
                ? words.text("coverage.visits.none")
                : words.text("coverage.visits.count", {
                    count: visits.length,
                    span: durationText(span, words.language),
                  })}
            </span>
            <button type="button" className="back" onClick={cases}>
              {words.text("coverage.visits.cases")}
            </button>
          </p>
          <VisitList visits={visits} now={now} />
        </article>
      </Panel>
    </div>
  );
}
