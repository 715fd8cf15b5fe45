/** One case: what, where, whose, until when, and everything that happened to it. */
import { useContext } from "react";
import type { FilingCondition } from "../../shared/case/classes.ts";
import { CASE_SOURCES, type Fact } from "../../shared/case/case.ts";
import { stateOfCode } from "../../shared/case/state.ts";
import { useView } from "../link/react.ts";
import { ClockContext, Panel } from "../kit/panel.tsx";
import { durationText, momentText } from "../kit/time.ts";
import { useWords } from "../kit/words.ts";
import { BackButton } from "./back.tsx";
import { CasePictures } from "./cameras/case-pictures.tsx";
import { Entry } from "./entry.tsx";
import { Clocks } from "./clocks.tsx";
import { useDesk } from "./desk.ts";
import { conditionOf, factSentence, factsOf } from "./facts.ts";
import { Marks } from "./case-marks.tsx";
import { isLineOverdue, StageMark } from "./mark.tsx";
import { PendingList, PendingMark } from "./pending.tsx";

export interface CaseDetailProps {
  readonly uid: number;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

export function CaseDetail({ uid, onBack, onClose }: CaseDetailProps) {
  const words = useWords();
  const desk = useDesk();
  const { hubNow } = useContext(ClockContext);
  const view = useView({ view: "case", uid });
  // `case` answers null for a case that is gone; the panel takes null for "not loaded", so wrap it.
  const loaded = { ...view, value: view.rev === 0 ? null : { found: view.value } };
  const found = view.value;
  const now = hubNow() ?? found?.line.changedAt ?? 0;
  const moment = (at: number) => momentText(at, now, words.timeZone, words.language);
  const facts = found === null ? [] : factsOf(found.record);
  return (
    <div className="drawer-content">
      <Panel
        name="case"
        title={
          <span className="cases-title">
            <BackButton onBack={onBack} />
            {found === null ? words.text("case.title") : found.line.caseNo}
          </span>
        }
        tools={
          <button type="button" className="close" onClick={onClose} aria-label={words.text("cases.close")}>
            ✕
          </button>
        }
        source={desk.source}
        view={loaded}
        empty={view.rev > 0 && found === null ? words.text("case.gone") : null}
      >
        {found !== null && (
          <article className="case">
            <h3>
              <StageMark state={found.line.state} overdue={isLineOverdue(found.line, now)} />
              {words.name({ name: found.line.className, nameEn: found.line.classNameEn }) ||
                words.text("issues.unnamed")}
            </h3>
            <PendingList pending={found.pending} now={now} />
            <CasePictures uid={uid} />
            <Marks uid={uid} record={found.record} recurrence={found.recurrence} />
            <dl>
              <Entry label={words.text("case.state")}>
                {isLineOverdue(found.line, now) && <b className="red">{words.text("case.overdue")} </b>}
                {words.text(`state.${stateOfCode(found.line.state)}`)}
                {found.pending.length > 0 && (
                  <TrueState shown={found.line.state} confirmed={found.trueState} pending={found.pending.length} />
                )}
              </Entry>
              <Entry label={words.text("case.where")}>
                {found.line.address || (found.line.lon === null ? words.text("case.unlocated") : "—")}
                {found.line.unitGridCode !== "" && <small>{found.line.unitGridCode}</small>}
              </Entry>
              <Entry label={words.text("case.department")}>
                {words.name({ name: found.line.departmentName, nameEn: found.line.departmentNameEn }) || "—"}
              </Entry>
              <Entry label={words.text("case.source")}>
                {words.text(`source.${CASE_SOURCES[found.line.source] ?? "other"}`)}
              </Entry>
              <Entry label={words.text("case.reported")}>{moment(found.line.reportedAt)}</Entry>
              <Entry label={words.text("case.deadline")}>
                {found.line.deadline === null ? "—" : moment(found.line.deadline)}
                {found.clocks.limitMinutes === null &&
                  found.line.deadline !== null &&
                  found.line.submittedAt === null && (
                    <small className={isLineOverdue(found.line, now) ? "red" : ""}>
                      {words.text(found.line.deadline < now ? "case.lateBy" : "case.left", {
                        span: durationText(Math.abs(found.line.deadline - now), words.language),
                      })}
                    </small>
                  )}
              </Entry>
              <Clocks clocks={found.clocks} limitType={found.record.limitType} now={now} />
              <Condition id={conditionOf(facts)} condition={found.condition} />
              {found.record.description !== "" && (
                <Entry label={words.text("case.description")}>{found.record.description}</Entry>
              )}
            </dl>
            {found.textsGone && (
              <p className="case-gone" data-texts-gone>
                {words.text("case.textsGone")}
              </p>
            )}
            <ol className="facts">
              {facts.map((fact, i) => (
                <li key={i} data-fact={fact.kind}>
                  <time dateTime={new Date(fact.at).toISOString()}>{moment(fact.at)}</time>
                  <span>{factSentence(fact, words, desk.departments, now)}</span>
                  <small>
                    {fact.by}
                    {i > 0 && ` · +${durationText(fact.at - (facts[i - 1] as Fact).at, words.language)}`}
                  </small>
                </li>
              ))}
            </ol>
          </article>
        )}
      </Panel>
    </div>
  );
}

interface TrueStateProps {
  readonly shown: number;
  readonly confirmed: number;
  readonly pending: number;
}

/** Beside a state that is only expected: that it is, and the one the hub has confirmed. */
function TrueState({ shown, confirmed, pending }: TrueStateProps) {
  const words = useWords();
  if (shown === confirmed) return <PendingMark pending={pending} />;
  return (
    <small className="case-expected" data-true-state={stateOfCode(confirmed)}>
      <PendingMark pending={pending} />
      {words.text("case.predicted")} ·{" "}
      {words.text("case.trueState", {
        state: words.text(`state.${stateOfCode(confirmed)}`),
      })}
    </small>
  );
}

/** Why it could be filed, and what must be true to close it; the id alone where the class table is not known. */
function Condition({ id, condition }: { readonly id: string; readonly condition: FilingCondition | null }) {
  const words = useWords();
  if (id === "") return null;
  if (condition === null) return <Entry label={words.text("case.condition")}>{id}</Entry>;
  return (
    <>
      <Entry label={words.text("case.condition")}>
        {words.name({ name: condition.condition, nameEn: condition.conditionEn })}
      </Entry>
      <Entry label={words.text("case.closing")}>
        {words.name({ name: condition.closing, nameEn: condition.closingEn })}
      </Entry>
    </>
  );
}
