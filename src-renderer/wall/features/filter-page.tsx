/** The page where the sentence is chosen: each part a column, with how many cases each choice would leave. */
import { useEffect, useRef, type KeyboardEvent } from "react";
import { withoutPart, withPart, type OnlyPart } from "../../../shared/only.ts";
import type { WallKey } from "../../kit/text.ts";
import { useDesk } from "../../board/desk.ts";
import { Figure } from "../../board/figure.tsx";
import { countText } from "../../kit/number.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { lookedAt } from "../looking.ts";
import { choiceGroups, type ChoiceGroup } from "./filter-groups.ts";

const NO_ROWS: readonly never[] = [];

const TITLES: Record<OnlyPart, WallKey> = {
  which: "filter.which",
  stage: "filter.stage",
  source: "filter.source",
  major: "filter.major",
  classUid: "filter.classUid",
  department: "filter.department",
  dutyGrid: "filter.dutyGrid",
};

/** Moves the focus among the choices of a group, and to the neighbouring groups. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const button = (event.target as HTMLElement).closest<HTMLElement>("[data-choice]");
  const group = button?.closest<HTMLElement>("[data-choices]");
  if (button == null || group == null) return;
  const choices = [...group.querySelectorAll<HTMLElement>("[data-choice]")];
  const groups = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-choices]")];
  const at = choices.indexOf(button);
  const beside = (steps: number) =>
    groups[groups.indexOf(group) + steps]?.querySelector<HTMLElement>("[data-choice][tabindex='0']");
  const next = {
    ArrowDown: choices[at + 1],
    ArrowUp: choices[at - 1],
    Home: choices[0],
    End: choices.at(-1),
    ArrowRight: beside(1),
    ArrowLeft: beside(-1),
  }[event.key];
  if (next == null) return;
  event.preventDefault();
  next.focus();
}

export function FilterPage({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const desk = useDesk();
  const { only } = desk;
  const place = useRef<HTMLElement>(null);
  const period = desk.period === "auto" ? "all" : desk.period;
  const choices = useView({ view: "choices", period, only }).value;
  const classes = useView({ view: "classes" }).value ?? NO_ROWS;
  const grids = useView({ view: "grids" }).value ?? NO_ROWS;
  const groups = choiceGroups(choices?.counts ?? null, only, { classes, departments: desk.departments, grids }, words);
  useEffect(() => {
    const before = document.activeElement;
    place.current?.querySelector<HTMLElement>("[data-choice][tabindex='0']")?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <section
      ref={place}
      className="filter-page"
      role="dialog"
      aria-label={words.text("filter.title")}
      data-page="filter"
      onKeyDown={moveFocus}
    >
      <header>
        <h2>{words.text("filter.title")}</h2>
        <p>
          {choices === null ? (
            "—"
          ) : (
            <Figure name="filter.total" value={choices.total} drill={lookedAt(desk)}>
              {words.text("filter.total", { count: countText(choices.total, words.language) })}
            </Figure>
          )}
        </p>
        <button type="button" className="filter-act" disabled={desk.undo === null} onClick={() => desk.undo?.()}>
          {words.text("filter.undo")} <kbd>Z</kbd>
        </button>
        <button type="button" className="filter-act" disabled={desk.clear === null} onClick={() => desk.clear?.()}>
          {words.text("filter.clear")} <kbd>C</kbd>
        </button>
        <button type="button" className="close" aria-label={words.text("filter.close")} onClick={onClose}>
          ✕
        </button>
      </header>
      <div className="filter-groups">
        {groups.map((group) => (
          <Group key={group.part} group={group} />
        ))}
      </div>
      <footer>{words.text("filter.foot")}</footer>
    </section>
  );
}

function Group({ group: { part, choices } }: { readonly group: ChoiceGroup }) {
  const words = useWords();
  const { only, setOnly } = useDesk();
  const chosen = only[part];
  const tabbed = Math.max(
    0,
    choices.findIndex(({ value }) => value === chosen),
  );
  const title = words.text(TITLES[part]);
  return (
    <div className="filter-group" role="group" aria-label={title} data-choices={part}>
      <h3>{title}</h3>
      <div className="filter-choices">
        {choices.map(({ value, word, count }, i) => (
          <button
            key={value}
            type="button"
            data-choice={value}
            tabIndex={i === tabbed ? 0 : -1}
            aria-pressed={value === chosen}
            title={word}
            onClick={() => setOnly(value === chosen ? withoutPart(only, part) : withPart(only, part, value as never))}
          >
            <span>{word}</span>
            <small>{countText(count, words.language)}</small>
          </button>
        ))}
        {choices.length === 0 && <p>{words.text("filter.none")}</p>}
      </div>
    </div>
  );
}
