/** What can be reported in the city, by whom it is handled, and how often it comes under which weather. */
import demandRows from "../../resources/city/demand.json" with { type: "json" };
import { between, pick, weighted, type Random } from "./random.ts";

export interface DemandRow {
  readonly kind: "component" | "matter";
  readonly code: string;
  readonly weight: number;
  /** Departments by id; "jd" is the subdistrict office of the place. */
  readonly departments: readonly string[];
  readonly text: string;
  readonly tags: readonly string[];
}
export const DEMAND = demandRows as unknown as readonly DemandRow[];

/** The mix of classes under a weather, in a month, at an hour: prepared once each. */
export function kindChooser(): (
  weather: "dry" | "rain" | "snow",
  month: number,
  hour: number,
) => (random: Random) => DemandRow {
  const prepared = new Map<string, (random: Random) => DemandRow>();
  return (weather, month, hour) => {
    const season = month >= 6 && month <= 9 ? "summer" : month <= 2 || month === 12 ? "winter" : "between";
    const turn = hour >= 20 || hour < 6 ? "night" : "day";
    const key = `${weather} ${season} ${turn}`;
    let choose = prepared.get(key);
    if (choose === undefined) {
      const weightOf = ({ weight, tags }: DemandRow) => {
        let factor = 1;
        if (tags.includes("rain")) factor *= weather === "rain" ? 4 : 0.7;
        if (tags.includes("snow")) factor *= weather === "snow" ? 60 : 0;
        if (tags.includes("dry")) factor *= weather === "dry" ? 1.2 : 0.1;
        if (tags.includes("street")) factor *= weather === "dry" ? 1.1 : 0.4;
        if (tags.includes("summer")) factor *= season === "summer" ? 2 : 0.4;
        if (tags.includes("winter")) factor *= season === "winter" ? 2 : 0.6;
        if (tags.includes("night")) factor *= turn === "night" ? 5 : 0.5;
        return weight * factor;
      };
      prepared.set(key, (choose = weighted(DEMAND.map((row) => [row, weightOf(row)] as const))));
    }
    return choose;
  };
}

export function wording(random: Random, row: DemandRow): string {
  return row.text
    .replace("{n}", String(Math.ceil(between(random, 0.5, 6))))
    .replace("{m}", String(Math.ceil(between(random, 1, 15))))
    .replace("{d}", pick(random, ["破损", "缺失", "移位", "松动", "损坏"]));
}
