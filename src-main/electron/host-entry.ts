/** The host in a utility process: hears of the hub and of windows from the main process, and serves their ports. */
import type { MessageEvent, MessagePortMain, ParentPort } from "electron";
import { TroubleError, type Trouble } from "../../shared/trouble.ts";
import { openHost } from "../host/host.ts";
import { wireOverMessagePort } from "../host/port/message-port.ts";
import type { Host, HostOptions } from "../host/options.ts";
import { reasonOf } from "../checks.ts";
import { openHealth } from "../health.ts";
import { sentencesIn } from "../sentences.ts";
import type { FrameWord } from "./frames.ts";

/** Main → host. A `window` message carries the window's port. */
export type HostWord =
  | { readonly open: Omit<HostOptions, "log" | "onFrame"> }
  | { readonly hub: string }
  | { readonly trouble: Trouble }
  /** Tell how things are at this port of the machine. */
  | { readonly health: number }
  /** A wall window of this display fell. */
  | { readonly fell: string }
  | { readonly window: true };

const parent = (process as unknown as { parentPort: ParentPort }).parentPort;
const log = (line: string): void => void process.stdout.write(`${line}\n`);
/** In the language the windows start in; the main process passes the lines on. */
const hostLog = (options: { readonly language: HostOptions["language"] }): HostOptions["log"] => {
  const sentences = sentencesIn(options.language ?? "zh-CN");
  return (event) => log(sentences.host(event));
};

const opened = Promise.withResolvers<Host>();
opened.promise.catch(() => undefined); // every window is told, see attach()

parent.on("message", (event: MessageEvent) => {
  const word = event.data as HostWord;
  if ("open" in word) {
    const onFrame = (display: string, jpeg: Uint8Array): void =>
      parent.postMessage({ frame: { display, jpeg } } satisfies FrameWord);
    void openHost({ ...word.open, onFrame, log: hostLog(word.open) }).then(opened.resolve, opened.reject);
  } else if ("hub" in word)
    void opened.promise.then(
      (host) => host.connect(word.hub),
      () => undefined,
    );
  else if ("trouble" in word)
    void opened.promise.then(
      (host) => host.hubTrouble(word.trouble),
      () => undefined,
    );
  else if ("health" in word) void opened.promise.then((host) => tellHealth(host, word.health)).catch(() => undefined);
  else if ("fell" in word)
    void opened.promise.then(
      (host) => host.fell(word.fell),
      () => undefined,
    );
  else for (const port of event.ports) void attach(port);
});

/** Tells how things are, while this process runs. A port that cannot be had is told, and the wall goes on. */
async function tellHealth(host: Host, port: number): Promise<void> {
  try {
    await openHealth(port, () => ({ shell: "electron", line: host.report(), ops: host.ops() }));
  } catch (error) {
    log(`/health: ${reasonOf(error)}`);
  }
}

/** Hands a window to the host, or tells it why there is none. */
async function attach(port: MessagePortMain): Promise<void> {
  try {
    (await opened.promise).attach(wireOverMessagePort(port));
  } catch (error) {
    const trouble =
      error instanceof TroubleError ? error.trouble : { code: "hostFailed", params: { why: reasonOf(error) } };
    log(`${trouble.code} ${JSON.stringify(trouble.params)}`);
    const wire = wireOverMessagePort(port);
    wire.onMessage(() => wire.send({ say: "refused", trouble: trouble as Trouble }));
  }
}
