/** The watch over the cameras, put together for the hub: the file of passwords, and a sentence for whatever goes wrong. */
import type { Language } from "../shared/text.ts";
import { hubSentences } from "./sentences.ts";
import type { Store } from "./store/store.ts";
import { openSecrets } from "./video/secrets.ts";
import { openCameraWatch } from "./video/watch.ts";

export interface WatchingOptions {
  readonly store: Store;
  /** Hub time, epoch ms. */
  now(): number;
  /** Hub ms per real ms. */
  readonly pace: number;
  /** The file of names and passwords; null for none. */
  readonly secrets: string | null;
  readonly language: Language;
  log(line: string): void;
}

/** Opens the watch; the function given back ends it. */
export function watchCameras({ store, now, pace, secrets: file, language, log }: WatchingOptions): () => void {
  const { hub: say, trouble: tell } = hubSentences(language);
  const secrets = openSecrets(file, (trouble) => log(tell(trouble)));
  // What is wrong with the file is told at the start, and not when the first gateway is asked.
  secrets.read();
  const watch = openCameraWatch({
    store,
    now,
    pace,
    secrets: secrets.read,
    onGateway: (name, trouble) =>
      log(trouble === null ? say("hub.gatewayBack", { name }) : say("hub.gatewayAway", { name, why: tell(trouble) })),
    onFailed: (error) =>
      log(say("hub.cameraWatchFailed", { why: error instanceof Error ? error.message : String(error) })),
  });
  return watch.close;
}
