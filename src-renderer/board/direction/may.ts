/** What whoever is at a seat or a remote may do with a wall now, and why not. The hub decides; this only forecasts. Pure. */
import { overlap } from "../../../shared/direction/pushes.ts";
import type { DirectAct, Push, Region, WallState } from "../../../shared/direction/wall.ts";
import { mayClear, mayDirect, mayLock } from "../../../shared/rights.ts";
import type { Role } from "../../../shared/roles.ts";
import type { Words } from "../../kit/text.ts";

/** Who asks: their role, and their uid, 0 while nobody has an account. */
export interface Asker {
  readonly role: Role;
  readonly person: number;
}

/** Why this cannot be done with a wall now, in words; null when nothing stands against it. */
export function cannotDirect(
  act: DirectAct["do"],
  { role }: Asker,
  state: Pick<WallState, "locked"> | null,
  words: Words,
): string | null {
  if (!mayDirect(role, act)) return words.text("hall.cannot.role", { role: words.text(`role.${role}`) });
  const locked = state?.locked ?? null;
  if (locked !== null && !mayLock(role)) return words.text("hall.cannot.locked", { name: locked.name });
  return null;
}

/** Why somebody's push cannot be taken back by this asker; null when it can. */
export function cannotTakeBack(push: Push, asker: Asker, state: WallState, words: Words): string | null {
  const no = cannotDirect("unpush", asker, state, words);
  if (no !== null || mayClear(asker.role) || push.person === asker.person) return no;
  return words.text("hall.cannot.others", { name: push.name });
}

/** What a push into this region would come to: a free place, the place of the asker's own, or waiting behind others. */
export type PushForecast =
  | { readonly comes: "free" }
  | { readonly comes: "replaces"; readonly push: Push }
  | { readonly comes: "before" | "waits"; readonly pushes: readonly Push[] };

export function pushForecast(region: Region, asker: Asker, state: WallState | null): PushForecast {
  const there = [...(state?.pushes ?? []), ...(state?.waiting ?? [])].filter((push) => overlap(push.region, region));
  const own = there.find(({ person }) => person === asker.person);
  const others = there.filter(({ person }) => person !== asker.person);
  if (others.length === 0) return own === undefined ? { comes: "free" } : { comes: "replaces", push: own };
  const leads = mayLock(asker.role) && others.every((push) => !push.leads);
  return { comes: leads ? "before" : "waits", pushes: others };
}
