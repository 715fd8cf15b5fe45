/** 蘑菇效应: where the same keeps coming back. A click goes there and opens its cases. */
import { useContext } from "react";
import type { RecurrenceGroup } from "../../shared/view.ts";
import { useView } from "../link/react.ts";
import { ClockContext, Panel } from "../kit/panel.tsx";
import { countText } from "../kit/number.ts";
import { dayText } from "../kit/time.ts";
import { useWords } from "../kit/words.ts";
import { useDesk } from "./desk.ts";
import { drillOfGroup } from "./spot.ts";

const SHOWN = 100;

export function RecurrenceBoard() {
  const words = useWords();
  const desk = useDesk();
  const view = useView({ view: "recurrence", limit: SHOWN });
  const groups = view.value?.groups ?? [];
  const empty =
    view.value === null || groups.length > 0 ? null : words.text(desk.noCases ? "empty.noCases" : "empty.recurrence");
  return (
    <Panel
      name="recurrence"
      title={words.text("recurrence.title")}
      tools={
        view.value !== null &&
        groups.length > 0 && (
          <span className="panel-window" data-figure="recurrence.total" data-value={view.value.total}>
            {words.text("recurrence.total", { count: view.value.total })}
          </span>
        )
      }
      source={desk.source}
      foot={words.text("recurrence.foot")}
      view={view}
      empty={empty}
      skeleton={6}
    >
      <ol className="ticker spots">
        {groups.map((group) => (
          <li key={group.uids[0]}>
            <SpotRow group={group} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function SpotRow({ group }: { readonly group: RecurrenceGroup }) {
  const words = useWords();
  const desk = useDesk();
  const { hubNow } = useContext(ClockContext);
  const now = hubNow() ?? group.last;
  const what = words.name({ name: group.className, nameEn: group.classNameEn }) || words.text("issues.unnamed");
  const rule = words.text("recurrence.rule", { metres: group.radiusMetres, days: group.days });
  return (
    <button
      type="button"
      className="spot-row"
      data-figure="recurrence.group"
      data-value={group.count}
      title={rule}
      onClick={() => desk.open(drillOfGroup(group))}
    >
      <b className="spot-count">{countText(group.count, words.language)}</b>
      <span className="case-first">
        <span className="case-what">{what}</span>
        <span className="case-state">
          {group.open > 0 ? words.text("recurrence.open", { count: group.open }) : words.text("recurrence.allClosed")}
        </span>
      </span>
      <span className="case-second">
        <span className="case-where" title={group.address}>
          {group.address || words.text("case.noAddress")}
        </span>
        <span className="case-time">
          {words.text("recurrence.since", { since: dayText(group.since, now, words.timeZone, words.language) })}
        </span>
      </span>
    </button>
  );
}
