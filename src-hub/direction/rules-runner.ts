/**
 * Runs the rules of direction in the hub, for every wall alike: whatever is committed and whatever the clock brings changes
 * walls by one and the same fold that a dry run tells of.
 *
 * Rules (docs/rules.md), quoted by the tests: X60 to X72.
 */
import type { Moment } from "../../shared/direction/change.ts";
import { played } from "../../shared/direction/playlist.ts";
import { answerTo, NO_MEMORY, type Memory, type Told } from "../../shared/direction/rules.ts";
import type { ThresholdsInForce } from "../../shared/rules/thresholds.ts";
import type { Store } from "../store/store.ts";
import type { Direction } from "./direction.ts";
import type { Repertoire } from "./ground.ts";
import { openRuleFacts } from "./rule-facts.ts";
import { readInForce, restsOn, type RulesInForce } from "./rules-in-force.ts";

/** Hub ms of real ms: facts are told this late at most, by whoever writes them; older ones are no news (X69). */
const NEWS_MS = 5 * 60_000;
/** Rows of commits read in one look. */
const ROWS = 2_000;
/** Real ms between two looks at what time alone brings. */
const EVERY_MS = 1_000;

export interface RulesRunnerOptions {
  readonly store: Pick<Store, "changes" | "each" | "get" | "head" | "page">;
  readonly direction: Pick<Direction, "message" | "change" | "onLook">;
  thresholds(platform: string, name: string): ThresholdsInForce | null;
  /** What rules said, e.g. for the record. */
  readonly onTold?: (told: readonly Told[]) => void;
}

/** Rules and playlists change the walls of `direction` from now on, whenever it looks at the time. */
export function runRules({ store, direction, thresholds, onTold }: RulesRunnerOptions): void {
  const facts = openRuleFacts({ store, thresholds });
  let seq = store.head();
  let inForce: RulesInForce | null = null;
  let memory: Memory = NO_MEMORY;
  /** Facts from then on are news, hub time. */
  let newsFrom = 0;
  let upTo = 0;

  /** Takes what was committed; true when there was something. */
  function read(now: number): boolean {
    let rows = 0;
    let changed = false;
    while (rows < ROWS) {
      const delta = store.changes(seq, ROWS - rows);
      if (delta === null) break;
      seq = delta.to;
      changed = true;
      rows += Object.values(delta.put).reduce((sum, each) => sum + each.length, 1);
      if (restsOn([...Object.keys(delta.put), ...Object.keys(delta.del)])) inForce = null;
      facts.take(delta);
    }
    if (inForce === null) {
      inForce = readInForce(store);
      facts.wait(inForce, now);
      // What happened under other rules is not answered to by these.
      newsFrom = now;
    }
    return changed;
  }

  function answer({ now, pace }: Moment, { scenes, playlists }: Repertoire): void {
    if (inForce === null || inForce.rules.length === 0) {
      upTo = now;
      return;
    }
    const from = Math.max(newsFrom, now - NEWS_MS * pace);
    const walls = new Map(direction.message().walls.map((state) => [state.wall, state]));
    const { rules, places, timeZone } = inForce;
    const ground = { scenes, playlists, barred: () => false };
    const answered = answerTo(
      facts.occasions(from, now),
      { memory, walls },
      { rules, places, timeZone, pace, ground: () => ground },
      { from: upTo, to: now, live: true },
    );
    ({ memory } = answered);
    upTo = now;
    for (const [wall, state] of answered.walls) if (state !== walls.get(wall)) direction.change(wall, () => state);
    if (answered.told.length > 0) onTold?.(answered.told);
  }

  direction.onLook((moment, repertoire) => {
    const { now, pace } = moment;
    if (upTo === 0) {
      upTo = now;
      newsFrom = now;
    }
    const isNew = read(now);
    const hasMore = facts.readOn();
    if (isNew || hasMore || now - upTo >= EVERY_MS * pace) answer(moment, repertoire);
    for (const state of direction.message().walls) {
      if (state.playlist !== null) direction.change(state.wall, played);
    }
  });
}
