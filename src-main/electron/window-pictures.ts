/**
 * Gives a wall's window pictures of itself in the desktop shell: what the window truly shows, small, about one a second and
 * none while nothing moves (docs/decisions/0045-picture-of-a-window.md).
 */
import type { WebContents } from "electron";
import { ECHO_MS, ECHO_SIDE } from "../../shared/direction/wall.ts";

const QUALITY = 70;

/** Begins with each load of the page, and goes on as long as the window lives. */
export function windowPictures(contents: WebContents, log: (line: string) => void): void {
  const { debugger: protocol } = contents;
  const ask = (method: string, params: object): void => {
    // A page that goes away while it is asked answers with an error; the next load asks anew.
    protocol.sendCommand(method, params).catch((error: Error) => log(`${method}: ${error.message}`));
  };
  const begin = (): void => {
    try {
      if (!protocol.isAttached()) protocol.attach("1.3");
    } catch (error) {
      log(`no pictures of the window: ${error instanceof Error ? error.message : String(error)}`);
      return;
    }
    ask("Page.enable", {});
    ask("Page.startScreencast", { format: "jpeg", quality: QUALITY, maxWidth: ECHO_SIDE, maxHeight: ECHO_SIDE });
  };
  contents.on("did-finish-load", begin);
  protocol.on("message", (_event, method, params: { readonly data?: unknown; readonly sessionId?: unknown }) => {
    if (method !== "Page.screencastFrame" || contents.isDestroyed()) return;
    if (typeof params.data === "string") contents.postMessage("picture", params.data);
    // No further picture is made before this one was taken note of.
    setTimeout(() => {
      if (!contents.isDestroyed() && protocol.isAttached()) {
        ask("Page.screencastFrameAck", { sessionId: params.sessionId });
      }
    }, ECHO_MS);
  });
}
