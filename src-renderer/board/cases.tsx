/** The cases behind a figure, page by page, with the filter as a sentence on top and the same total as the figure. */
import { useState } from "react";
import { useView } from "../link/react.ts";
import { Panel } from "../kit/panel.tsx";
import { countText } from "../kit/number.ts";
import { useWords } from "../kit/words.ts";
import { useDesk, type Drill } from "./desk.ts";
import { sentenceOf } from "./query.ts";
import { BackButton } from "./back.tsx";
import { CaseRow } from "./ticker.tsx";

const PAGE = 50;

export interface CaseListProps {
  readonly drill: Drill;
  /** Null when nothing lies below. */
  readonly onBack: (() => void) | null;
  readonly onClose: () => void;
}

/** Give it a key of its filter, so that another filter begins at its first page. */
export function CaseList({ drill, onBack, onClose }: CaseListProps) {
  const words = useWords();
  const desk = useDesk();
  const [wanted, setPage] = useState(0);
  const [total, setTotal] = useState<number | null>(null);
  const pages = Math.max(1, Math.ceil((total ?? 0) / PAGE));
  const page = total === null ? wanted : Math.min(wanted, pages - 1);
  const view = useView({ view: "cases", query: drill.query, offset: page * PAGE, limit: PAGE });
  // The total of the last page seen stays while the next one is on its way; a list must not jump to its first page.
  if (view.value !== null && view.value.total !== total) setTotal(view.value.total);
  const lines = view.value?.lines ?? [];
  const sentence = sentenceOf(
    drill.query.period === "auto" && view.value !== null
      ? { ...drill, query: { ...drill.query, period: view.value.window.period } }
      : drill,
    words,
  );
  const first = page * PAGE + 1;
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
            <b data-figure="cases.total" data-value={view.value?.total ?? ""}>
              {total === null ? "—" : countText(total, words.language)}
            </b>{" "}
            {words.text("cases.title", { count: total ?? 0 })}
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
              {lines.length === 0
                ? ""
                : words.text("cases.range", { first, last: first + lines.length - 1, total: total ?? 0 })}
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
        empty={view.value !== null && view.value.total === 0 ? words.text("empty.cases") : null}
        skeleton={12}
      >
        <p className="cases-filter" data-filter>
          {sentence}
        </p>
        <div className="rows-room">
          <ol className="ticker" key={page}>
            {lines.map((line) => (
              <li key={line.uid}>
                <CaseRow line={line} at={line.reportedAt} onOpen={desk.openCase} />
              </li>
            ))}
          </ol>
        </div>
      </Panel>
    </div>
  );
}
