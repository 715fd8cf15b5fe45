/** Positions for those who may not see every platform. */
import type { TracksMessage } from "../../shared/wire/hub.ts";
import type { Store } from "../store/store.ts";

/** Gives the positions of units of some platforms; null means all. A unit the store does not have belongs to none. */
export function tracksByPlatform(
  store: Pick<Store, "get">,
): (message: TracksMessage, platforms: readonly string[] | null) => TracksMessage {
  // A unit never changes its platform: (platform, id) is what it is.
  const known = new Map<number, string>();
  function platformOf(uid: number): string | undefined {
    const found = known.get(uid) ?? store.get("units", uid)?.platform;
    if (found !== undefined) known.set(uid, found);
    return found;
  }
  return (message, platforms) => {
    if (platforms === null) return message;
    const rows = message.rows.filter(([uid]) => {
      const platform = platformOf(uid);
      return platform !== undefined && platforms.includes(platform);
    });
    return { ...message, rows };
  };
}
