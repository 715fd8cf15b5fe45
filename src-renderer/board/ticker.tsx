/** 案件播报: the cases that changed last, newest first. A click goes there on the map and opens the case. */
import { useContext } from "react";
import { CASE_SOURCES } from "../../shared/case/case.ts";
import { stateOfCode } from "../../shared/case/state.ts";
import type { CaseLine } from "../../shared/view.ts";
import { useRows } from "../link/react.ts";
import { ClockContext, Panel } from "../kit/panel.tsx";
import { momentText } from "../kit/time.ts";
import { useBeat } from "../kit/tick.ts";
import { useWords } from "../kit/words.ts";
import { useDesk } from "./desk.ts";
import { isLineOverdue, StageMark } from "./mark.tsx";
import { PendingMark } from "./pending.tsx";

const SHOWN = 30;
/** Days begin on a quarter of an hour in every zone of the world. Milliseconds. */
const QUARTER_HOUR = 900_000;

export function TickerBoard() {
  const words = useWords();
  const desk = useDesk();
  const view = useRows({ view: "ticker", limit: SHOWN });
  const { hubNow } = useContext(ClockContext);
  const rows = (view.value ?? []).slice(0, SHOWN);
  // Time alone makes a case overdue and ends a day, of which a row says so or says the date.
  useBeat(() => {
    const now = hubNow();
    return now === null
      ? null
      : `${rows.filter((line) => isLineOverdue(line, now)).length} ${Math.floor(now / QUARTER_HOUR)}`;
  });
  const empty = view.value === null || rows.length > 0 ? null : words.text("empty.noCases");
  return (
    <Panel
      name="ticker"
      title={words.text("ticker.title")}
      source={desk.source}
      foot={words.text("ticker.foot")}
      view={view}
      empty={empty}
      skeleton={8}
    >
      <ol className="ticker">
        {rows.map((line) => (
          <li key={line.uid}>
            <CaseRow line={line} at={line.changedAt} onOpen={desk.openCase} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

interface CaseRowProps {
  readonly line: CaseLine;
  /** Which of its times is shown. */
  readonly at: number;
  readonly onOpen: (line: CaseLine) => void;
}

/** One case as lists show it: stage, class, place, department, state, time. */
export function CaseRow({ line, at, onOpen }: CaseRowProps) {
  const words = useWords();
  const { hubNow } = useContext(ClockContext);
  const now = hubNow() ?? at;
  const overdue = isLineOverdue(line, now);
  const what = words.name({ name: line.className, nameEn: line.classNameEn }) || words.text("issues.unnamed");
  const who = words.name({ name: line.departmentName, nameEn: line.departmentNameEn });
  const where =
    line.address || line.unitGridCode || words.text(line.lon === null ? "case.unlocated" : "case.noAddress");
  const source = words.text(`source.${CASE_SOURCES[line.source] ?? "other"}`);
  return (
    <button
      type="button"
      className="case-row"
      data-case={line.uid}
      title={`${line.caseNo} · ${source}`}
      onClick={() => onOpen(line)}
    >
      <StageMark state={line.state} overdue={overdue} />
      <span className="case-first">
        <span className="case-what">{what}</span>
        <span className="case-state">
          {overdue && <b className="red">{words.text("case.overdue")}</b>}
          <PendingMark pending={line.pending} />
          {words.text(`state.${stateOfCode(line.state)}`)}
        </span>
      </span>
      <span className="case-second">
        <span className="case-where" title={where}>
          {where}
        </span>
        <span className="case-who" title={who}>
          {who}
        </span>
        <time className="case-time" dateTime={new Date(at).toISOString()}>
          {momentText(at, now, words.timeZone, words.language)}
        </time>
      </span>
    </button>
  );
}
