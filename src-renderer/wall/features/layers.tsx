/** The menu of layers and of shades, and the lists of what the map shows. */
import { useEffect, useRef, useState } from "react";
import type { WallKey } from "../../kit/text.ts";
import { useDesk } from "../../board/desk.ts";
import { Figure } from "../../board/figure.tsx";
import { countText } from "../../kit/number.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { lookedAt, unlocated } from "../looking.ts";
import { BordersChoice } from "./borders.tsx";
import { LAYERS, useFeatures } from "./feature.ts";
import { ShadeMenu } from "./shade-menu.tsx";
import { Twin, TWINS, type TwinName } from "./twin.tsx";

export function LayersFeature() {
  const { overlay, setOverlay } = useFeatures();
  return overlay === "layers" ? <LayersPage onClose={() => setOverlay(null)} /> : null;
}

function LayersPage({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const { layers, setLayer } = useFeatures();
  const place = useRef<HTMLElement>(null);
  const [twin, setTwin] = useState<TwinName>("grids");
  useEffect(() => {
    const before = document.activeElement;
    place.current?.querySelector<HTMLElement>("[data-layer]")?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <section
      ref={place}
      className="layers-page"
      role="dialog"
      aria-label={words.text("layers.title")}
      data-page="layers"
    >
      <header>
        <h2>{words.text("layers.title")}</h2>
        <CaseCounts />
        <button type="button" className="close" aria-label={words.text("layers.close")} onClick={onClose}>
          ✕
        </button>
      </header>
      <div className="layers-columns">
        <div className="filter-group">
          <h3>{words.text("layers.shown")}</h3>
          <div className="filter-choices">
            {LAYERS.map((layer) => {
              const shown = layers.has(layer);
              return (
                <button
                  key={layer}
                  type="button"
                  role="switch"
                  aria-checked={shown}
                  data-layer={layer}
                  onClick={() => setLayer(layer, !shown)}
                >
                  <span>{words.text(`layer.${layer}` satisfies WallKey)}</span>
                  <small>{words.text(shown ? "layers.on" : "layers.off")}</small>
                </button>
              );
            })}
          </div>
          <BordersChoice />
        </div>
        <ShadeMenu />
        <div className="filter-group">
          <h3>{words.text("twin.title")}</h3>
          <div className="switch twin-tabs" role="group" aria-label={words.text("twin.title")}>
            {TWINS.map((each) => (
              <button
                key={each}
                type="button"
                data-twin={each}
                aria-pressed={each === twin}
                onClick={() => setTwin(each)}
              >
                {words.text(`twin.${each}` satisfies WallKey)}
              </button>
            ))}
          </div>
          <Twin key={twin} of={twin} />
        </div>
      </div>
    </section>
  );
}

/** The cases of the filter as lists: all of them, and those that no map can show. */
function CaseCounts() {
  const words = useWords();
  const desk = useDesk();
  const all = lookedAt(desk);
  const hidden = unlocated(desk);
  const total = useView({ view: "cases", query: all.query, offset: 0, limit: 0 }).value?.total ?? 0;
  const without = useView({ view: "cases", query: hidden.query, offset: 0, limit: 0 }).value?.total ?? 0;
  return (
    <p className="layers-counts">
      <Figure name="layers.cases" value={total} drill={all}>
        {words.text("layers.cases", { count: countText(total, words.language) })}
      </Figure>
      <Figure name="layers.unlocated" value={without} drill={hidden}>
        {words.text("layers.unlocated", { count: countText(without, words.language) })}
      </Figure>
    </p>
  );
}
