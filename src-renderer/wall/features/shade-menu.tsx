/** What grids are shaded by, and at which level: chosen here, gone through by a key. */
import { SHADE_LEVELS } from "../../../shared/view.ts";
import { useWords } from "../../kit/words.ts";
import { useFeatures, type ShadeChoice } from "./feature.ts";
import { sameShade } from "./shade-choices.ts";
import { SHADE_INDICATORS, SHADE_MEASURES, shadeName } from "./shade-query.ts";

const FIGURES: readonly string[] = [...SHADE_MEASURES, ...SHADE_INDICATORS.map(({ id }) => id)];

export function ShadeMenu() {
  const words = useWords();
  const { shade, setShade } = useFeatures();
  const level = shade.by === "figure" ? shade.level : "unitGrid";
  const choices: readonly ShadeChoice[] = [
    { by: "none" },
    { by: "coverage" },
    ...FIGURES.map((indicator) => ({ by: "figure", indicator, level }) as const),
  ];
  return (
    <div className="filter-group">
      <h3>{words.text("map.shade")}</h3>
      <div className="switch shade-levels" role="group" aria-label={words.text("shade.levels")}>
        {SHADE_LEVELS.map((each) => (
          <button
            key={each}
            type="button"
            data-level={each}
            aria-pressed={shade.by === "figure" && each === level}
            disabled={shade.by !== "figure"}
            onClick={() => shade.by === "figure" && setShade({ ...shade, level: each })}
          >
            {words.text(`shade.level.${each}`)}
          </button>
        ))}
      </div>
      <div className="filter-choices">
        {choices.map((choice) => {
          const name = shadeName(choice, words);
          return (
            <button
              key={choice.by === "figure" ? choice.indicator : choice.by}
              type="button"
              data-shade={choice.by === "figure" ? choice.indicator : choice.by}
              aria-pressed={sameShade(choice, shade)}
              title={name}
              onClick={() => setShade(choice)}
            >
              <span>{name}</span>
            </button>
          );
        })}
      </div>
    </div>
  );
}
