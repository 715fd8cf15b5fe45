/** The strip of headline figures: what stands open now, what burns, who is out, what can be seen. */
import { useState, type ReactNode } from "react";
import { UNIT_STATUS } from "../../shared/track.ts";
import { useTracks, useView } from "../link/react.ts";
import { Panel } from "../kit/panel.tsx";
import { countText, rateText } from "../kit/number.ts";
import { rateValue, type Rate } from "../../shared/evaluation/figures.ts";
import type { RecordOf } from "../../shared/tables.ts";
import { useWords } from "../kit/words.ts";
import type { Measure } from "../../shared/view.ts";
import { useDesk } from "./desk.ts";
import { Figure } from "./figure.tsx";
import { goalOf } from "./targets.tsx";

/** A target as the hub keeps it, compared with a rate; null when there is no target or nothing to compare. */
export function targetMet(target: RecordOf<"targets"> | undefined, rate: Rate): boolean | null {
  const value = rateValue(rate);
  if (target === undefined || value === null) return null;
  return target.better === "down" ? value <= target.value : value >= target.value;
}

type CaseFigure = "open" | "overdue" | "dueSoon" | "unlocated";

/** The largest headline size at which the six figures stand side by side on the narrowest strip (830 units). */
export function headlineSize(texts: readonly string[]): "large" | "medium" | "small" {
  const characters = texts.join("").replaceAll(",", "").length + texts.join("").replaceAll(/[^,]/g, "").length / 2;
  return characters <= 18 ? "large" : characters <= 26 ? "medium" : "small";
}

const ON_DUTY = UNIT_STATUS.indexOf("onDuty");

export function FiguresBoard() {
  /** How many units report themselves on duty; null before the first positions. */
  const [onDuty, setOnDuty] = useState<number | null>(null);
  useTracks((tracks) => setOnDuty(tracks.status.filter((status) => status === ON_DUTY).length));
  const words = useWords();
  const desk = useDesk();
  const view = useView({ view: "funnel", period: "all" });
  const cameras = useView({ view: "cameras" }).value;
  const units = useView({ view: "units" }).value;
  const city = useView({ view: "city" }).value;
  const funnel = view.value?.funnel;
  const online: Rate = {
    n: cameras?.filter((camera) => camera.online === 1).length ?? 0,
    d: cameras?.length ?? 0,
  };
  const target = city?.targets.find(({ indicator }) => indicator === "cameraOnlineRate");
  const compared = goalOf(target, online, words);
  const met = targetMet(target, online);
  const empty = funnel !== undefined && desk.noCases ? words.text("empty.noCases") : null;
  const goal = target === undefined ? null : rateText({ n: Math.round(target.value * 1000), d: 1000 });
  const shown = (n: number) => countText(n, words.language);
  const texts = [
    ...(funnel === undefined ? [] : [funnel.open, funnel.overdue, funnel.dueSoon, funnel.unlocated].map(shown)),
    `${shown(online.n)}${shown(online.d)}`,
    `${shown(onDuty ?? 0)}${shown(units?.length ?? 0)}`,
  ];
  const cases = (name: CaseFigure, measure: Measure, count: number, tone = "") => (
    <Cell label={words.text(`figures.${name}`)}>
      <Figure
        name={name}
        value={count}
        drill={{ query: { period: "all", measure } }}
        className={`headline${count > 0 ? tone : ""}`}
      />
    </Cell>
  );
  return (
    <Panel
      name="figures"
      title={words.text("figures.title")}
      source={desk.source}
      view={view}
      empty={empty}
      skeleton={1}
    >
      <div className="figures" data-size={headlineSize(texts)}>
        {funnel !== undefined && (
          <>
            {cases("open", "open", funnel.open)}
            {cases("overdue", "overdueOpen", funnel.overdue, " red")}
            {cases("dueSoon", "dueSoon", funnel.dueSoon, " amber")}
            {cases("unlocated", "unlocated", funnel.unlocated)}
          </>
        )}
        <Cell
          label={words.text("figures.cameras")}
          note={
            goal === null
              ? null
              : words.text(met === false ? "figures.belowShort" : "figures.targetShort", { target: goal })
          }
          title={compared === null ? null : compared.sentence}
          bad={met === false}
        >
          <button
            type="button"
            className="figure headline"
            data-figure="camerasOnline"
            data-value={online.n}
            aria-label={words.text("cameraHealth.openFigure", { online: shown(online.n), all: shown(online.d) })}
            onClick={() => desk.openThing({ kind: "cameraHealth", uid: 0 })}
          >
            {online.d === 0 ? "—" : shown(online.n)}
            {online.d > 0 && <small>/ {shown(online.d)}</small>}
          </button>
        </Cell>
        <Cell label={words.text("figures.onDuty")}>
          <span className="headline" data-figure="onDuty" data-value={onDuty ?? ""}>
            {onDuty === null ? "—" : shown(onDuty)}
            {units !== null && units.length > 0 && <small>/ {shown(units.length)}</small>}
          </span>
        </Cell>
      </div>
    </Panel>
  );
}

function Cell(props: {
  readonly label: string;
  readonly note?: string | null;
  readonly title?: string | null;
  readonly bad?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className="figure-cell">
      <span className="figure-label" title={props.title ?? props.label}>
        {props.label}
        {props.note != null && (
          <small className={props.bad === true ? "figure-note red" : "figure-note"}>{props.note}</small>
        )}
      </span>
      {props.children}
    </div>
  );
}
