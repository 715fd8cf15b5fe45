/** Cases at the spot: what may be the same, what came before, what this one repeats or was filed again from. */
import { Button } from "antd";
import { FLAG_SAME_NUMBER } from "../../../shared/case/record.ts";
import { stateOfCode } from "../../../shared/case/state.ts";
import type { AroundValue, CaseLine, WholeValues } from "../../../shared/view.ts";
import { StageMark } from "../../board/mark.tsx";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { useSeat } from "../shell/desk.ts";

interface AroundPanelProps {
  readonly found: NonNullable<WholeValues["case"]>;
  readonly near: AroundValue["cases"];
  /** Hub time, epoch ms. */
  readonly now: number;
}

export function AroundPanel({ found, near, now }: AroundPanelProps) {
  const words = useWords();
  const { line, record, recurrence } = found;
  const others = near.filter(({ uid }) => uid !== line.uid);
  const nth = recurrence === null ? 0 : recurrence.uids.indexOf(line.uid) + 1;
  return (
    <section className="casework-card" data-card="around">
      <h2>{words.text("casework.around")}</h2>
      {recurrence !== null && nth > 0 && (
        <p className="casework-note" data-recurrence={recurrence.count}>
          {words.text("case.recurrence", { nth, days: recurrence.days, all: recurrence.count })}
        </p>
      )}
      {(record.flags & FLAG_SAME_NUMBER) !== 0 && <p className="casework-note">{words.text("case.sameNumber")}</p>}
      {record.duplicateOf !== 0 && <Linked uid={record.duplicateOf} sentence="case.duplicateOf" />}
      {record.refiledFrom !== 0 && <Linked uid={record.refiledFrom} sentence="case.refiledFrom" />}
      {others.length === 0 ? (
        <p className="casework-note">{words.text("casework.around.none")}</p>
      ) : (
        <ol className="casework-near">
          {others.map((each) => (
            <NearCase key={each.uid} line={each} isLike={each.className === line.className} now={now} />
          ))}
        </ol>
      )}
    </section>
  );
}

interface NearCaseProps {
  readonly line: CaseLine & { readonly metres: number };
  /** Of the same class. */
  readonly isLike: boolean;
  readonly now: number;
}

function NearCase({ line, isLike, now }: NearCaseProps) {
  const words = useWords();
  const { go } = useSeat();
  return (
    <li data-near={line.uid} data-like={isLike || undefined}>
      <StageMark state={line.state} overdue={false} />
      <Button type="link" size="small" onClick={() => go("case", line.uid)}>
        {line.caseNo}
      </Button>
      <span>
        {words.name({ name: line.className, nameEn: line.classNameEn })}
        {isLike && <b> {words.text("casework.around.same")}</b>}
      </span>
      <small>
        {words.text("casework.metres", { metres: Math.round(line.metres) })} ·{" "}
        {words.text(`state.${stateOfCode(line.state)}`)} ·{" "}
        {momentText(line.reportedAt, now, words.timeZone, words.language)}
      </small>
    </li>
  );
}

/** Another case by its number, which opens it. */
function Linked(props: { readonly uid: number; readonly sentence: "case.duplicateOf" | "case.refiledFrom" }) {
  const words = useWords();
  const { go } = useSeat();
  const number = useView({ view: "case", uid: props.uid }).value?.line.caseNo ?? "…";
  return (
    <p>
      <Button type="link" size="small" onClick={() => go("case", props.uid)}>
        {words.text(props.sentence, { number })}
      </Button>
    </p>
  );
}
