/** The case that an exceedance would be: its class by the platform's own table, and everything that was measured in words. */
import type { Pollutant } from "../../../shared/place-kinds.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { SensorLine } from "../../../shared/view.ts";
import type { DeskRequest } from "../../../shared/wire/desk.ts";
import type { Words } from "../../kit/text.ts";
import { momentText } from "../../kit/time.ts";
import { periodText, pollutantText, valueText } from "./state.tsx";

type Value = SensorLine["values"][number];
export type ReportRequest = Extract<DeskRequest, { ask: "report" }>;

const MINUTE = 60_000;
/** What such a case is filed as, the fitting one first. By name: the same digits mean other things in other tables. */
const CLASSES: Readonly<Record<"dust" | "noise", readonly string[]>> = {
  dust: ["工地扬尘", "施工扬尘"],
  noise: ["施工扰民", "噪声扰民"],
};

/** The class for a pollutant in the platform's table; undefined where it has none. */
export function classFor(
  classes: readonly RecordOf<"classes">[],
  platform: string,
  pollutant: Pollutant,
): RecordOf<"classes"> | undefined {
  for (const wanted of CLASSES[pollutant === "noise" ? "noise" : "dust"]) {
    const found = classes.find((each) => each.platform === platform && each.kind === "matter" && each.name === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** One exceedance is one case: station, pollutant and period. */
export function occasionOf(sensor: Pick<RecordOf<"sensors">, "uid">, value: Value): string {
  return `sensor/${sensor.uid}/${value.pollutant}/${value.minutes}/${value.last?.at ?? value.at}`;
}

/** The newest exceedance of today as a case to report; null while there is none. */
export function draftOf(
  { sensor, standard }: Pick<SensorLine, "sensor" | "standard">,
  value: Value,
  found: Pick<RecordOf<"classes">, "uid">,
  words: Words,
): ReportRequest | null {
  const { last, minutes, pollutant } = value;
  if (last === null) return null;
  const moment = (at: number) => momentText(at, 0, words.timeZone, words.language);
  return {
    ask: "report",
    platform: sensor.platform,
    occasion: occasionOf(sensor, value),
    report: {
      kind: "matter",
      classUid: found.uid,
      // A station is none of the named sources: nobody saw it.
      source: "other",
      lon: sensor.lon,
      lat: sensor.lat,
      address: words.name(sensor),
      unitGrid: sensor.unitGrid,
      description: words.text("sensors.draftText", {
        station: words.name(sensor),
        pollutant: pollutantText(pollutant, words),
        period: periodText(minutes, words),
        value: valueText(value, last.value, words),
        limit: valueText(value, last.limit, words),
        standard: standard?.[words.language] ?? words.text("sensors.noStandard"),
        from: moment(last.at - minutes * MINUTE),
        to: moment(last.at),
        count: value.exceededToday,
        allowed: value.allowed,
      }),
      urgent: false,
    },
  };
}
