/** Targets: the value an indicator should reach. Which way is better is the indicator's own. */
import { indicatorOf } from "../../shared/evaluation/indicators.ts";
import type { DeskAnswer, DeskRequest } from "../../shared/wire/desk.ts";
import { done, platformSeen, refused, type Deciding } from "./answer.ts";

export function setTarget(
  deciding: Deciding,
  { platform, indicator, value }: Extract<DeskRequest, { ask: "setTarget" }>,
): DeskAnswer {
  const { tx, by, at } = deciding;
  if (platformSeen(deciding, platform) === null) return refused("unknownPlatform");
  const known = indicatorOf(indicator);
  if (known === undefined) return refused("unknownIndicator");
  const { better, unit } = known;
  if (value < 0 || (unit === "rate" && value > 1)) return refused("pointsOutOfRange");
  const { uid } = tx.put("targets", { platform, id: indicator, indicator, value, better, setBy: by, setAt: at });
  return done(deciding, uid);
}

/** A target that is not there is cleared already. */
export function clearTarget(
  deciding: Deciding,
  { platform, indicator }: Extract<DeskRequest, { ask: "clearTarget" }>,
): DeskAnswer {
  const { store, tx } = deciding;
  if (platformSeen(deciding, platform) === null) return refused("unknownPlatform");
  const target = store.find("targets", platform, indicator);
  if (target !== null) tx.del("targets", target.uid);
  return done(deciding, target?.uid ?? 0);
}
