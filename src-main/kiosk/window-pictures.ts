/**
 * Gives the wall's windows in the kiosk's own browser pictures of themselves: what the browser truly shows, small, some a
 * second and none while nothing moves (docs/decisions/0045-picture-of-a-window.md). Whoever keeps the pages has them attached.
 */
import { ECHO_SIDE } from "../../shared/direction/wall.ts";
import type { DevTools, DevToolsParams } from "./devtools-pipe.ts";

/** Of 100; a picture 480 pixels wide has some 30 kB then. */
const QUALITY = 70;
/** No picture sooner after another, ms: what was switched to must be at the seats within a second. */
const PICTURE_MS = 150;

export interface WindowPicturesOptions {
  readonly devtools: DevTools;
  /** Where our own pages are served; no other page is given anything. */
  readonly base: string;
  readonly later: (run: () => void, ms: number) => void;
}

/** Begins with the next page that is attached. */
export function windowPictures({ devtools, base, later }: WindowPicturesOptions): void {
  const { origin } = new URL(base);
  const attached = new Set<string>();
  const ask = (method: string, params: DevToolsParams, session: string) =>
    // A page that goes while it is asked has no picture; the one that comes in its place is asked anew.
    void devtools.send(method, params, session).catch(() => {});
  const begin = (session: string) => {
    const size = { maxWidth: ECHO_SIDE, maxHeight: ECHO_SIDE };
    ask("Page.startScreencast", { format: "jpeg", quality: QUALITY, ...size, everyNthFrame: 1 }, session);
  };
  devtools.listen((method, params, session) => {
    switch (method) {
      case "Target.attachedToTarget": {
        const target = params["targetInfo"] as { readonly type?: string } | undefined;
        const own = params["sessionId"];
        if (target?.type !== "page" || typeof own !== "string") return;
        attached.add(own);
        ask("Page.enable", {}, own);
        begin(own);
        return;
      }
      case "Target.detachedFromTarget":
        attached.delete(String(params["sessionId"]));
        return;
      case "Page.frameNavigated":
        // A page that was loaded anew, or came back after a crash, is looked at anew.
        if (attached.has(session)) begin(session);
        return;
      case "Page.screencastFrame": {
        const { data, sessionId: frame } = params;
        if (!attached.has(session) || typeof data !== "string" || !/^[A-Za-z0-9+/=]*$/.test(data)) return;
        const say = `postMessage({citywall:"picture",base64:"${data}"})`;
        ask("Runtime.evaluate", { expression: `location.origin===${JSON.stringify(origin)}&&${say}` }, session);
        // The browser makes no further picture before this one was taken note of.
        later(() => ask("Page.screencastFrameAck", { sessionId: frame }, session), PICTURE_MS);
      }
    }
  });
}
