/** One case in the queue's table: a row of plain cells, cheap enough to be drawn anew with every frame of scrolling. */
import { memo, useContext, type ReactNode } from "react";
import type { ClaimLine, QueueLine, SeatLine } from "../../../shared/seat.ts";
import { stateOfCode } from "../../../shared/case/state.ts";
import { LightMark, type Light } from "../../board/light.tsx";
import { isLineOverdue, StageMark } from "../../board/mark.tsx";
import { PendingMark } from "../../board/pending.tsx";
import { ClockContext } from "../../kit/panel.tsx";
import { useBeat } from "../../kit/tick.ts";
import { momentText, timeText } from "../../kit/time.ts";
import type { Words } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import { burnMoment, burnText, lightOfLine } from "./burn-words.ts";
import type { Column } from "./columns.ts";
import { initialsOf } from "./initials.ts";

export interface RowProps {
  readonly uid: number;
  /** Undefined while it is on its way. */
  readonly line: QueueLine | undefined;
  /** Place in the queue, from 0. */
  readonly index: number;
  /** Where it stands, CSS pixels from the top of all rows. */
  readonly top: number;
  readonly columns: readonly Column[];
  readonly focused: boolean;
  readonly chosen: boolean;
  readonly others: readonly SeatLine[] | undefined;
  readonly claim: ClaimLine | undefined;
}

/** The element of a row, for `aria-activedescendant`. */
export const rowId = (uid: number): string => `queue-row-${uid}`;

/**
 * Drawn anew for another case in the same element with every frame of scrolling, so what is in it is plain: no components
 * within, one look at the clock for all of it, and the instant in words only once somebody points at it.
 */
export const QueueRow = memo(function QueueRow(props: RowProps) {
  const { uid, line, index, top, columns, focused, chosen } = props;
  const words = useWords();
  const { hubNow } = useContext(ClockContext);
  const now = () => hubNow() ?? 0;
  // One word for everything that the time changes: the row is drawn again when it is another.
  const timed = useBeat(() => {
    if (line === undefined) return "";
    const at = now();
    return `${lightOfLine(line, at) ?? ""}\n${isLineOverdue(line, at) ? "overdue" : ""}\n${burnText(line, at, words)}`;
  });
  return (
    <div
      role="row"
      id={rowId(uid)}
      className="queue-row"
      data-uid={uid}
      data-focused={focused || undefined}
      aria-rowindex={index + 2}
      aria-selected={chosen}
      style={{ transform: `translateY(${top}px)` }}
      onMouseEnter={(event) => {
        if (line !== undefined) event.currentTarget.title = burnMoment(line, now(), words);
      }}
    >
      {columns.map((column) => (
        <span role="gridcell" key={column} data-column={column}>
          {line === undefined ? <i className="queue-waits" /> : cellOf(column, line, timed, props, words, now)}
        </span>
      ))}
    </div>
  );
});

function cellOf(
  column: Column,
  line: QueueLine,
  timed: string,
  { others, claim }: RowProps,
  words: Words,
  now: () => number,
): ReactNode {
  const [light = "", overdue, text] = timed.split("\n");
  switch (column) {
    case "burns":
      return (
        <>
          {light === "" ? (
            <i className="queue-no-light" />
          ) : (
            <span role="img" aria-label={words.text(`light.${light as Light}`)}>
              {LightMark({ light: light as Light })}
            </span>
          )}
          <span className={light === "red" ? "queue-over" : undefined}>{text}</span>
        </>
      );
    case "number":
      return (
        <>
          <b>{line.caseNo}</b>
          {line.pending > 0 && <PendingMark pending={line.pending} />}
        </>
      );
    case "stage":
      return (
        <>
          {StageMark({ state: line.state, overdue: overdue !== "" })}
          <span>{words.text(`state.${stateOfCode(line.state)}`)}</span>
        </>
      );
    case "class":
      return <span>{words.name({ name: line.className, nameEn: line.classNameEn })}</span>;
    case "address":
      return <span>{line.address || line.description}</span>;
    case "department":
      return <span>{words.name({ name: line.departmentName, nameEn: line.departmentNameEn })}</span>;
    case "seats":
      return others === undefined && claim === undefined ? null : <Seats others={others} claim={claim} />;
    case "request":
      return line.request === null ? null : (
        <em className="queue-request">{words.text(`queue.request.${line.request}`)}</em>
      );
    case "pictures":
      return line.pictures === 0 ? null : (
        <span aria-label={words.text("queue.pictures", { count: line.pictures })}>{line.pictures}</span>
      );
    case "reported":
      return momentText(line.reportedAt, now(), words.timeZone, words.language);
  }
}

/** Chips are few: of more it is said how many. */
const MOST_CHIPS = 2;

function Seats({ others = [], claim }: Pick<RowProps, "others" | "claim">) {
  const words = useWords();
  return (
    <>
      {claim !== undefined && (
        <span
          role="img"
          className="queue-claim"
          data-own={claim.own || undefined}
          title={claimText()}
          aria-label={claimText()}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7Zm2 0h4V5a2 2 0 0 0-4 0Z" />
          </svg>
        </span>
      )}
      {others.slice(0, MOST_CHIPS).map(({ person, machine, name, role }) => (
        <abbr key={`${person} ${machine}`} className="queue-chip" title={`${name} · ${words.text(`role.${role}`)}`}>
          {initialsOf(name)}
        </abbr>
      ))}
      {others.length > MOST_CHIPS && (
        <abbr className="queue-chip" title={others.map(({ name }) => name).join(" · ")}>
          +{others.length - MOST_CHIPS}
        </abbr>
      )}
    </>
  );

  function claimText(): string {
    if (claim === undefined) return "";
    const until = timeText(claim.until, words.timeZone);
    return claim.own
      ? words.text("queue.claim.own", { until })
      : words.text("queue.claim.other", { name: claim.name, until });
  }
}
