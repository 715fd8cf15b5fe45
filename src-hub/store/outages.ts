/**
 * Outages (离线) of cameras as they begin and end: one row each, at most one open for a camera. Which one is open is noted
 * beside it, so that nobody has to look for it among years of them.
 */
import type { OutageReason } from "../../shared/video/stream.ts";
import type { RecordOf } from "../../shared/tables.ts";
import type { Store, Tx } from "./store.ts";

type Notes = Pick<Store, "find" | "note" | "setNote">;
type Camera = RecordOf<"cameras">;

const noteOf = (camera: number): string => `outage/${camera}`;

/** The outage of a camera that goes on, null when it has none. */
export function openOutage(
  store: Notes,
  { uid, platform }: Pick<Camera, "uid" | "platform">,
): RecordOf<"outages"> | null {
  const id = store.note(noteOf(uid)) ?? "";
  const found = id === "" ? null : store.find("outages", platform, id);
  return found === null || found.toAt !== null ? null : found;
}

/** An outage begins, unless one goes on. @param from whole epoch ms */
export function beginOutage(store: Notes, tx: Tx, camera: Camera, from: number, why: OutageReason): void {
  if (openOutage(store, camera) !== null) return;
  const id = `${camera.id}/${from}`;
  tx.put("outages", { platform: camera.platform, id, camera: camera.uid, fromAt: from, toAt: null, why });
  store.setNote(noteOf(camera.uid), id);
}

/** The outage that goes on ends, when there is one. @param to whole epoch ms */
export function endOutage(store: Notes, tx: Tx, camera: Pick<Camera, "uid" | "platform">, to: number): void {
  const open = openOutage(store, camera);
  if (open === null) return;
  tx.put("outages", { ...open, toAt: Math.max(open.fromAt, to) });
  store.setNote(noteOf(camera.uid), "");
}

/**
 * Writes down whether a camera can be looked through since an instant, with the outage that begins or ends by it. From the
 * first time on it counts as watched.
 */
export function putOnline(store: Notes, tx: Tx, camera: Camera, online: boolean, at: number, why: OutageReason): void {
  tx.put("cameras", { ...camera, online: online ? 1 : 0, watchedFrom: camera.watchedFrom ?? at });
  if (online) endOutage(store, tx, camera, at);
  else beginOutage(store, tx, camera, at, why);
}

/** Nobody looked at the platform's cameras between two instants, because the hub was not running. */
export function putNotWatched(tx: Tx, platform: string, from: number, to: number): void {
  tx.put("outages", { platform, id: `/${from}`, camera: 0, fromAt: from, toAt: to, why: "notWatched" });
}
