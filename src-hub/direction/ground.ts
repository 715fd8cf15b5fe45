/** What there is to be shown: scenes and playlists in force at the hub, and the scenes that come with the program. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import type { PlaylistStep } from "../../shared/direction/change.ts";
import type { Store } from "../store/store.ts";

/** Real ms for which what was read is good. */
const GOOD_MS = 1_000;

export interface Repertoire {
  readonly scenes: ReadonlySet<string>;
  readonly playlists: ReadonlyMap<string, readonly PlaylistStep[]>;
}

const playlistBody = v.object({ steps: v.array(v.object({ scene: v.string(), seconds: v.number() })) });

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
    for (const rule of store.each("rules")) {
      const kind: string = rule.kind;
      if (kind === "scenes" && rule.trouble === "") scenes.add(rule.name);
      if (kind !== "playlists" || rule.trouble !== "") continue;
      const { success, output } = v.safeParse(playlistBody, JSON.parse(rule.body));
      if (success) playlists.set(rule.name, output.steps);
    }
    known = { scenes, playlists };
    return known;
  };
}
