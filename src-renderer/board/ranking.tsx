/** The department ranking: each group on a board of its own, side by side, each with its own scale. */
import {
  RANKING_ORDERS,
  ranked,
  rateValue,
  type RankingLine,
  type RankingOrder,
  type Rate,
} from "../../shared/evaluation/figures.ts";
import type { Period } from "../../shared/evaluation/period.ts";
import { narrows } from "../../shared/only.ts";
import type { RecordOf } from "../../shared/tables.ts";
import type { PeriodChoice } from "../../shared/view.ts";
import { useView } from "../link/react.ts";
import { Panel } from "../kit/panel.tsx";
import { useKept } from "../kit/kept.ts";
import { countsText, countText, rateText } from "../kit/number.ts";
import { useWords } from "../kit/words.ts";
import { useDesk } from "./desk.ts";
import { Figure } from "./figure.tsx";
import { NarrowedMark } from "./narrowed.tsx";
import { emptySentence, useFlowOnly, useNarrow } from "./only.ts";
import { goalOf, GoalBar, GoalNote, useTargets } from "./targets.tsx";

/** The indicator behind each order of the boards, whose target the bars bear. */
const INDICATORS: Partial<Record<RankingOrder, string>> = { onTime: "onTimeHandleRate", close: "finishRate" };
const NOTHING: Rate = { n: 0, d: 0 };

export interface Board {
  readonly group: string;
  readonly lines: readonly RankingLine[];
  /** Departments of the group without a case in the window: unranked (中方 2020). */
  readonly unranked: number;
}

/** The boards in the order of their groups, each sorted best first. Departments nobody knows stand in no group. */
export function boardsOf(
  lines: readonly RankingLine[],
  departments: ReadonlyMap<number, RecordOf<"departments">>,
  order: RankingOrder,
): Board[] {
  const groups = new Map<string, RankingLine[]>();
  for (const line of lines) {
    const group = departments.get(line.department)?.groupCode ?? "";
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [line]);
    else members.push(line);
  }
  const withCases = new Set(lines.map((line) => line.department));
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, members]) => ({
      group,
      lines: ranked(members, order),
      unranked: [...departments.values()].filter((d) => d.groupCode === group && !withCases.has(d.uid)).length,
    }));
}

/**
 * By on-time rate where at least half of the departments have deadlines to meet; else by close rate where anything is
 * closed; else by count.
 */
export function naturalOrder(lines: readonly RankingLine[]): RankingOrder {
  const withDeadlines = lines.filter((line) => line.onTime.d > 0).length;
  if (withDeadlines > 0 && 2 * withDeadlines >= lines.length) return "onTime";
  return lines.some((line) => line.close.n > 0) ? "close" : "total";
}

/** Length of a line's bar, 0–1 from zero: the rate itself, or the share of the board's largest count. */
export function barOf(line: RankingLine, order: RankingOrder, board: readonly RankingLine[]): number {
  if (order !== "total") return rateValue(line[order]) ?? 0;
  const largest = Math.max(...board.map((each) => each.total));
  return largest === 0 ? 0 : line.total / largest;
}

export function RankingBoard() {
  const words = useWords();
  const desk = useDesk();
  const view = useView({ view: "ranking", period: desk.period, ...useFlowOnly() });
  const [chosen, choose] = useKept<RankingOrder | null>("ranking.order", null);
  const lines = view.value?.lines ?? [];
  const order = chosen ?? naturalOrder(lines);
  const period = view.value?.window.period ?? desk.period;
  const boards = boardsOf(lines, desk.departments, order);
  const empty = view.value === null || lines.length > 0 ? null : emptySentence(desk, "empty.ranking", words);
  return (
    <Panel
      name="ranking"
      title={words.text("ranking.title")}
      tools={
        <>
          <NarrowedMark />
          <span className="switch" role="group" aria-label={words.text("ranking.order")}>
            {RANKING_ORDERS.map((each) => (
              <button key={each} type="button" aria-pressed={each === order} onClick={() => choose(each)}>
                {words.text(`ranking.by.${each}`)}
              </button>
            ))}
          </span>
        </>
      }
      source={desk.source}
      foot={words.text(`ranking.foot.${order}`, { period: words.text(`within.${period}`) })}
      view={view}
      empty={empty}
      skeleton={12}
    >
      <div className="boards" data-order={order}>
        {boards.map((board) => (
          <GroupBoard
            key={board.group}
            board={board}
            rows={Math.max(...boards.map((each) => each.lines.length))}
            order={order}
            period={period}
            only={boards.length === 1}
          />
        ))}
      </div>
    </Panel>
  );
}

interface GroupProps {
  readonly board: Board;
  /** Rows of the longest board, so that rows of all boards stand level. */
  readonly rows: number;
  readonly order: RankingOrder;
  readonly period: Period | PeriodChoice;
  readonly only: boolean;
}

function GroupBoard({ board, rows, order, period, only }: GroupProps) {
  const words = useWords();
  const desk = useDesk();
  const narrow = useNarrow();
  const title =
    board.group === ""
      ? words.text(only ? "ranking.all" : "ranking.noGroup")
      : words.text("ranking.group", { group: board.group });
  const target = useTargets().get(INDICATORS[order] ?? "");
  const goal = (rate: Rate) => goalOf(target, rate, words);
  // Rows keep their place in the document and slide to their rank, so that a change of order is seen as a movement.
  const rankOf = new Map(board.lines.map((line, i) => [line.department, i]));
  const byUid = board.lines.toSorted((a, b) => a.department - b.department);
  return (
    <div className="board" data-group={board.group}>
      <h3>
        {title}
        <span>
          <GoalNote goal={goal(NOTHING)} />
          <small>{words.text("ranking.members", { count: board.lines.length })}</small>
        </span>
      </h3>
      <div className="board-rows" role="list" style={{ "--rows": rows } as React.CSSProperties}>
        {byUid.map((line) => {
          const department = desk.departments.get(line.department);
          const full = department === undefined ? words.text("ranking.unknown") : words.name(department);
          const short =
            department === undefined
              ? full
              : words.name({ name: department.shortName, nameEn: department.shortNameEn }) || full;
          const subject = { name: department?.name ?? full, nameEn: department?.nameEn ?? full };
          const rank = rankOf.get(line.department) ?? 0;
          const about = { period: period as PeriodChoice, department: line.department };
          return (
            <div
              key={line.department}
              role="listitem"
              className="board-row"
              data-department={line.department}
              data-rank={rank + 1}
              style={{ transform: `translateY(${rank * 100}%)` }}
            >
              <span className="board-rank">{rank + 1}</span>
              <span className="board-who">
                <button
                  type="button"
                  className="board-name"
                  title={full}
                  onClick={() => desk.open(narrow({ query: about, subject }))}
                >
                  {short}
                </button>
                <small>
                  <Figure name="ranking.total" value={line.total} drill={narrow({ query: about, subject })}>
                    {words.text("ranking.cases", { count: line.total })}
                  </Figure>
                  {line.overdueOpen > 0 && (
                    <Figure
                      name="ranking.overdue"
                      value={line.overdueOpen}
                      drill={narrow({ query: { ...about, measure: "overdueOpen" }, subject })}
                      className="red"
                    >
                      {words.text("ranking.overdue", { count: line.overdueOpen })}
                    </Figure>
                  )}
                </small>
              </span>
              <span className="rate">
                {order === "total" ? (
                  <b>{countText(line.total, words.language)}</b>
                ) : (
                  <>
                    <Figure
                      name={`ranking.${order}`}
                      value={line[order].n}
                      drill={narrow({
                        query: order === "onTime" ? { ...about, measure: "onTime" } : { ...about, milestone: "closed" },
                        subject,
                      })}
                    >
                      {rateText(line[order])}
                    </Figure>
                    <small>{countsText(line[order], words.language)}</small>
                  </>
                )}
              </span>
              <GoalBar
                className="board-bar"
                share={barOf(line, order, board.lines)}
                goal={order === "total" ? null : goal(line[order])}
              />
            </div>
          );
        })}
      </div>
      {board.unranked > 0 && !narrows(desk.only) && (
        <p className="board-unranked">{words.text("ranking.unranked", { count: board.unranked })}</p>
      )}
    </div>
  );
}
