/** The queue's filter: boxes that say a sentence, the sentence itself with a way to take each word out, and the text. */
import { Input, Segmented, Select, type InputRef } from "antd";
import { memo, useEffect, useMemo, useRef, useState, type RefObject } from "react";
import { FIRST_ONLY, withoutPart } from "../../../shared/only.ts";
import { QUEUE_ORDERS } from "../../../shared/seat.ts";
import { PERIODS } from "../../../shared/evaluation/period.ts";
import type { Only, PeriodChoice } from "../../../shared/view.ts";
import { onlyWords } from "../../board/only.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import {
  chosenNames,
  classOptions,
  classValue,
  departmentOptions,
  gridOptions,
  sourceOptions,
  stageOptions,
  withClass,
} from "./filter-options.ts";
import type { Sentence } from "./saved-views.ts";

/** A pause in typing after which it is looked for, ms. */
const PAUSE_MS = 120;
const NO_ROWS: readonly never[] = [];
/** How urgent; in a queue all are open. */
const WHICH = ["open", "overdueOpen", "dueSoon"] as const;

export interface FilterBarProps {
  readonly sentence: Sentence;
  readonly onSentence: (part: Partial<Sentence>) => void;
  /** The box that `F` goes to. */
  readonly box: RefObject<InputRef | null>;
  /** Leaves the box for the table. */
  readonly onLeave: () => void;
}

export const FilterBar = memo(function FilterBar({ sentence, onSentence, box, onLeave }: FilterBarProps) {
  const words = useWords();
  const { only } = sentence;
  const classes = useView({ view: "classes" }).value ?? NO_ROWS;
  const departments = useView({ view: "departments" }).value ?? NO_ROWS;
  const grids = useView({ view: "grids" }).value ?? NO_ROWS;
  const options = useMemo(
    () => ({
      classes: classOptions(classes, words),
      departments: departmentOptions(departments, words),
      grids: gridOptions(grids, words),
      sources: sourceOptions(words),
      stages: stageOptions(words),
    }),
    [classes, departments, grids, words],
  );
  const setOnly = (next: Only) => onSentence({ only: next });
  const setPart = <P extends "department" | "dutyGrid" | "source" | "stage">(part: P, value: Only[P] | null) =>
    setOnly(value === null || value === undefined ? withoutPart(only, part) : { ...only, [part]: value });
  const names = chosenNames(only, { classes, departments, grids });
  const said = onlyWords(only, names, words).filter(({ part }) => part !== "which");
  return (
    <div className="queue-filter" role="search" aria-label={words.text("filter.label")}>
      <div className="queue-boxes">
        <Segmented
          aria-label={words.text("filter.which")}
          value={only.which === undefined || only.which === "all" ? "open" : only.which}
          options={WHICH.map((value) => ({ value, label: words.text(`queue.which.${value}`) }))}
          onChange={(which) => setOnly({ ...only, which })}
        />
        <SearchBox text={sentence.text} onText={(text) => onSentence({ text })} box={box} onLeave={onLeave} />
        <Box
          label={words.text("queue.filter.class")}
          options={options.classes}
          value={classValue(only)}
          onChange={(value) => setOnly(withClass(only, value))}
        />
        <Box
          label={words.text("filter.department")}
          options={options.departments}
          value={only.department ?? null}
          onChange={(value) => setPart("department", value)}
        />
        <Box
          label={words.text("filter.dutyGrid")}
          options={options.grids}
          value={only.dutyGrid ?? null}
          onChange={(value) => setPart("dutyGrid", value)}
        />
        <Box
          label={words.text("filter.stage")}
          options={options.stages}
          value={only.stage ?? null}
          onChange={(value) => setPart("stage", value)}
        />
        <Box
          label={words.text("filter.source")}
          options={options.sources}
          value={only.source ?? null}
          onChange={(value) => setPart("source", value)}
        />
        <Box
          label={words.text("queue.filter.period")}
          options={PERIODS.filter((value) => value !== "all").map((value) => ({
            value: value as PeriodChoice,
            label: words.text("filter.reported", { period: words.text(`within.${value}`) }),
          }))}
          value={sentence.period === undefined || sentence.period === "all" ? null : sentence.period}
          onChange={(period) => onSentence({ period: period ?? "all" })}
        />
        <Select
          className="queue-order"
          aria-label={words.text("queue.order")}
          value={sentence.order}
          options={QUEUE_ORDERS.map((value) => ({ value, label: words.text(`queue.order.${value}`) }))}
          onChange={(order) => onSentence({ order })}
        />
      </div>
      {said.length > 0 && (
        <div className="queue-sentence">
          {said.map(({ part, word }) => (
            <button
              key={part}
              type="button"
              aria-label={words.text("filter.remove", { word })}
              onClick={() => setOnly(withoutPart(only, part))}
            >
              {word}
              <i aria-hidden="true">×</i>
            </button>
          ))}
          <button type="button" data-clear onClick={() => onSentence({ only: FIRST_ONLY, text: "", period: "all" })}>
            {words.text("filter.clear")}
          </button>
        </div>
      )}
    </div>
  );
});

interface BoxProps<Value> {
  readonly label: string;
  readonly options: readonly { readonly label: string; readonly value?: Value }[];
  readonly value: Value | null;
  readonly onChange: (value: Value | null) => void;
}

/** A box in which one types to find, and which can be emptied. */
function Box<Value extends string | number>({ label, options, value, onChange }: BoxProps<Value>) {
  return (
    <Select<Value>
      className="queue-box"
      aria-label={label}
      placeholder={label}
      allowClear
      showSearch
      optionFilterProp="label"
      popupMatchSelectWidth={false}
      options={options as { label: string; value: Value }[]}
      value={value}
      onChange={(next) => onChange(next ?? null)}
    />
  );
}

interface SearchBoxProps extends Pick<FilterBarProps, "box" | "onLeave"> {
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** What is typed is looked for after a pause, and at once at Enter. */
function SearchBox({ text, onText, box, onLeave }: SearchBoxProps) {
  const words = useWords();
  const [typed, setTyped] = useState(text);
  const given = useRef(text);
  useEffect(() => {
    // Said from outside: a saved view, or a filter that was cleared.
    if (text !== given.current) setTyped(text);
    given.current = text;
  }, [text]);
  const give = (next: string) => {
    if (next === given.current) return;
    given.current = next;
    onText(next);
  };
  const latest = useRef(give);
  useEffect(() => {
    latest.current = give;
  });
  useEffect(() => {
    const timer = setTimeout(() => latest.current(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <Input
      ref={box}
      className="queue-text"
      aria-label={words.text("queue.text")}
      placeholder={words.text("queue.text")}
      suffix={<kbd>F</kbd>}
      allowClear
      maxLength={100}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
        give(typed.trim());
        onLeave();
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
