/** 热点分析: the densest grids, and at which hours of the week cases come in. */
import type { RecordOf } from "../../../shared/tables.ts";
import type { WholeValues } from "../../../shared/view.ts";
import { useView } from "../../link/react.ts";
import { countText, rateText } from "../../kit/number.ts";
import { Panel } from "../../kit/panel.tsx";
import type { WallKey } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import { useDesk } from "../desk.ts";
import { Figure } from "../figure.tsx";
import { NarrowedMark } from "../narrowed.tsx";
import { emptySentence, useFlowOnly, useNarrow } from "../only.ts";
import { peakOf, sharesOf, WEEKDAYS, weekendOf } from "./week.ts";

const NO_ROWS: readonly never[] = [];
type Hot = WholeValues["heat"]["hot"];

export function HotspotsBoard() {
  const words = useWords();
  const desk = useDesk();
  const view = useView({ view: "heat", period: desk.period, ...useFlowOnly() });
  const heat = view.value;
  const period = heat?.window.period ?? desk.period;
  const empty = heat === null || heat.total > 0 ? null : emptySentence(desk, "empty.period", words);
  return (
    <Panel
      name="hotspots"
      title={words.text("heat.title")}
      tools={
        <>
          <NarrowedMark />
          <span className="panel-window">{words.text(`period.${period}`)}</span>
        </>
      }
      source={desk.source}
      foot={words.text("heat.foot", { period: words.text(`within.${period}`) })}
      view={view}
      empty={empty}
      skeleton={10}
    >
      {heat !== null && (
        <div className="heat-board">
          <HotGrids hot={heat.hot} period={period} />
          <Week week={heat.week} />
        </div>
      )}
    </Panel>
  );
}

function HotGrids({
  hot,
  period,
}: {
  readonly hot: Hot;
  readonly period: WholeValues["heat"]["window"]["period"] | "auto";
}) {
  const words = useWords();
  const narrow = useNarrow();
  const grids = useView({ view: "grids" }).value ?? NO_ROWS;
  const byUid = new Map<number, RecordOf<"grids">>(grids.map((grid) => [grid.uid, grid]));
  const most = hot[0]?.perKm2 ?? 0;
  if (hot.length === 0) return <p className="heat-none">{words.text("heat.noGrids")}</p>;
  return (
    <ol className="heat-grids">
      {hot.map(({ grid, count, perKm2, expected }) => {
        const row = byUid.get(grid);
        const name = row === undefined ? String(grid) : words.name(row) || row.code;
        const subject = { name: row?.name || row?.code || "", nameEn: row?.nameEn || row?.code || "" };
        const times = expected === 0 ? "—" : (count / expected).toFixed(1);
        return (
          <li key={grid} className="heat-grid" data-grid={grid}>
            <span className="heat-name" title={name}>
              {name}
            </span>
            <span
              className="bar"
              title={words.text("heat.expected", { expected: countText(expected, words.language) })}
            >
              <span style={{ width: `${most === 0 ? 0 : (perKm2 / most) * 100}%` }} />
            </span>
            <Figure
              name="heat.count"
              value={count}
              drill={narrow({ query: { period, unitGrid: grid }, subject })}
              className="heat-count"
            >
              {words.text("heat.density", {
                density: countText(perKm2, words.language),
                count: countText(count, words.language),
              })}
            </Figure>
            <small>{words.text("heat.times", { times })}</small>
          </li>
        );
      })}
    </ol>
  );
}

/** Seven days by twenty-four hours; what the colours say is said in a sentence too. */
function Week({ week }: { readonly week: Uint32Array }) {
  const words = useWords();
  const shares = sharesOf(week);
  const peak = peakOf(week);
  const dayName = (weekday: number) => words.text(`heat.${WEEKDAYS[weekday] ?? "monday"}` satisfies WallKey);
  return (
    <div className="heat-week">
      <h3>{words.text("heat.week")}</h3>
      {peak !== null && (
        <p>
          {words.text("heat.peak", {
            day: dayName(peak.weekday),
            from: `${peak.hour}:00`,
            to: `${peak.hour + 1}:00`,
            count: peak.count,
          })}{" "}
          {words.text("heat.weekend", { share: rateText(weekendOf(week)) })}
        </p>
      )}
      <table>
        <thead>
          <tr>
            <td />
            {Array.from({ length: 24 }, (_, hour) => (
              <th key={hour} scope="col">
                {hour % 3 === 0 ? hour : ""}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {WEEKDAYS.map((name, weekday) => (
            <tr key={name}>
              <th scope="row">{dayName(weekday)}</th>
              {Array.from({ length: 24 }, (_, hour) => {
                const at = weekday * 24 + hour;
                const said = words.text("heat.hour", {
                  day: dayName(weekday),
                  from: `${hour}:00`,
                  to: `${hour + 1}:00`,
                  count: week[at] ?? 0,
                });
                return (
                  <td
                    key={hour}
                    title={said}
                    aria-label={said}
                    data-count={week[at] ?? 0}
                    style={{ "--share": shares[at] } as React.CSSProperties}
                  />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
