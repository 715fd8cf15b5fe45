/** Cases that departments push to each other: the way each has gone, and the borders they are pushed over. */
import { useContext, useState } from "react";
import { stateOfCode } from "../../../shared/case/state.ts";
import type { Border, DisputedCase } from "../../../shared/view.ts";
import { routeText } from "../../board/disputes.tsx";
import { StageMark, isLineOverdue } from "../../board/mark.tsx";
import { ClockContext } from "../../kit/panel.tsx";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { PushButton } from "../direction/push-button.tsx";
import { usePushKey } from "../direction/push.ts";
import { Listing, type ShownColumn } from "../office/listing.tsx";
import { useSeat } from "../shell/desk.ts";
import type { Route } from "../shell/route.ts";
import "./contacts.css";

/** What stands for this page on a wall. */
const BOARD = { show: "board", panel: "disputes" } as const;
/** Cases that the list asks for. */
const SHOWN = 500;

/** `#/disputes` or, for one border, `#/disputes/FROM-TO`. */
export function DisputesPage({ route }: { readonly route: Route }) {
  const words = useWords();
  const { go } = useSeat();
  const { hubNow } = useContext(ClockContext);
  const view = useView({ view: "disputes", limit: SHOWN });
  const departments = useView({ view: "departments" }).value;
  usePushKey(BOARD);
  const byUid = new Map((departments ?? []).map((each) => [each.uid, each]));
  const [chosen, choose] = useState<string | null>(route.rest[0] ?? null);

  const borders = view.value?.borders ?? [];
  const border = borders.find((each) => nameOf(each) === chosen) ?? null;
  const inside = border === null ? null : new Set(border.uids);
  const cases = view.value?.cases ?? null;
  const rows = cases === null || inside === null ? cases : cases.filter(({ line }) => inside.has(line.uid));
  const now = hubNow() ?? 0;
  const way = ({ route: gone }: Pick<DisputedCase, "route">) => routeText(gone, byUid, words);
  const columns: readonly ShownColumn<DisputedCase>[] = [
    {
      name: "case",
      title: words.text("contacts.case"),
      text: ({ line }) => line.caseNo,
      order: ({ line }) => line.caseNo,
      draw: ({ line }) => (
        <span className="case-cell">
          <StageMark state={line.state} overdue={isLineOverdue(line, now)} />
          {line.caseNo}
        </span>
      ),
    },
    {
      name: "class",
      title: words.text("contacts.class"),
      text: ({ line }) =>
        words.name({ name: line.className, nameEn: line.classNameEn }) || words.text("issues.unnamed"),
    },
    { name: "route", title: words.text("contacts.route"), text: way },
    {
      name: "sendBacks",
      title: words.text("contacts.sendBacks"),
      text: ({ sendBacks }) => String(sendBacks),
      order: ({ sendBacks }) => sendBacks,
    },
    {
      name: "state",
      title: words.text("contacts.caseState"),
      text: ({ line }) => words.text(`state.${stateOfCode(line.state)}`),
    },
    {
      name: "address",
      title: words.text("contacts.address"),
      text: ({ line }) => line.address || words.text("case.noAddress"),
    },
    {
      name: "reported",
      title: words.text("contacts.reported"),
      text: ({ line }) => momentText(line.reportedAt, now, words.timeZone, words.language),
      order: ({ line }) => line.reportedAt,
    },
  ];
  return (
    <div className="board-page" data-page="disputes">
      <header className="board-head">
        <h1>{words.text("contacts.disputes.title")}</h1>
        <p>{words.text("contacts.disputes.note")}</p>
        <PushButton what={BOARD} stroke="⇧P" />
      </header>
      <nav className="list-chips" aria-label={words.text("contacts.borders")}>
        <button type="button" aria-pressed={border === null} onClick={() => choose(null)}>
          {words.text("contacts.allBorders", { count: view.value?.total ?? 0 })}
        </button>
        {borders.slice(0, 12).map((each) => (
          <button
            key={nameOf(each)}
            type="button"
            data-border={nameOf(each)}
            aria-pressed={each === border}
            onClick={() => choose(nameOf(each))}
          >
            {way({ route: [each.from, each.to] })} <b>{words.text("disputes.cases", { count: each.count })}</b>
          </button>
        ))}
      </nav>
      <Listing<DisputedCase>
        name="disputes"
        label={words.text("contacts.disputes.title")}
        rows={rows}
        problem={view.trouble === null ? null : words.trouble(view.trouble)}
        empty={words.text("contacts.disputes.empty")}
        columns={columns}
        keyOf={({ line }) => String(line.uid)}
        onOpen={({ line }) => go("case", line.uid)}
        file={{ name: words.text("contacts.disputes.title") }}
      />
    </div>
  );
}

const nameOf = ({ from, to }: Border): string => `${from}-${to}`;
