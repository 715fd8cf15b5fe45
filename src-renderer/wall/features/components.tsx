/** Components in view, from street level on; farther away a line says how many there are. */
import { useEffect, useState } from "react";
import { countText } from "../../kit/number.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import type { ComponentView } from "../../map/parts/components.ts";
import type { Parts } from "../../map/parts/all.ts";
import { useFeatures } from "./feature.ts";
import "../../board/components/components.css";

/** Marks drawn at most. */
const MOST = 4_000;
/** The map must have stood still for so long, ms, before the host is asked. */
const STILL_MS = 150;
/** Near by, what is asked for is cut to these parts of a degree, so that a nudge of the map asks for nothing new. */
const STEPS = 1_000;
const EXACT = 1_000_000;

export function ComponentsFeature() {
  const { parts, layers } = useFeatures();
  return parts !== null && layers.has("components") ? <Components parts={parts} /> : null;
}

function Components({ parts }: { readonly parts: Parts }) {
  const [view, setView] = useState<ComponentView | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = parts.components.onView((next) => {
      clearTimeout(timer);
      timer = setTimeout(() => setView(next), STILL_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
      parts.components.set(null);
    };
  }, [parts]);
  return view === null ? null : <InView parts={parts} view={view} />;
}

/** The box with its sides moved outward to whole steps. */
export function boxAsked({ near, bounds: [west, south, east, north] }: ComponentView): ComponentView["bounds"] {
  const step = near ? STEPS : EXACT;
  const low = (degrees: number, least: number) => Math.max(least, Math.floor(degrees * step) / step);
  const high = (degrees: number, most: number) => Math.min(most, Math.ceil(degrees * step) / step);
  return [low(west, -180), low(south, -90), high(east, 180), high(north, 90)];
}

function InView({ parts, view }: { readonly parts: Parts; readonly view: ComponentView }) {
  const words = useWords();
  const { near } = view;
  const { value } = useView({ view: "components", bounds: boxAsked(view), limit: near ? MOST : 0 });
  // The marks stay until the next ones are there.
  useEffect(() => {
    if (!near) parts.components.set(null);
    else if (value !== null) parts.components.set(value);
  }, [parts, near, value]);
  if (value === null) return null;
  const count = (n: number) => countText(n, words.language);
  const sentence = sentenceOf(near, value.total, value.uid.length);
  return sentence === null ? null : (
    <p className="components-note" role="status" data-components={value.total}>
      {words.text(sentence, { count: count(value.total), total: count(value.total), shown: count(value.uid.length) })}
    </p>
  );
}

function sentenceOf(near: boolean, total: number, shown: number) {
  if (total === 0) return "component.none";
  if (!near) return "component.far";
  return total > shown ? "component.many" : null;
}
