/**
 * Gives the wall's windows in the kiosk's own browser pictures of themselves: what the browser truly shows, small, about one a
 * second and none while nothing moves (docs/decisions/0045-picture-of-a-window.md).
 */
import { ECHO_MS, ECHO_SIDE } from "../../shared/direction/wall.ts";
import type { DebugMessage, DebugPipe } from "./debug-pipe.ts";

/** Of 100; a picture 480 pixels wide has some 30 kB then. */
const QUALITY = 70;

export interface WindowPicturesOptions {
  /** Where our own pages are served; no other page is looked at. */
  readonly base: string;
  readonly later: (run: () => void, ms: number) => void;
}

/** Begins at once; hand it every message of the pipe. */
export function windowPictures(
  pipe: Pick<DebugPipe, "send">,
  options: WindowPicturesOptions,
): (message: DebugMessage) => void {
  const attached = new Set<string>();
  pipe.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: true });
  const begin = (session: string) => {
    const size = { maxWidth: ECHO_SIDE, maxHeight: ECHO_SIDE };
    pipe.send("Page.startScreencast", { format: "jpeg", quality: QUALITY, ...size, everyNthFrame: 1 }, session);
  };
  return ({ method, sessionId, params = {} }) => {
    switch (method) {
      case "Target.attachedToTarget": {
        const target = params["targetInfo"] as { readonly type?: string; readonly url?: string } | undefined;
        const session = params["sessionId"];
        if (target?.type !== "page" || typeof session !== "string") return;
        attached.add(session);
        pipe.send("Page.enable", {}, session);
        begin(session);
        return;
      }
      case "Target.detachedFromTarget":
        attached.delete(String(params["sessionId"]));
        return;
      case "Page.frameNavigated":
        // A page that was loaded anew, or came back after a crash, is looked at anew.
        if (sessionId !== undefined && attached.has(sessionId)) begin(sessionId);
        return;
      case "Page.screencastFrame": {
        const { data, sessionId: frame } = params;
        if (sessionId === undefined || typeof data !== "string" || !/^[A-Za-z0-9+/=]*$/.test(data)) return;
        const origin = new URL(options.base).origin;
        pipe.send(
          "Runtime.evaluate",
          {
            expression: `location.origin===${JSON.stringify(origin)}&&postMessage({citywall:"picture",base64:"${data}"})`,
          },
          sessionId,
        );
        // The browser makes no further picture before this one was taken note of.
        options.later(() => pipe.send("Page.screencastFrameAck", { sessionId: frame }, sessionId), ECHO_MS);
        return;
      }
    }
  };
}
