/** The states of walls as the hub's file keeps them, so that a hub that begins anew goes on with them (X4). */
import * as v from "valibot";
import { wallStateSchema, type WallState } from "../../shared/direction/wall.ts";
import type { Store } from "../store/store.ts";

const KEY = "walls";
const keptSchema = v.array(wallStateSchema);

/** What was kept last; nothing, where it is of a form that this version does not know. */
export function readKept(store: Pick<Store, "note">): WallState[] {
  const text = store.note(KEY);
  if (text === null) return [];
  const { success, output } = v.safeParse(keptSchema, JSON.parse(text));
  return success ? output : [];
}

export function keep(store: Pick<Store, "setNote">, states: readonly WallState[]): void {
  store.setNote(KEY, JSON.stringify(states));
}
