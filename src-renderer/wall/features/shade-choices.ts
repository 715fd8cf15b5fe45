/** The shades that a key goes through, and what is chosen when. */
import type { ShadeChoice } from "./feature.ts";

/** A key goes through what is asked for most; every indicator is in the menu of layers. */
export const SHADE_RING: readonly ShadeChoice[] = [
  { by: "figure", indicator: "open", level: "unitGrid" },
  { by: "figure", indicator: "overdueOpen", level: "unitGrid" },
  { by: "figure", indicator: "onTimeHandleRate", level: "dutyGrid" },
  { by: "coverage" },
  { by: "none" },
];

/** Are these the same shade? */
export function sameShade(a: ShadeChoice, b: ShadeChoice): boolean {
  if (a.by !== "figure" || b.by !== "figure") return a.by === b.by;
  return a.indicator === b.indicator && a.level === b.level;
}

/** The next shade of the ring; after one that is chosen in the menu comes the coverage. */
export function shadeBeside(shade: ShadeChoice): ShadeChoice {
  const at = SHADE_RING.findIndex((each) => sameShade(each, shade));
  const next = at < 0 ? SHADE_RING.findIndex(({ by }) => by === "coverage") : at + 1;
  return SHADE_RING[next % SHADE_RING.length] as ShadeChoice;
}
