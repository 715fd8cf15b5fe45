/** One component (部件): what it is, whose, in what state, what its code says, and the cases beside it. */
import { useContext } from "react";
import { explainCode, type CodePart } from "../../../shared/place/explain.ts";
import type { WallKey } from "../../kit/text.ts";
import type { WholeValues } from "../../../shared/view.ts";
import { ClockContext, Panel } from "../../kit/panel.tsx";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { BackButton } from "../back.tsx";
import { useDesk } from "../desk.ts";
import { Entry } from "../entry.tsx";
import { CaseRow } from "../ticker.tsx";
import { COMPONENT_STATE_TEXTS, ComponentMark, componentStateOf } from "./state-mark.tsx";
import "./components.css";

export interface ThingProps {
  readonly uid: number;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** How close the map goes to a component. */
const ZOOM = 17.5;

export function ComponentDetail({ uid, onBack, onClose }: ThingProps) {
  const words = useWords();
  const desk = useDesk();
  const view = useView({ view: "component", uid });
  // Null is the answer for one that is gone; the panel takes null for "not loaded", so wrap it.
  const loaded = { ...view, value: view.rev === 0 ? null : { found: view.value } };
  const found = view.value;
  const className = found === null ? "" : words.name({ name: found.className, nameEn: found.classNameEn });
  return (
    <div className="drawer-content">
      <Panel
        name="component"
        title={
          <span className="cases-title">
            <BackButton onBack={onBack} />
            {words.text("component.title")}
          </span>
        }
        tools={
          <button type="button" className="close" onClick={onClose} aria-label={words.text("cases.close")}>
            ✕
          </button>
        }
        source={desk.source}
        view={loaded}
        empty={view.rev > 0 && found === null ? words.text("component.gone") : null}
      >
        {found !== null && (
          <article className="case" data-component={uid}>
            <h3>
              <ComponentMark state={found.component.state} />
              {(words.language === "en" ? className || found.component.name : found.component.name || className) ||
                found.component.code}
            </h3>
            <Facts found={found} className={className} />
            <h4 className="component-cases">{words.text("component.cases")}</h4>
            {found.cases.length === 0 ? (
              <p>{words.text("component.noCases")}</p>
            ) : (
              <ol className="ticker">
                {found.cases.map((line) => (
                  <li key={line.uid}>
                    <CaseRow line={line} at={line.reportedAt} onOpen={desk.openCase} />
                  </li>
                ))}
              </ol>
            )}
          </article>
        )}
      </Panel>
    </div>
  );
}

interface FactsProps {
  readonly found: NonNullable<WholeValues["component"]>;
  readonly className: string;
}

function Facts({ found, className }: FactsProps) {
  const words = useWords();
  const desk = useDesk();
  const { hubNow } = useContext(ClockContext);
  const { component } = found;
  const { lon, lat } = component;
  const now = hubNow() ?? component.changedAt ?? 0;
  return (
    <dl>
      <Entry label={words.text("component.code")}>
        <Code code={component.code} classUid={component.classUid} className={className} />
      </Entry>
      <Entry label={words.text("component.class")}>{className || "—"}</Entry>
      <Entry label={words.text("component.state")}>
        {words.text(COMPONENT_STATE_TEXTS[componentStateOf(component.state)])}
      </Entry>
      <Entry label={words.text("component.department")}>
        {words.name({ name: found.departmentName, nameEn: found.departmentNameEn }) || "—"}
      </Entry>
      <Entry label={words.text("component.owner")}>{component.owner || "—"}</Entry>
      <Entry label={words.text("component.grid")}>{found.unitGridCode || "—"}</Entry>
      <Entry label={words.text("component.changed")}>
        {component.changedAt === null ? "—" : momentText(component.changedAt, now, words.timeZone, words.language)}
      </Entry>
      <Entry label={words.text("component.where")}>
        {lon === null || lat === null ? (
          words.text("component.unlocated")
        ) : (
          <button type="button" className="component-where" onClick={() => desk.goTo({ lon, lat, zoom: ZOOM })}>
            {words.text("component.show")}
          </button>
        )}
      </Entry>
      {component.note !== "" && <Entry label={words.text("component.note")}>{component.note}</Entry>}
    </dl>
  );
}

/** Parts that a component's code has. */
const PARTS: Partial<Record<CodePart["part"], WallKey>> = {
  adminCode: "component.part.adminCode",
  major: "component.part.major",
  minor: "component.part.minor",
  sequence: "component.part.sequence",
  surplus: "component.part.surplus",
};

/** The code taken apart, each part with what it stands for; a part that breaks the rules is told. */
function Code({
  code,
  classUid,
  className,
}: {
  readonly code: string;
  readonly classUid: number;
  readonly className: string;
}) {
  const words = useWords();
  const ofClass = useView({ view: "classes" }).value?.find((row) => row.uid === classUid);
  const { ok, parts } = explainCode("component", code);
  const meanings: Partial<Record<CodePart["part"], string>> = {
    major: ofClass === undefined ? "" : words.name({ name: ofClass.majorName, nameEn: ofClass.majorNameEn }),
    minor: className,
  };
  // What stands in the code may be of another class than the row says; then it stands for nothing we know.
  const known = ofClass !== undefined && code.slice(6).startsWith(ofClass.code);
  return (
    <>
      <span className="component-code">{code}</span>
      {!ok && <small>{words.text("component.codeWrong")}</small>}
      <ul className="component-parts">
        {parts.map(({ part, text, ok: right }) => {
          const label = PARTS[part];
          return (
            <li key={part} className={right ? "" : "wrong"} data-part={part}>
              {label === undefined ? "" : words.text(label)} <b>{text || "—"}</b> {known ? meanings[part] : ""}
            </li>
          );
        })}
      </ul>
    </>
  );
}
