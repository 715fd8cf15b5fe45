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

/** The outage that goes on ends, when there is one. @param to whole epoch ms */
export function endOutage(store: Notes, tx: Tx, camera: Pick<Camera, "uid" | "platform">, to: number): void {
  const open = openOutage(store, camera);
  if (open === null) return;
  tx.put("outages", { ...open, toAt: Math.max(open.fromAt, to) });
  store.setNote(noteOf(camera.uid), "");
}

/** What was found out about a camera: it can be looked through, or why it cannot, or that nobody could look at it. */
export type Found = "well" | OutageReason;

/**
 * Writes down how a camera has been since an instant (whole epoch ms), with the outage that begins or ends by it. From the
 * first time on it counts as watched. An outage keeps the reason it began with; only not having looked is another one.
 */
export function putFound(store: Notes, tx: Tx, camera: Camera, found: Found, at: number): void {
  const online = found === "notWatched" ? camera.online : found === "well" ? 1 : 0;
  tx.put("cameras", { ...camera, online, watchedFrom: camera.watchedFrom ?? at });
  const open = openOutage(store, camera);
  if (open !== null) {
    if (found !== "well" && (open.why === "notWatched") === (found === "notWatched")) return;
    endOutage(store, tx, camera, at);
  }
  if (found === "well") return;
  const id = `${camera.id}/${at}`;
  tx.put("outages", { platform: camera.platform, id, camera: camera.uid, fromAt: at, toAt: null, why: found });
  store.setNote(noteOf(camera.uid), id);
}

/** Nobody looked at the platform's cameras between two instants, because the hub was not running. */
export function putNotWatched(tx: Tx, platform: string, from: number, to: number): void {
  tx.put("outages", { platform, id: `/${from}`, camera: 0, fromAt: from, toAt: to, why: "notWatched" });
}
