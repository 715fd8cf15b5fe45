/** Which period an evaluation is of: what was asked for, and what there is to choose from. */
import {
  monthOf,
  periodKeyOf,
  periodOf,
  windowOfPeriod,
  type EvaluationPeriod,
  type PeriodKind,
} from "../../../shared/evaluation/period-key.ts";
import type { Dimension } from "../../../shared/evaluation/tally.ts";
import type { Basis } from "../../../shared/evaluation/terms.ts";
import type { ShownPeriod } from "../../../shared/view.ts";
import { talliedMonths } from "../cache/tally-reader.ts";
import type { Source } from "./source.ts";

/**
 * The period of a question.
 * @param asked a key, or "month", "quarter", "year" for the newest of that kind with cases; "" is "month"
 * @throws Error on anything else: the port lets nothing else through
 */
export function periodAsked(
  asked: string,
  dimension: Dimension,
  basis: Basis,
  source: Source,
): { period: EvaluationPeriod; shown: ShownPeriod } {
  const timeZone = source.names.timeZone();
  const now = source.now();
  // Deadlines lie in months to come; a board opens with the running one at the latest.
  const span = talliedMonths(source.handle, dimension, basis, monthOf(now, timeZone));
  const period = periodOf(asked) ?? periodOf(periodKeyOf(kindOf(asked), span.newest));
  if (period === null) throw new Error(`there is no period ${asked}`);
  const { from, to } = windowOfPeriod(period, timeZone);
  const { key, kind } = period;
  return {
    period,
    shown: {
      key,
      kind,
      from,
      to,
      running: now < to,
      newest: periodKeyOf(kind, span.newest),
      oldest: periodKeyOf(kind, span.oldest),
    },
  };
}

function kindOf(asked: string): PeriodKind {
  return asked === "quarter" || asked === "year" ? asked : "month";
}
