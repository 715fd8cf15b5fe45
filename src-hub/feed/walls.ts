/** The words about walls: heard from whoever is welcome, told to all of them. */
import type * as v from "valibot";
import { directActSchema } from "../../shared/direction/wall.ts";
import { echoRequestSchema, showsSchema, type WallsMessage } from "../../shared/wire/hub.ts";
import type { Feed, FeedLine, WallKeeper } from "./feed-types.ts";
import type { Asker } from "./grants.ts";
import type { SessionEvent } from "./session.ts";

export interface WallWordsOptions {
  readonly keeper: WallKeeper | null;
  readonly tell: FeedLine["walls"];
  /** A message in its right shape; null where it is none, which ends the conversation. */
  hear<T>(id: string, schema: v.GenericSchema<unknown, T>, raw: unknown, what: string): T | null;
  /** Who asks, as long as they are welcome; null where nothing is to be heard. */
  welcome(id: string, word: Extract<SessionEvent["event"], "direct" | "shows" | "echo">): Asker | null;
  /** Connections that are welcome. */
  ids(): readonly string[];
}

export interface WallWords extends Pick<Feed, "direct" | "shows" | "echo" | "walls"> {
  /** Who a connection belongs to now; null when nobody, or no longer. */
  seated(id: string, asker: Asker | null): void;
}

export function openWallWords({ keeper, tell, hear, welcome, ids }: WallWordsOptions): WallWords {
  /** Who has been let in and not been told yet. */
  const fresh = new Set<string>();
  let soon: NodeJS.Immediate | null = null;

  function greet(): void {
    soon = null;
    const told = ids().filter((id) => fresh.has(id));
    fresh.clear();
    if (keeper !== null && told.length > 0) tell(told, keeper.message());
  }

  return {
    direct(id, raw) {
      const act = hear(id, directActSchema, raw, "direct");
      const asker = act === null ? null : welcome(id, "direct");
      if (act === null || asker === null) return null;
      return keeper?.act(id, asker, act) ?? { done: "no", trouble: { code: "wallsTooOld", params: {} } };
    },
    shows(id, raw) {
      const said = hear(id, showsSchema, raw, "shows");
      const asker = said === null ? null : welcome(id, "shows");
      if (said !== null && asker !== null) keeper?.shows(id, asker, said);
    },
    echo(id, raw) {
      const request = hear(id, echoRequestSchema, raw, "echo");
      const asker = request === null ? null : welcome(id, "echo");
      return request === null || asker === null ? null : { found: keeper?.echo(asker, request) ?? null };
    },
    walls(message: WallsMessage) {
      const all = ids();
      if (all.length > 0) tell(all, message);
    },
    seated(id, asker) {
      if (asker === null) {
        keeper?.gone(id);
        fresh.delete(id);
        return;
      }
      // Never before the answer to the hello that led to it.
      fresh.add(id);
      soon ??= setImmediate(greet);
    },
  };
}
