/** What the line does now and then, of itself: compare digests, look at the machine's clock, ask the hub how it is. */
import type { LineTimes } from "./times.ts";

export interface RoundsOptions {
  readonly times: LineTimes;
  readonly compare: () => void;
  readonly look: () => void;
  readonly askStatus: () => void;
}

/** Starts the rounds; gives what ends them. The first comparison comes early, so that a damaged cache shows soon. */
export function startRounds({ times, compare, look, askStatus }: RoundsOptions): () => void {
  let comparing: NodeJS.Timeout;
  // Hosts that started together must not all ask at once.
  function plan(wait: number): void {
    comparing = setTimeout(
      () => {
        compare();
        plan(times.digestMs);
      },
      wait * (0.75 + Math.random() / 2),
    );
  }
  plan(times.digestMs / 4);
  const looking = setInterval(look, times.beatMs);
  const asking = setInterval(askStatus, times.statusMs);
  look();
  return () => {
    clearTimeout(comparing);
    clearInterval(looking);
    clearInterval(asking);
  };
}
