/** Asks all windows of this seat where they stand, so that the arrangement can be kept. */
import { useEffect } from "react";
import { windowNow, windowsOf, type SeatWindow } from "./windows.ts";

const CHANNEL = "citywall.seat.windows";
/** Windows that have not answered by then do not count, ms. */
const PATIENCE_MS = 400;

/** Answers when another window asks where this one stands. */
export function useGathered(person: number): void {
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const { say, person: whose } = (data ?? {}) as Record<string, unknown>;
      if (say === "where" && whose === person) channel.postMessage({ say: "here", person, window: windowNow(window) });
    };
    return () => channel.close();
  }, [person]);
}

/** Where the other windows of this person's seat stand. */
export async function gatherWindows(person: number): Promise<readonly SeatWindow[]> {
  const channel = new BroadcastChannel(CHANNEL);
  const found: SeatWindow[] = [];
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const { say, person: whose, window: told } = (data ?? {}) as Record<string, unknown>;
    if (say === "here" && whose === person) found.push(...windowsOf(JSON.stringify([told])));
  };
  channel.postMessage({ say: "where", person });
  await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  channel.close();
  return found;
}
