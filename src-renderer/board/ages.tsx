/** Overdue cases by how long they have been so, and by department. Every bar opens its cases. */
import { useContext } from "react";
import type { Backlog } from "../../shared/view.ts";
import { useView } from "../link/react.ts";
import { ClockContext, Panel } from "../kit/panel.tsx";
import { countText } from "../kit/number.ts";
import type { Words } from "../kit/text.ts";
import { useWords } from "../kit/words.ts";
import { useDesk, type Drill } from "./desk.ts";
import { Figure } from "./figure.tsx";
import { LightMark } from "./light.tsx";

const DAY = 86_400_000;

type Bounds = Pick<Backlog["ages"][number], "fromDays" | "toDays">;

/** An age in words, short beside its bar and in full over its list. */
const SHORT = { under: "ages.ageUnder", between: "ages.age", from: "ages.ageFrom" } as const;
const FULL = { under: "drill.ageUnder", between: "drill.age", from: "drill.ageFrom" } as const;

function formOf({ fromDays, toDays }: Bounds): keyof typeof SHORT {
  return toDays === null ? "from" : fromDays === 0 ? "under" : "between";
}

/** "3–7天" */
export function ageText(age: Bounds, words: Words): string {
  return words.text(SHORT[formOf(age)], { from: age.fromDays, to: age.toDays ?? 0 });
}

/**
 * The cases of an age: overdue, and with a deadline in its window. An age holds those overdue for `fromDays` or longer,
 * and for less than `toDays`; windows of lists are half open at their later end, hence the millisecond.
 */
export function drillOfAge({ fromDays, toDays }: Bounds, now: number): Drill {
  const to = now - fromDays * DAY + (fromDays === 0 ? 0 : 1);
  const from = toDays === null ? 0 : now - toDays * DAY + 1;
  return {
    query: { period: "all", measure: "overdueOpen", basis: "deadline", between: [from, to] },
    what: { key: FULL[formOf({ fromDays, toDays })], params: { from: fromDays, to: toDays ?? 0 } },
  };
}

export function AgesBoard() {
  const words = useWords();
  const desk = useDesk();
  const { hubNow } = useContext(ClockContext);
  const view = useView({ view: "backlog" });
  const backlog = view.value;
  const ages = backlog?.ages ?? [];
  const now = hubNow() ?? 0;
  const largest = Math.max(1, ...ages.map(({ count }) => count));
  const departments = (backlog?.departments ?? []).filter(
    ({ overdueOpen, dueSoon, suspended }) => overdueOpen + dueSoon + suspended > 0,
  );
  const most = Math.max(1, ...departments.map(({ overdueOpen, dueSoon }) => overdueOpen + dueSoon));
  const nothing = backlog !== null && backlog.overdueOpen === 0 && departments.length === 0;
  const empty = desk.noCases && backlog !== null ? "empty.noCases" : nothing ? "empty.ages" : null;
  return (
    <Panel
      name="ages"
      title={words.text("ages.title")}
      source={desk.source}
      foot={words.text("ages.foot")}
      view={view}
      empty={empty === null ? null : words.text(empty)}
      skeleton={10}
    >
      {backlog !== null && (
        <div className="ages">
          <ol className="ages-list">
            {ages.map((age) => (
              <li key={age.fromDays} className="age">
                <span className="age-label">{ageText(age, words)}</span>
                <Figure
                  name={`ages.${age.fromDays}`}
                  value={age.count}
                  drill={drillOfAge(age, now)}
                  className={age.count === 0 ? "age-bar calm" : "age-bar"}
                >
                  <span className="bar">
                    <span className="bar-red" style={{ width: `${(age.count / largest) * 100}%` }} />
                  </span>
                  <b>{countText(age.count, words.language)}</b>
                </Figure>
              </li>
            ))}
          </ol>
          <h3 className="ages-heading">
            {words.text("ages.departments")}
            <small className="age-counts">
              {(["red", "yellow"] as const).map((light) => (
                <span key={light}>
                  <LightMark light={light} />
                  {words.text(`light.${light}`)}
                </span>
              ))}
              <span>{words.text("backlog.suspended")}</span>
            </small>
          </h3>
          <div className="rows-room">
            <ol className="ages-departments">
              {departments.map(({ department: uid, overdueOpen, dueSoon, suspended }) => {
                const department = desk.departments.get(uid);
                const full = department === undefined ? words.text("ranking.unknown") : words.name(department);
                const subject = { name: department?.name ?? full, nameEn: department?.nameEn ?? full };
                const short =
                  department === undefined
                    ? full
                    : words.name({ name: department.shortName, nameEn: department.shortNameEn }) || full;
                const about = { period: "all", department: uid } as const;
                const figure = (name: "overdueOpen" | "dueSoon" | "suspended", value: number, tone: string) => (
                  <Figure
                    name={`ages.${name}`}
                    value={value}
                    drill={{ query: { ...about, measure: name }, subject }}
                    className={value === 0 ? "calm" : tone}
                  >
                    {countText(value, words.language)}
                  </Figure>
                );
                return (
                  <li key={uid} className="age-department" data-department={uid}>
                    <span className="age-name" title={full}>
                      {short}
                    </span>
                    <span className="bar age-both" aria-hidden="true">
                      <span className="bar-red" style={{ width: `${(overdueOpen / most) * 100}%` }} />
                      <span className="bar-amber" style={{ width: `${(dueSoon / most) * 100}%` }} />
                    </span>
                    <span className="age-counts">
                      {figure("overdueOpen", overdueOpen, "red")}
                      {figure("dueSoon", dueSoon, "amber")}
                      {figure("suspended", suspended, "")}
                    </span>
                  </li>
                );
              })}
            </ol>
          </div>
        </div>
      )}
    </Panel>
  );
}
