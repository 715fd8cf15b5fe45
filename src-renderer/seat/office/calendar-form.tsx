/** The form of a work calendar: when the city works, its holidays and its moved work days, year by year. */
import { Button, Checkbox, DatePicker, Input, Tag } from "antd";
import { useState } from "react";
import { useWords } from "../../kit/words.ts";
import {
  byYear,
  DAY_LISTS,
  daysOf,
  slotsText,
  slotsTyped,
  weekdaysOf,
  withDay,
  withoutDay,
  type DayList,
  type RawCalendar,
} from "./calendar-edit.ts";

export interface CalendarFormProps {
  readonly calendar: RawCalendar;
  readonly onChange: (calendar: RawCalendar) => void;
}

/** Monday first. */
const WEEK = [1, 2, 3, 4, 5, 6, 0] as const;

export function CalendarForm({ calendar, onChange }: CalendarFormProps) {
  const words = useWords();
  const days = new Intl.DateTimeFormat(words.language, { weekday: "short", timeZone: "UTC" });
  const [slots, setSlots] = useState(() => slotsText(calendar));
  const wrong = slotsTyped(slots) === null;
  const typeSlots = (text: string) => {
    setSlots(text);
    const typed = slotsTyped(text);
    if (typed !== null) onChange({ ...calendar, slots: typed });
  };
  return (
    <div className="calendar-form">
      <fieldset>
        <legend>{words.text("office.calendar.weekdays")}</legend>
        <Checkbox.Group
          value={[...weekdaysOf(calendar)]}
          // 2026-11-01 is a Sunday.
          options={WEEK.map((day) => ({ value: day, label: days.format(Date.UTC(2026, 10, 1 + day)) }))}
          onChange={(chosen) => onChange({ ...calendar, weekdays: chosen.map(Number).toSorted((a, b) => a - b) })}
        />
      </fieldset>
      <label className="calendar-slots">
        {words.text("office.calendar.slots")}
        <Input
          value={slots}
          status={wrong ? "error" : ""}
          aria-invalid={wrong}
          onChange={(event) => typeSlots(event.target.value)}
        />
        <small role={wrong ? "alert" : undefined}>
          {words.text(wrong ? "office.calendar.slotsWrong" : "office.calendar.slotsHelp")}
        </small>
      </label>
      {DAY_LISTS.map((list) => (
        <Days key={list} list={list} calendar={calendar} onChange={onChange} />
      ))}
    </div>
  );
}

function Days({ list, calendar, onChange }: CalendarFormProps & { readonly list: DayList }) {
  const words = useWords();
  const [typed, type] = useState<string | null>(null);
  const title = words.text(`office.calendar.${list}`);
  const add = () => {
    if (typed !== null && /^\d{4}-\d\d-\d\d$/.test(typed)) onChange(withDay(calendar, list, typed));
  };
  return (
    <section aria-label={title} data-days={list}>
      <h3>{title}</h3>
      <p className="office-note">{words.text(`office.calendar.${list}Help`)}</p>
      <span className="calendar-add">
        <DatePicker aria-label={title} onChange={(_day, text) => type(typeof text === "string" ? text : null)} />
        <Button disabled={typed === null || typed === ""} onClick={add}>
          {words.text("office.act.add")}
        </Button>
      </span>
      {byYear(daysOf(calendar, list)).map(([year, days]) => (
        <div key={year} className="calendar-year">
          <b>{year}</b>
          <span>
            {days.map((day) => (
              <Tag
                key={day}
                closable={{ "aria-label": words.text("office.calendar.remove", { day }) }}
                onClose={(event) => {
                  // The list below says what is there; the tag does not hide by itself.
                  event.preventDefault();
                  onChange(withoutDay(calendar, list, day));
                }}
              >
                {day.slice(5)}
              </Tag>
            ))}
          </span>
        </div>
      ))}
    </section>
  );
}
