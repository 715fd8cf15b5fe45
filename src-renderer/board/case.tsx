/** One case: what, where, whose, until when, and everything that happened to it. */
import { useContext } from "react";
import { CASE_SOURCES, type Fact } from "../../shared/case/case.ts";
import { stateOfCode } from "../../shared/case/state.ts";
import type { RecordOf } from "../../shared/tables.ts";
import { useView } from "../link/react.ts";
import { ClockContext, Panel } from "../kit/panel.tsx";
import { durationText, momentText } from "../kit/time.ts";
import { useWords } from "../kit/words.ts";
import type { Words } from "../kit/text.ts";
import { BackButton } from "./back.tsx";
import { useDesk } from "./desk.ts";
import { isLineOverdue, StageMark } from "./mark.tsx";

/** The facts of a record, oldest first. Text that is no list of facts gives none: the hub keeps what it was sent. */
export function factsOf(record: Pick<RecordOf<"cases">, "facts">): Fact[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(record.facts);
  } catch {
    return [];
  }
  if (!Array.isArray(parsed)) return [];
  return (parsed as Fact[]).toSorted((a, b) => a.at - b.at);
}

/** A fact as one sentence. */
export function factSentence(
  fact: Fact,
  words: Words,
  departments: ReadonlyMap<number, RecordOf<"departments">>,
  now: number,
): string {
  const moment = (at: number) => momentText(at, now, words.timeZone, words.language);
  const departmentName = (uid: number | null) => {
    const department = uid === null ? undefined : departments.get(uid);
    return department === undefined ? words.text("ranking.unknown") : words.name(department);
  };
  const due = (deadline: number | null) =>
    deadline === null ? "" : words.text("fact.due", { deadline: moment(deadline) });
  switch (fact.kind) {
    case "filed":
      return words.text("fact.filed", {
        limit: words.text(`limit.${fact.limit.type}`, { count: fact.limit.value }),
      });
    case "dispatched": {
      const params = { department: departmentName(fact.department), due: due(fact.deadline) };
      return fact.reason === undefined
        ? words.text("fact.dispatched", params)
        : words.text("fact.redispatched", { ...params, reason: fact.reason });
    }
    case "sendBackRefused":
      return words.text("fact.sendBackRefused", {
        department: departmentName(fact.department),
        due: due(fact.deadline),
        reason: fact.reason,
      });
    case "extended":
      return words.text("fact.extended", { deadline: moment(fact.deadline) });
    case "preChecked":
      return words.text(fact.confirmed ? "fact.preCheckedYes" : "fact.preCheckedNo");
    case "suspended":
      return fact.until === undefined
        ? words.text("fact.suspended", { reason: fact.reason })
        : words.text("fact.suspendedUntil", { reason: fact.reason, until: moment(fact.until) });
    case "resumed":
      return fact.deadline === null
        ? words.text("fact.resumed")
        : words.text("fact.resumedDeadline", { deadline: moment(fact.deadline) });
    case "checkFailed":
      return fact.deadline === undefined
        ? words.text("fact.checkFailed", { reason: fact.reason })
        : words.text("fact.checkFailedDeadline", { reason: fact.reason, deadline: moment(fact.deadline) });
    case "calledBack":
      return words.text(fact.returns ? "fact.calledBackReturns" : "fact.calledBack", { score: fact.score });
    case "supervised":
      return fact.answerBy === undefined
        ? words.text("fact.supervised", { opinion: fact.opinion })
        : words.text("fact.supervisedUntil", { opinion: fact.opinion, answerBy: moment(fact.answerBy) });
    case "superviseAnswered":
      return words.text("fact.superviseAnswered", { reply: fact.reply });
    case "urged":
      return words.text("fact.urged", { note: fact.note });
    case "notAccepted":
    case "answered":
    case "notFiled":
    case "sentBack":
    case "returnedToAcceptor":
    case "extensionRequested":
    case "extensionRefused":
    case "suspensionRequested":
    case "suspensionRefused":
    case "forceClosed":
    case "voided":
    case "appealed":
    case "appealGranted":
    case "appealRefused":
      return words.text(`fact.${fact.kind}`, { reason: fact.reason });
    case "observed":
      return words.text("fact.observed", {
        state: words.text(`state.${fact.state}`),
        status: fact.status === "" ? "—" : fact.status,
      });
    default:
      return words.text(`fact.${fact.kind}`);
  }
}

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
            <dl>
              <Entry label={words.text("case.state")}>
                {isLineOverdue(found.line, now) && <b className="red">{words.text("case.overdue")} </b>}
                {words.text(`state.${stateOfCode(found.line.state)}`)}
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
                {found.line.deadline !== null && found.line.submittedAt === null && (
                  <small className={isLineOverdue(found.line, now) ? "red" : ""}>
                    {words.text(found.line.deadline < now ? "case.lateBy" : "case.left", {
                      span: durationText(Math.abs(found.line.deadline - now), words.language),
                    })}
                  </small>
                )}
              </Entry>
              {found.record.description !== "" && (
                <Entry label={words.text("case.description")}>{found.record.description}</Entry>
              )}
            </dl>
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

function Entry({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}
