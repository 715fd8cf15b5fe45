/** `npm run hub`: the hub as a program of its own, or as the child of a shell that embeds it. */
import { resolve } from "node:path";
import { TroubleError, type Trouble } from "../shared/trouble.ts";
import { defaultDataDir } from "./data-dir.ts";
import { openHub } from "./hub.ts";
import { DEFAULT_PORT } from "./listen.ts";
import { languageOf, readArguments, type HubArguments } from "./options.ts";
import { hubSentences } from "./sentences.ts";

/** How long (ms) closing may take before the program ends anyway. The store survives that. */
const PATIENCE_MS = 4_000;

const args = process.argv.slice(2);
const language = languageOf(args, process.env);
const sentences = hubSentences(language);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** A shell that embeds the hub, however it started us; null when a person did. */
const parent = parentOf(process);

try {
  const asked = readArguments(args, sentences, defaultDataDir());
  if ("print" in asked) say(asked.print.trimEnd());
  else if ("stray" in asked) fail(sentences.hub("hub.unknownArgument", { argument: asked.stray }), null);
  else await run(asked.start);
} catch (error) {
  if (error instanceof TroubleError) fail(sentences.trouble(error.trouble), error.trouble);
  else
    fail(
      sentences.hub("hub.failed", { why: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      null,
    );
}

async function run(asked: HubArguments): Promise<void> {
  const dataDir = resolve(asked.dataDir ?? defaultDataDir());
  const stop = Promise.withResolvers<void>();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.resolve());
  parent?.onGone(() => stop.resolve());
  const hub = await openHub({
    dataDir,
    // A person tells others the usual address, so it must be that one; a shell is told whichever it is.
    port: asked.port ?? (parent === null ? DEFAULT_PORT : null),
    ...(asked.host === null ? {} : { host: asked.host }),
    city: asked.city ?? "auto",
    pace: asked.pace ?? 1,
    ...(asked.rules === null ? {} : { rules: resolve(asked.rules) }),
    ...(asked.jt808 === null ? {} : { jt808: asked.jt808 }),
    ...(asked.hj212 === null || asked.stations === null
      ? {}
      : { hj212: { ...asked.hj212, stations: resolve(asked.stations) } }),
    ...(asked.videoSecrets === null ? {} : { videoSecrets: resolve(asked.videoSecrets) }),
    ...(asked.people === null ? {} : { people: resolve(asked.people) }),
    language,
    log: say,
  });
  say(sentences.hub("hub.ready", { url: hub.url, dir: dataDir }));
  if (parent === null) say(sentences.hub("hub.stopHint"));
  parent?.send({ ready: hub.url });
  await stop.promise;
  say(sentences.hub("hub.stopping"));
  setTimeout(() => process.exit(), PATIENCE_MS).unref();
  await hub.close();
  say(sentences.hub("hub.stopped"));
  end();
}

function fail(sentence: string, trouble: Trouble | null): void {
  complain(sentence);
  process.exitCode = 1;
  if (trouble !== null) parent?.send({ failed: trouble });
  end();
}

/** Lets go of the shell, so that the program ends by itself once everything is written. */
function end(): void {
  parent?.leave();
}

interface Parent {
  send(message: { readonly ready: string } | { readonly failed: Trouble }): void;
  onGone(listener: () => void): void;
  leave(): void;
}

/** Node's own channel, or Electron's port to a utility process (known by its shape: nothing of Electron is imported). */
function parentOf(self: NodeJS.Process): Parent | null {
  const port = (self as { parentPort?: { postMessage(message: unknown): void } }).parentPort;
  if (port !== undefined && typeof port.postMessage === "function") {
    // The port keeps a utility process alive: its end has to be said. What was posted goes out first.
    const leave = () => void setTimeout(() => self.exit(), 200);
    return { send: (message) => port.postMessage(message), onGone: () => undefined, leave };
  }
  if (self.send === undefined) return null;
  return {
    send(message) {
      // A parent that is gone at this very moment is heard of by `disconnect`.
      if (self.connected) self.send?.(message, undefined, undefined, () => undefined);
    },
    onGone: (listener) => void self.on("disconnect", listener),
    leave() {
      if (self.connected) self.disconnect();
    },
  };
}
