/** Spots where the same keeps coming back: each with its cases, the open ones first. */
import { useContext, useRef, type RefObject } from "react";
import { stateOfCode } from "../../../shared/case/state.ts";
import type { CaseLine, RecurrenceGroup } from "../../../shared/view.ts";
import { StageMark, isLineOverdue } from "../../board/mark.tsx";
import { ClockContext } from "../../kit/panel.tsx";
import { dayText, momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { PushButton } from "../direction/push-button.tsx";
import { usePushKey } from "../direction/push.ts";
import { Listing, type ShownColumn } from "../office/listing.tsx";
import { useSeat } from "../shell/desk.ts";
import type { Route } from "../shell/route.ts";
import { openFirst } from "./open-first.ts";
import "./contacts.css";

/** What stands for this page on a wall. */
const BOARD = { show: "board", panel: "recurrence" } as const;
const SHOWN = 500;
/** Cases of a spot that are listed beside it. */
const CASES = 200;

export function RecurrencePage({ route }: { readonly route: Route }) {
  const words = useWords();
  const { hubNow } = useContext(ClockContext);
  const view = useView({ view: "recurrence", limit: SHOWN });
  usePushKey(BOARD);
  const spot = useRef<HTMLUListElement>(null);
  const now = hubNow() ?? 0;
  const day = (at: number) => dayText(at, now, words.timeZone, words.language);
  const columns: readonly ShownColumn<RecurrenceGroup>[] = [
    {
      name: "count",
      title: words.text("contacts.times"),
      text: ({ count }) => String(count),
      order: ({ count }) => count,
    },
    {
      name: "class",
      title: words.text("contacts.class"),
      text: ({ className, classNameEn }) =>
        words.name({ name: className, nameEn: classNameEn }) || words.text("issues.unnamed"),
    },
    {
      name: "address",
      title: words.text("contacts.address"),
      text: ({ address }) => address || words.text("case.noAddress"),
    },
    {
      name: "open",
      title: words.text("contacts.open"),
      text: ({ open }) =>
        open > 0 ? words.text("recurrence.open", { count: open }) : words.text("recurrence.allClosed"),
      order: ({ open }) => open,
    },
    {
      name: "since",
      title: words.text("contacts.since"),
      text: ({ since }) => day(since),
      order: ({ since }) => since,
    },
    { name: "last", title: words.text("contacts.last"), text: ({ last }) => day(last), order: ({ last }) => last },
    {
      name: "rule",
      title: words.text("contacts.rule"),
      text: ({ radiusMetres, days }) => words.text("recurrence.rule", { metres: radiusMetres, days }),
    },
  ];
  return (
    <div className="board-page" data-page={route.page}>
      <header className="board-head">
        <h1>{words.text("contacts.recurrence.title")}</h1>
        <p>{words.text("contacts.recurrence.note")}</p>
        <PushButton what={BOARD} stroke="⇧P" />
      </header>
      <Listing<RecurrenceGroup>
        name="recurrence"
        label={words.text("contacts.recurrence.title")}
        rows={view.value?.groups ?? null}
        problem={view.trouble === null ? null : words.trouble(view.trouble)}
        empty={words.text("contacts.recurrence.empty")}
        columns={columns}
        keyOf={({ uids }) => String(uids[0])}
        file={{ name: words.text("contacts.recurrence.title") }}
        onOpen={() => spot.current?.querySelector("button")?.focus()}
        detail={(group) => <SpotCases group={group} now={now} list={spot} />}
      />
    </div>
  );
}

interface SpotProps {
  readonly group: RecurrenceGroup;
  readonly now: number;
  readonly list: RefObject<HTMLUListElement | null>;
}

/** The cases of a spot; Enter in the list goes to them, and each opens the case. */
function SpotCases({ group, now, list }: SpotProps) {
  const words = useWords();
  const { go } = useSeat();
  const view = useView({
    view: "cases",
    query: { period: "all", uids: group.uids.slice(0, 2_000) },
    offset: 0,
    limit: CASES,
  });
  const lines = openFirst(view.value?.lines ?? []);
  const row = (line: CaseLine) => (
    <li key={line.uid}>
      <button type="button" className="spot-case" data-case={line.uid} onClick={() => go("case", line.uid)}>
        <StageMark state={line.state} overdue={isLineOverdue(line, now)} />
        <span>{line.caseNo}</span>
        <span>{words.text(`state.${stateOfCode(line.state)}`)}</span>
        <small>{momentText(line.reportedAt, now, words.timeZone, words.language)}</small>
      </button>
    </li>
  );
  return (
    <>
      <h2>{words.text("contacts.spotCases", { count: group.count, open: group.open })}</h2>
      {view.value === null ? (
        <p className="office-note">{words.text("office.loading")}</p>
      ) : (
        <ul className="spot-cases" ref={list}>
          {lines.map(row)}
        </ul>
      )}
    </>
  );
}
