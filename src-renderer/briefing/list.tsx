/**
 * The cases behind a number of a briefing: exactly those it counted (X97), as they are now. What has left this machine since
 * is counted on and told.
 */
import { useMemo, useState } from "react";
import { casesOf, type FrozenCount } from "../../shared/briefing.ts";
import { BackButton } from "../board/back.tsx";
import { useDesk } from "../board/desk.ts";
import { CaseRow } from "../board/ticker.tsx";
import { countText } from "../kit/number.ts";
import { Panel } from "../kit/panel.tsx";
import { momentText } from "../kit/time.ts";
import { useWords } from "../kit/words.ts";
import { useView } from "../link/react.ts";
import { useBriefing } from "./context.ts";

const PAGE = 50;

export interface FrozenListProps {
  readonly title: string;
  readonly count: FrozenCount;
  readonly onBack: (() => void) | null;
  readonly onClose: () => void;
}

export function FrozenList({ title, count, onBack, onClose }: FrozenListProps) {
  const words = useWords();
  const desk = useDesk();
  const { frozen } = useBriefing();
  const uids = useMemo(() => casesOf(frozen, count), [frozen, count]);
  const [page, setPage] = useState(0);
  const pages = Math.max(1, Math.ceil(uids.length / PAGE));
  const slice = uids.slice(page * PAGE, (page + 1) * PAGE);
  const view = useView({ view: "cases", query: { period: "all", uids: slice }, offset: 0, limit: PAGE });
  const lines = new Map(view.value?.lines.map((line) => [line.uid, line]));
  const gone = view.value === null ? 0 : slice.length - lines.size;
  const first = page * PAGE + 1;
  const at = momentText(frozen.at, 0, words.timeZone, words.language);
  return (
    <div
      className="drawer-content"
      onKeyDown={(event) => {
        if (event.key === "PageDown") setPage(Math.min(page + 1, pages - 1));
        else if (event.key === "PageUp") setPage(Math.max(page - 1, 0));
        else return;
        event.preventDefault();
      }}
    >
      <Panel
        name="cases"
        title={
          <span className="cases-title">
            {onBack !== null && <BackButton onBack={onBack} />}
            <b data-figure="cases.total" data-value={uids.length}>
              {countText(uids.length, words.language)}
            </b>{" "}
            {words.text("cases.title", { count: uids.length })}
          </span>
        }
        tools={
          <button type="button" className="close" onClick={onClose} aria-label={words.text("cases.close")}>
            ✕
          </button>
        }
        source={desk.source}
        foot={
          <span className="pager">
            <span>
              {uids.length === 0
                ? ""
                : words.text("cases.range", { first, last: first + slice.length - 1, total: uids.length })}
            </span>
            <button type="button" disabled={page === 0} onClick={() => setPage(page - 1)}>
              {words.text("cases.previous")}
            </button>
            <button type="button" disabled={page >= pages - 1} onClick={() => setPage(page + 1)}>
              {words.text("cases.next")}
            </button>
          </span>
        }
        view={view}
        empty={uids.length === 0 ? words.text("empty.cases") : null}
        skeleton={12}
      >
        <p className="cases-filter" data-filter>
          {title} · {words.text("briefing.list.asOf", { at })}
        </p>
        {count.n !== uids.length && (
          <p className="briefing-note" data-differs>
            {words.text("briefing.list.final", { count: count.n })}
          </p>
        )}
        {gone > 0 && (
          <p className="briefing-note" data-gone={gone}>
            {words.text("briefing.list.gone", { count: gone })}
          </p>
        )}
        <div className="rows-room">
          <ol className="ticker" key={page}>
            {slice.map((uid) => {
              const line = lines.get(uid);
              return line === undefined ? null : (
                <li key={uid}>
                  <CaseRow line={line} at={line.reportedAt} onOpen={desk.openCase} />
                </li>
              );
            })}
          </ol>
        </div>
      </Panel>
    </div>
  );
}
