/** Evaluation reports (评价报告): made here, listed, found again on the disk, and verified. */
import { useContext } from "react";
import type { ReportMade } from "../../../shared/report.ts";
import { periodText } from "../../board/evaluation/periods.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { Listing, type ShownColumn } from "../office/listing.tsx";
import type { Route } from "../shell/route.ts";
import { MadeDetail } from "./detail.tsx";
import { MakeForm } from "./form.tsx";
import "./reports.css";

export function ReportsPage({ route }: { readonly route: Route }) {
  const words = useWords();
  const { hubNow } = useContext(ClockContext);
  const { value, trouble } = useView({ view: "reports" });
  const now = hubNow() ?? 0;
  const columns: readonly ShownColumn<ReportMade>[] = [
    {
      name: "period",
      title: words.text("reports.period"),
      text: ({ period }) => periodText(period, words),
      order: ({ period }) => period,
    },
    { name: "scheme", title: words.text("reports.scheme"), text: ({ title }) => title[words.language] },
    {
      name: "state",
      title: words.text("reports.state"),
      text: ({ draft }) => words.text(draft ? "reports.state.draft" : "reports.state.counts"),
    },
    {
      name: "made",
      title: words.text("reports.madeAt"),
      text: ({ madeAt }) => momentText(madeAt, now, words.timeZone, words.language),
      order: ({ madeAt }) => madeAt,
    },
    { name: "by", title: words.text("reports.by"), text: ({ by }) => by },
    {
      name: "figures",
      title: words.text("reports.figures"),
      text: ({ figures }) => words.text("reports.figuresCount", { count: figures }),
      order: ({ figures }) => figures,
    },
  ];
  return (
    <div className="board-page" data-page={route.page}>
      <header className="board-head">
        <h1>{words.text("reports.title")}</h1>
        <p>{words.text("reports.note")}</p>
      </header>
      <div className="reports-columns">
        <MakeForm reports={value} />
        <Listing<ReportMade>
          name="reports"
          label={words.text("reports.made")}
          rows={value?.made ?? null}
          problem={trouble === null ? null : words.trouble(trouble)}
          empty={words.text("reports.empty")}
          columns={columns}
          keyOf={({ name }) => name}
          detail={(made) => <MadeDetail key={made.name} made={made} folder={value?.folder ?? ""} />}
        />
      </div>
    </div>
  );
}
