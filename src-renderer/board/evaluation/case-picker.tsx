/** Choosing one case of a subject's period by a part of its number, place or class. */
import { useState } from "react";
import type { CaseLine, CaseQuery, ShownStanding, ShownStandings } from "../../../shared/view.ts";
import { useWords } from "../../kit/words.ts";
import type { Words } from "../../kit/text.ts";
import { useView } from "../../link/react.ts";

/** The most a list of cases gives at once. */
const LOOKED_THROUGH = 1_000;
const OFFERED = 5;

interface PickerProps {
  readonly shown: ShownStandings;
  readonly subject: ShownStanding;
  readonly label: string;
  /** 0 for none. */
  readonly picked: number;
  readonly onPick: (uid: number) => void;
}

/** A case in one line: number, class, place. */
function caseText(line: CaseLine, words: Words): string {
  const what = words.name({ name: line.className, nameEn: line.classNameEn }) || words.text("issues.unnamed");
  return [line.caseNo, what, line.address].filter((part) => part !== "").join(" · ");
}

export function CasePicker(props: PickerProps) {
  const words = useWords();
  const [typed, type] = useState("");
  const [chosen, setChosen] = useState("");
  const wanted = typed.normalize("NFKC").trim();
  return (
    <div className="case-picker">
      <label>
        {props.label}
        {props.picked > 0 ? (
          <span className="picked">
            <span>{chosen}</span>
            <button type="button" onClick={() => props.onPick(0)}>
              {words.text("draft.caseOther")}
            </button>
          </span>
        ) : (
          <input
            name="case"
            value={typed}
            placeholder={words.text("draft.caseHint")}
            onChange={(event) => type(event.target.value)}
          />
        )}
      </label>
      {props.picked === 0 && wanted !== "" && (
        <Offers
          {...props}
          wanted={wanted}
          onChoose={(line) => {
            setChosen(caseText(line, words));
            props.onPick(line.uid);
          }}
        />
      )}
    </div>
  );
}

function Offers({
  shown,
  subject,
  wanted,
  onChoose,
}: PickerProps & { readonly wanted: string; readonly onChoose: (line: CaseLine) => void }) {
  const words = useWords();
  const query: CaseQuery = {
    period: "all",
    between: [shown.period.from, shown.period.to],
    basis: shown.scheme.basis,
    ...(typeof subject.key === "number" ? { department: subject.key } : {}),
  };
  const { value, trouble } = useView({ view: "cases", query, offset: 0, limit: LOOKED_THROUGH });
  const found = (value?.lines ?? []).filter((line) => caseText(line, words).includes(wanted)).slice(0, OFFERED);
  if (trouble !== null) {
    return (
      <p className="form-problem" role="alert">
        {words.trouble(trouble)}
      </p>
    );
  }
  if (value !== null && found.length === 0) return <p className="note">{words.text("draft.caseNone")}</p>;
  return (
    <ul className="offers">
      {found.map((line) => (
        <li key={line.uid}>
          <button type="button" onClick={() => onChoose(line)}>
            {caseText(line, words)}
          </button>
        </li>
      ))}
    </ul>
  );
}
