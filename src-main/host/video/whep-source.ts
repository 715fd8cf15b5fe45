/**
 * WebRTC by WHEP (the draft of the IETF, as MediaMTX, go2rtc and ZLMediaKit speak it): passes one offer on and the answer
 * back, and ends the conversation at the media server when the lane ends. The picture itself goes from there to the window.
 */
import { mustBeGood, type Asked, type Reach } from "./reach.ts";
import { troubleOf, type OpenSource } from "./source.ts";
import type { Watcher } from "./watcher.ts";

export function whepSource(reach: Reach, asked: Asked): OpenSource {
  return async (_ended, signal) => {
    /** Conversations by who has them; null where the server told no address for ending it. */
    const open = new Map<Watcher, URL | null>();

    function end(watcher: Watcher): void {
      const url = open.get(watcher);
      open.delete(watcher);
      // It ends by itself a little later where this does not arrive.
      if (url) reach.whole({ url, method: "DELETE", credentials: asked.credentials }).catch(() => undefined);
    }

    async function begin(watcher: Watcher, sdp: string): Promise<void> {
      open.set(watcher, null);
      const headers = { "content-type": "application/sdp", accept: "application/sdp" };
      const answer = await reach.whole({ ...asked, method: "POST", headers, body: sdp, signal });
      mustBeGood(answer);
      const place = URL.parse(answer.header("location") ?? "", answer.url.href);
      const own = place?.origin === answer.url.origin && answer.header("location") !== null ? place : null;
      if (!open.has(watcher)) {
        // It left while the answer was on its way.
        open.set(watcher, own);
        return end(watcher);
      }
      open.set(watcher, own);
      watcher.answer(new TextDecoder().decode(answer.bytes));
    }

    return {
      join: (watcher) => watcher.opened("whep", ""),
      leave: end,
      want: (watcher, n) => watcher.piece(n, null, 0, 0),
      offer(watcher, sdp) {
        if (open.has(watcher)) return;
        begin(watcher, sdp).catch((error: unknown) => watcher.closed(troubleOf(error)));
      },
      close() {
        for (const watcher of [...open.keys()]) end(watcher);
      },
    };
  };
}
