/** 系统管理: people, walls, departments, rules, cameras and the record of acts; one part at a time, each with its address. */
import { Alert } from "antd";
import { RULE_KINDS } from "../../../shared/rules/check.ts";
import { useWords } from "../../kit/words.ts";
import { useLine } from "../../link/react.ts";
import { useSeatActs } from "../shell/acts.ts";
import { useSeat } from "../shell/desk.ts";
import { hashOf, type Route } from "../shell/route.ts";
import { Cameras } from "./cameras.tsx";
import { Departments } from "./departments.tsx";
import { useActMaker } from "./make-act.ts";
import { mayEnter, OFFICE_PARTS, type OfficePart } from "./parts.ts";
import { People } from "./people.tsx";
import { ActsRecord } from "./record.tsx";
import { Roles } from "./roles.tsx";
import { RuleEditor } from "./rule-editor.tsx";
import { RuleList } from "./rule-list.tsx";
import { Screens } from "./screens.tsx";
import { Sessions } from "./sessions.tsx";
import { Targets } from "./targets.tsx";
import "./office.css";

/** Parts that the hub alone can answer: nothing of them is in the cache. */
const ONLINE: ReadonlySet<OfficePart> = new Set(["people", "sessions", "screens", "record"]);

/** `#/office/PART/…` */
export function OfficePage({ route }: { readonly route: Route }) {
  const words = useWords();
  const { role, may, go, person } = useSeat();
  const make = useActMaker();
  const live = useLine().report?.state === "live";
  const [asked, ...rest] = route.rest;
  const open = OFFICE_PARTS.filter((part) => mayEnter(part, role, may));
  const part = open.find((each) => each === asked) ?? open[0] ?? "roles";
  const refused = OFFICE_PARTS.find((each) => each === asked && !open.includes(each));
  const unknown = asked !== undefined && !OFFICE_PARTS.some((each) => each === asked);
  const step = (by: number) => {
    const next = open[(open.indexOf(part) + by + open.length) % open.length];
    if (next !== undefined) go("office", next);
  };
  useSeatActs(
    make([
      { id: "office.nextPart", group: "go", title: "office.act.nextPart", key: "]", run: () => step(1) },
      { id: "office.previousPart", group: "go", title: "office.act.previousPart", key: "[", run: () => step(-1) },
    ]),
  );
  return (
    <div className="board-page office" data-page="office" data-part={part}>
      <header className="board-head">
        <h1>{words.text("office.title")}</h1>
        <p>{words.text(`office.about.${part}`)}</p>
      </header>
      <nav className="office-parts" aria-label={words.text("office.parts")}>
        {open.map((each) => (
          <a
            key={each}
            href={hashOf({ page: "office", rest: [each] })}
            aria-current={each === part ? "page" : undefined}
          >
            {words.text(`office.part.${each}`)}
          </a>
        ))}
        <small>
          <kbd>[</kbd> <kbd>]</kbd>
        </small>
      </nav>
      {refused !== undefined && <Alert type="warning" showIcon title={words.refusal("notAllowed")} />}
      {unknown && <Alert type="warning" showIcon title={words.text("office.noPart", { part: asked.slice(0, 40) })} />}
      {ONLINE.has(part) && person === null && <Alert type="info" showIcon title={words.text("office.openMode")} />}
      {!live && (
        <Alert type="warning" showIcon title={words.text(ONLINE.has(part) ? "office.needsHub" : "office.waits")} />
      )}
      <Part key={`${part} ${rest.join("/")}`} part={part} rest={rest} />
    </div>
  );
}

function Part({ part, rest }: { readonly part: OfficePart; readonly rest: readonly string[] }) {
  switch (part) {
    case "people":
      return <People />;
    case "sessions":
      return <Sessions />;
    case "screens":
      return <Screens />;
    case "roles":
      return <Roles />;
    case "departments":
      return <Departments />;
    case "targets":
      return <Targets />;
    case "rules": {
      const kind = RULE_KINDS.find((each) => each === rest[0]) ?? "calendars";
      return rest[1] === undefined ? <RuleList kind={kind} /> : <RuleEditor kind={kind} name={rest[1]} />;
    }
    case "cameras":
      return <Cameras />;
    case "record":
      return <ActsRecord rest={rest} />;
  }
}
