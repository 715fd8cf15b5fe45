/** Chooses what is replayed: a day of the last week, any other day, or an exercise. */
import { useWords } from "../../kit/words.ts";
import { fullDateText, weekdayText } from "../../kit/time.ts";
import { instantOf, localTime } from "../../../shared/evaluation/period.ts";
import { useView } from "../../link/react.ts";
import { dayBeside, dayOf, type ListedDay, type Stretch } from "../replay-days.ts";

export interface ReplayChooserProps {
  readonly days: readonly ListedDay[];
  readonly now: number;
  readonly stretch: Stretch;
  readonly onChoose: (stretch: Stretch) => void;
}

const EXERCISE = "exercise ";

export function ReplayChooser({ days, now, stretch, onChoose }: ReplayChooserProps) {
  const words = useWords();
  const { timeZone, language } = words;
  const exercises = useView({ view: "exercises" }).value ?? [];
  const chosen = stretch.exercise === "" ? String(stretch.from) : EXERCISE + stretch.exercise;
  const listed = days.some(({ from }) => from === stretch.from) || stretch.exercise !== "";
  const dayName = (at: number) => `${fullDateText(at, timeZone, language)} ${weekdayText(at, timeZone, language)}`;
  const { year, month, day } = localTime(stretch.from, timeZone);

  const beside = (steps: number) => onChoose(dayOf(dayBeside(stretch.from, steps, timeZone), now, timeZone));
  const choose = (key: string) => {
    if (!key.startsWith(EXERCISE)) return onChoose(dayOf(Number(key), now, timeZone));
    const name = key.slice(EXERCISE.length);
    const found = exercises.find(({ exercise }) => exercise === name);
    if (found !== undefined) onChoose({ from: found.from, to: found.to, exercise: name });
  };
  const chooseDate = (text: string) => {
    const [, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
    if (y === undefined) return;
    const at = instantOf(timeZone, Number(y), Number(m), Number(d));
    if (at <= now) onChoose(dayOf(at, now, timeZone));
  };
  const two = (n: number) => String(n).padStart(2, "0");

  return (
    <div className="replay-choose">
      <button
        type="button"
        data-replay-day="before"
        aria-label={words.text("replay.dayBefore")}
        title={words.text("replay.dayBefore")}
        disabled={stretch.exercise !== ""}
        onClick={() => beside(-1)}
      >
        ‹
      </button>
      <select
        data-replay-choose
        aria-label={words.text("replay.choose")}
        value={chosen}
        onChange={(event) => choose(event.target.value)}
      >
        <optgroup label={words.text("replay.days")}>
          {!listed && <option value={chosen}>{dayName(stretch.from)}</option>}
          {days.map(({ from, reported }) => (
            <option key={from} value={String(from)}>
              {`${dayName(from)} · ${words.text("replay.reported", { count: reported })}`}
            </option>
          ))}
        </optgroup>
        {exercises.length > 0 && (
          <optgroup label={words.text("replay.exercises")}>
            {exercises.map(({ exercise, title, trouble }) => (
              <option key={exercise} value={EXERCISE + exercise}>
                {trouble === null ? title[language] : `${title[language]} · ${words.text("replay.broken")}`}
              </option>
            ))}
          </optgroup>
        )}
      </select>
      <button
        type="button"
        data-replay-day="after"
        aria-label={words.text("replay.dayAfter")}
        title={words.text("replay.dayAfter")}
        disabled={stretch.exercise !== "" || dayBeside(stretch.from, 1, timeZone) > now}
        onClick={() => beside(1)}
      >
        ›
      </button>
      <input
        type="date"
        aria-label={words.text("replay.otherDay")}
        title={words.text("replay.otherDay")}
        value={stretch.exercise === "" ? `${year}-${two(month)}-${two(day)}` : ""}
        onChange={(event) => chooseDate(event.target.value)}
      />
    </div>
  );
}
