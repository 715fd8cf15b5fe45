/** What there is to be shown: scenes and playlists in force at the hub, and the scenes that come with the program. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { PlaylistStep } from "../../shared/direction/change.ts";
import { parsePlaylist } from "../../shared/rules/playlists.ts";
import { RULES_PLATFORM } from "../../shared/tables.ts";
import type { Store } from "../store/store.ts";

/** Real ms for which what was read is good. */
const GOOD_MS = 1_000;

export interface Repertoire {
  readonly scenes: ReadonlySet<string>;
  readonly playlists: ReadonlyMap<string, readonly PlaylistStep[]>;
}

/** Names of the scenes that come with the program. */
export function shippedScenes(): string[] {
  const folder = fileURLToPath(new URL("../../resources/scenes/", import.meta.url));
  return readdirSync(folder).flatMap((file) => (file.endsWith(".json") ? [file.slice(0, -".json".length)] : []));
}

/** @param shipped names of scenes that windows have in any case @param real monotonic real ms */
export function openRepertoire(
  store: Pick<Store, "each" | "head">,
  shipped: readonly string[],
  real: () => number,
): () => Repertoire {
  let known: Repertoire | null = null;
  let readAt = -Infinity;
  let head = -1;
  return () => {
    const now = real();
    if (known !== null && now - readAt < GOOD_MS) return known;
    readAt = now;
    const newest = store.head();
    if (known !== null && newest === head) return known;
    head = newest;
    const scenes = new Set(shipped);
    const playlists = new Map<string, readonly PlaylistStep[]>();
    for (const { kind, name, id, body, trouble } of store.each("rules", RULES_PLATFORM)) {
      if (trouble !== "") continue;
      if (kind === "scenes") scenes.add(name);
      if (kind === "playlists") playlists.set(name, parsePlaylist(id, JSON.parse(body)).steps);
    }
    known = { scenes, playlists };
    return known;
  };
}
