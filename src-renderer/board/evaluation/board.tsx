/** The boards of a scheme: each group ranked on its own scale, with intervals, ties, and the way from earlier periods. */
import type { ShownStandings, StandingsValue } from "../../../shared/view.ts";
import { Panel } from "../../kit/panel.tsx";
import type { Words } from "../../kit/text.ts";
import { dateText, fullDateText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { useDesk } from "../desk.ts";
import { PeriodSwitch, SchemeChooser, shortHash, StatusMark } from "./choosers.tsx";
import { useChosen } from "./chosen.ts";
import { Freeze } from "./freeze.tsx";
import { GroupBoard } from "./group.tsx";
import { useHeld } from "./held.ts";

/** Why there is no board, in one sentence; null when there is one. */
export function emptinessOf(value: StandingsValue | null, noCases: boolean, words: Words): string | null {
  if (value === null) return null;
  if (noCases) return words.text("empty.noCases");
  if (value.shown === null) {
    const broken = value.schemes.find((each) => each.trouble !== null)?.trouble ?? null;
    return broken === null ? words.text("standings.empty.noScheme") : words.trouble(broken);
  }
  const any = value.shown.groups.some(({ standings }) => standings.some(({ rank }) => rank !== null));
  return any ? null : words.text("standings.empty.noCases");
}

/** What is counted by which instant over which days, and by which rule. */
function footOf({ scheme, period, hash }: ShownStandings, words: Words): string {
  const { timeZone, language } = words;
  const first = fullDateText(period.from, timeZone, language);
  const last = dateText(period.to - 1, timeZone, language);
  return words.text("standings.foot", {
    basis: words.text(`basis.${scheme.basis}`),
    from: first,
    to: last,
    version: scheme.version,
    hash: shortHash(hash),
  });
}

export function EvaluationBoard() {
  const words = useWords();
  const desk = useDesk();
  const chosen = useChosen();
  const view = useHeld(useView({ view: "standings", ...chosen }));
  const shown = view.value?.shown ?? null;
  const rows = Math.max(1, ...(shown?.groups ?? []).map(({ standings }) => standings.filter(isRanked).length));
  return (
    <Panel
      name="evaluation"
      title={words.text("standings.title")}
      tools={
        <>
          {shown !== null && <PeriodSwitch period={shown.period} />}
          {view.value !== null && <SchemeChooser value={view.value} />}
          {shown !== null && <StatusMark shown={shown} />}
          {shown !== null && <Freeze key={`${shown.scheme.scheme} ${shown.period.key}`} shown={shown} />}
        </>
      }
      source={desk.source}
      foot={shown === null ? undefined : footOf(shown, words)}
      view={view}
      empty={emptinessOf(view.value, desk.noCases, words)}
      skeleton={12}
    >
      {shown !== null && (
        <div className="standings" data-scheme={shown.scheme.scheme} data-period={shown.period.key}>
          {shown.groups.map(({ group, standings }) => (
            <GroupBoard
              key={group}
              shown={shown}
              group={group}
              standings={standings}
              rows={rows}
              only={shown.groups.length === 1}
            />
          ))}
        </div>
      )}
    </Panel>
  );
}

const isRanked = ({ rank }: { readonly rank: number | null }) => rank !== null;
