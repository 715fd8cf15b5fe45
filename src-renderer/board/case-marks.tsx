/** What else there is about a case: it recurs, repeats another, was filed again, or shares its number. */
import { FLAG_SAME_NUMBER } from "../../shared/case/record.ts";
import type { RecordOf } from "../../shared/tables.ts";
import type { RecurrenceGroup } from "../../shared/view.ts";
import { useView } from "../link/react.ts";
import { useWords } from "../kit/words.ts";
import { useDesk } from "./desk.ts";
import { drillOfGroup } from "./spot.ts";

export interface MarksProps {
  readonly uid: number;
  readonly record: Pick<RecordOf<"cases">, "duplicateOf" | "refiledFrom" | "flags">;
  readonly recurrence: RecurrenceGroup | null;
}

export function Marks({ uid, record, recurrence }: MarksProps) {
  const words = useWords();
  const desk = useDesk();
  const nth = recurrence === null ? 0 : recurrence.uids.indexOf(uid) + 1;
  const sameNumber = (record.flags & FLAG_SAME_NUMBER) !== 0;
  if (nth === 0 && record.duplicateOf === 0 && record.refiledFrom === 0 && !sameNumber) return null;
  return (
    <ul className="case-marks">
      {recurrence !== null && nth > 0 && (
        <li>
          <button
            type="button"
            className="figure"
            data-figure="case.recurrence"
            data-value={recurrence.count}
            onClick={() => desk.open(drillOfGroup(recurrence))}
          >
            {words.text("case.recurrence", { nth, days: recurrence.days, all: recurrence.count })}
          </button>
        </li>
      )}
      {record.duplicateOf !== 0 && <Other uid={record.duplicateOf} sentence="case.duplicateOf" />}
      {record.refiledFrom !== 0 && <Other uid={record.refiledFrom} sentence="case.refiledFrom" />}
      {sameNumber && <li>{words.text("case.sameNumber")}</li>}
    </ul>
  );
}

/** Another case by its number, which opens it. */
function Other(props: { readonly uid: number; readonly sentence: "case.duplicateOf" | "case.refiledFrom" }) {
  const words = useWords();
  const desk = useDesk();
  const found = useView({ view: "case", uid: props.uid }).value;
  const number = found?.line.caseNo ?? "…";
  return (
    <li>
      <button
        type="button"
        className="figure"
        data-case={props.uid}
        onClick={() => desk.openCase(found?.line ?? { uid: props.uid, lon: null, lat: null, unitGrid: 0 })}
      >
        {words.text(props.sentence, { number })}
      </button>
    </li>
  );
}
