/** What a case is: where, whose, until when; its clocks; why it could be filed and what must be true to close it. */
import { CASE_SOURCES, type Fact } from "../../../shared/case/case.ts";
import type { WholeValues } from "../../../shared/view.ts";
import { Clocks } from "../../board/clocks.tsx";
import { Entry } from "../../board/entry.tsx";
import { conditionOf } from "../../board/facts.ts";
import { PendingList } from "../../board/pending.tsx";
import { durationText, momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { pausedMs, timelineOf } from "./timeline.ts";

interface FactsPanelProps {
  readonly found: NonNullable<WholeValues["case"]>;
  readonly facts: readonly Fact[];
  /** Hub time, epoch ms. */
  readonly now: number;
}

export function FactsPanel({ found, facts, now }: FactsPanelProps) {
  const words = useWords();
  const { line, record, clocks } = found;
  const moment = (at: number) => momentText(at, now, words.timeZone, words.language);
  const span = (ms: number) => durationText(ms, words.language);
  const paused = pausedMs(timelineOf(facts), now);
  const id = conditionOf(facts);
  return (
    <section className="casework-card" data-card="facts">
      <h2>{words.text("casework.facts")}</h2>
      <PendingList pending={found.pending} now={now} />
      <dl className="casework-facts">
        <Entry label={words.text("case.where")}>
          {line.address || (line.lon === null ? words.text("case.unlocated") : "—")}
          {line.unitGridCode !== "" && <small>{line.unitGridCode}</small>}
        </Entry>
        <Entry label={words.text("case.department")}>
          {words.name({ name: line.departmentName, nameEn: line.departmentNameEn }) || "—"}
        </Entry>
        <Entry label={words.text("case.source")}>
          {words.text(`source.${CASE_SOURCES[line.source] ?? "other"}`)} · {moment(line.reportedAt)}
        </Entry>
        {record.description !== "" && (
          <Entry label={words.text("case.description")}>
            <span className="casework-description">{record.description}</span>
          </Entry>
        )}
        <Entry label={words.text("case.deadline")}>{line.deadline === null ? "—" : moment(line.deadline)}</Entry>
        <Clocks clocks={clocks} limitType={record.limitType} now={now} />
        <Entry label={words.text("casework.overall")}>
          {line.closedAt === null
            ? words.text("casework.overall.open", { span: span(now - line.reportedAt) })
            : words.text("casework.overall.closed", { span: span(line.closedAt - line.reportedAt) })}
          {paused > 0 && <small>{words.text("casework.overall.paused", { span: span(paused) })}</small>}
        </Entry>
        {found.condition === null ? (
          id !== "" && <Entry label={words.text("case.condition")}>{id}</Entry>
        ) : (
          <>
            <Entry label={words.text("case.condition")}>
              {words.name({ name: found.condition.condition, nameEn: found.condition.conditionEn })}
            </Entry>
            <Entry label={words.text("case.closing")}>
              {words.name({ name: found.condition.closing, nameEn: found.condition.closingEn })}
            </Entry>
            <Entry label={words.text("casework.published")}>
              {words.text(`limit.${found.condition.limit.type}`, { count: found.condition.limit.value })}
            </Entry>
          </>
        )}
      </dl>
      {found.textsGone && <p className="casework-note">{words.text("case.textsGone")}</p>}
    </section>
  );
}
