/** The sentence of what the wall looks at, over the map; a click on a word takes it out, on the rest opens the page. */
import { sameOnly, FIRST_ONLY, withoutPart } from "../../../shared/only.ts";
import { useDesk } from "../../board/desk.ts";
import { onlyWords } from "../../board/only.ts";
import { useWords } from "../../kit/words.ts";
import { useFeatures } from "./feature.ts";
import { FilterPage } from "./filter-page.tsx";

export function FilterFeature() {
  const words = useWords();
  const desk = useDesk();
  const { overlay, setOverlay } = useFeatures();
  const { only, onlyNames, period } = desk;
  const open = overlay === "filter";
  const toggle = () => setOverlay(open ? null : "filter");
  return (
    <>
      <div className="sentence" role="group" aria-label={words.text("filter.label")} data-sentence>
        <button
          type="button"
          className="sentence-open"
          aria-expanded={open}
          title={words.text("help.filter")}
          onClick={toggle}
        >
          {words.text("filter.title")}
        </button>
        {onlyWords(only, onlyNames, words).map(({ part, word }) =>
          part === "which" && sameOnly({ which: only.which }, FIRST_ONLY) ? (
            <button key={part} type="button" className="sentence-word" data-part={part} onClick={toggle}>
              {word}
            </button>
          ) : (
            <button
              key={part}
              type="button"
              className="sentence-word"
              data-part={part}
              title={words.text("filter.remove", { word })}
              aria-label={words.text("filter.remove", { word })}
              onClick={() => desk.setOnly(withoutPart(only, part))}
            >
              {word}
              <i aria-hidden="true">×</i>
            </button>
          ),
        )}
        {period !== "auto" && (
          <button
            type="button"
            className="sentence-word"
            data-part="period"
            title={words.text("filter.remove", { word: words.text(`period.${period}`) })}
            aria-label={words.text("filter.remove", { word: words.text(`period.${period}`) })}
            onClick={() => desk.setPeriod("auto")}
          >
            {words.text("filter.reported", { period: words.text(`within.${period}`) })}
            <i aria-hidden="true">×</i>
          </button>
        )}
        {desk.undo !== null && (
          <button type="button" className="sentence-undo" onClick={desk.undo}>
            {words.text("filter.undo")}
          </button>
        )}
      </div>
      {open && <FilterPage onClose={() => setOverlay(null)} />}
    </>
  );
}
