/** 推诿扯皮: the cases that departments send back, with the way each has gone, and the borders they are pushed over. */
import { useContext } from "react";
import type { Border, DisputedCase } from "../../shared/view.ts";
import { useView } from "../link/react.ts";
import { ClockContext, Panel } from "../kit/panel.tsx";
import type { Words } from "../kit/text.ts";
import { useWords } from "../kit/words.ts";
import { isLineOverdue, StageMark } from "./mark.tsx";
import { useDesk, type Desk, type Drill } from "./desk.ts";
import { PendingMark } from "./pending.tsx";
import { Figure } from "./figure.tsx";

const SHOWN = 50;

type Departments = Desk["departments"];

/** Short name of a department, in one language. */
function shortNames(uid: number, departments: Departments): { name: string; nameEn: string } {
  const department = departments.get(uid);
  return department === undefined
    ? { name: "", nameEn: "" }
    : { name: department.shortName || department.name, nameEn: department.shortNameEn || department.nameEn };
}

/** "城管 → 交警 → 城管": the way in short names; the same one twice in a row where it got the case again. */
export function routeText(route: readonly number[], departments: Departments, words: Words): string {
  return route.map((uid) => words.name(shortNames(uid, departments)) || words.text("ranking.unknown")).join(" → ");
}

/** The cases that went over a border. */
export function drillOfBorder({ from, to, uids }: Border, departments: Departments): Drill {
  const [a, b] = [shortNames(from, departments), shortNames(to, departments)];
  const both = (one: string, other: string) => (one === "" || other === "" ? "" : `${one} → ${other}`);
  return {
    query: { period: "all", uids },
    subject: { name: both(a.name, b.name), nameEn: both(a.nameEn, b.nameEn) },
    what: { key: "drill.border" },
  };
}

export function DisputesBoard() {
  const words = useWords();
  const desk = useDesk();
  const view = useView({ view: "disputes", limit: SHOWN });
  const cases = view.value?.cases ?? [];
  const borders = view.value?.borders ?? [];
  const empty =
    view.value === null || cases.length > 0 ? null : words.text(desk.noCases ? "empty.noCases" : "empty.disputes");
  return (
    <Panel
      name="disputes"
      title={words.text("disputes.title")}
      tools={
        view.value !== null &&
        cases.length > 0 && (
          <span className="panel-window" data-figure="disputes.total" data-value={view.value.total}>
            {words.text("disputes.total", { count: view.value.total })}
          </span>
        )
      }
      source={desk.source}
      foot={words.text("disputes.foot")}
      view={view}
      empty={empty}
      skeleton={6}
    >
      <div className="disputes">
        <div className="rows-room">
          <ol className="ticker">
            {cases.map((disputed) => (
              <li key={disputed.line.uid}>
                <DisputedRow disputed={disputed} />
              </li>
            ))}
          </ol>
        </div>
        {borders.length > 0 && (
          <>
            <h3 className="ages-heading">{words.text("disputes.borders")}</h3>
            <div className="borders-room">
              <ol className="borders">
                {borders.map((border) => (
                  <li key={`${border.from} ${border.to}`} className="border-row">
                    <span className="case-what">{routeText([border.from, border.to], desk.departments, words)}</span>
                    <Figure
                      name="disputes.border"
                      value={border.count}
                      drill={drillOfBorder(border, desk.departments)}
                      className="border-count"
                    >
                      {words.text("disputes.cases", { count: border.count })}
                    </Figure>
                  </li>
                ))}
              </ol>
            </div>
          </>
        )}
      </div>
    </Panel>
  );
}

function DisputedRow({ disputed }: { readonly disputed: DisputedCase }) {
  const words = useWords();
  const desk = useDesk();
  const { hubNow } = useContext(ClockContext);
  const { line, sendBacks, route } = disputed;
  const what = words.name({ name: line.className, nameEn: line.classNameEn }) || words.text("issues.unnamed");
  const way = routeText(route, desk.departments, words);
  return (
    <button
      type="button"
      className="case-row"
      data-case={line.uid}
      title={`${line.caseNo} · ${way}`}
      onClick={() => desk.openCase(line)}
    >
      <StageMark state={line.state} overdue={isLineOverdue(line, hubNow() ?? line.changedAt)} />
      <span className="case-first">
        <span className="case-what">{what}</span>
        <span className="case-state">
          <PendingMark pending={line.pending} />
          <b>{words.text("disputes.sendBacks", { count: sendBacks })}</b>
        </span>
      </span>
      <span className="case-second">
        <span className="case-where">{way || "—"}</span>
      </span>
    </button>
  );
}
