/** Streams of bytes over HTTP or a WebSocket, as one source that several lanes watch. */
import type { LaneKind } from "../../../shared/video/lane.ts";
import { TroubleError, type Trouble } from "../../../shared/trouble.ts";
import { flvForm } from "./forms/flv.ts";
import { fragmentForm } from "./forms/fragments.ts";
import type { Form } from "./forms/piece.ts";
import { transportForm } from "./forms/transport.ts";
import { mustBeGood, type Asked, type Reach } from "./reach.ts";
import { openRelay } from "./relay.ts";
import { NOTHING_ASKED, troubleOf, type OpenSource } from "./source.ts";

/** A source that says nothing for so long has ended, real ms. */
export const SILENT_MS = 10_000;

export type ByteKind = Extract<LaneKind, "flv" | "ts" | "fmp4">;

const FORMS: Readonly<Record<ByteKind, () => Form>> = {
  flv: flvForm,
  ts: transportForm,
  fmp4: fragmentForm,
};

/** Bytes as they come over whatever carries them. */
export interface Carrier {
  onBytes(listener: (bytes: Uint8Array) => void): void;
  /** It ended; `why` a short technical word, "" when it came to its end. */
  onEnd(listener: (why: string) => void): void;
  close(): void;
}

/** Reaches an address and gives the bytes that come from there. @throws TroubleError */
export async function carry(reach: Reach, asked: Asked): Promise<Carrier & { readonly type: string }> {
  if (/^wss?:$/.test(asked.url.protocol)) {
    const socket = await reach.socket(asked);
    return {
      type: "",
      onBytes(listener) {
        socket.on("message", (data, isBinary) => {
          if (isBinary) listener(Array.isArray(data) ? Buffer.concat(data) : new Uint8Array(data as Buffer));
        });
        socket.resume();
      },
      onEnd: (listener) => void socket.on("close", () => listener("")),
      close: () => socket.terminate(),
    };
  }
  const answer = await reach.ask(asked);
  const { stream, type } = answer;
  // What breaks off is told by `close`, also when nobody listens yet.
  let why = "";
  stream.on("error", (error) => (why = "code" in error ? String(error.code) : error.name));
  try {
    mustBeGood(answer);
  } catch (error) {
    stream.destroy();
    throw error;
  }
  return {
    type,
    onBytes: (listener) => void stream.on("data", listener),
    onEnd: (listener) => void stream.on("close", () => listener(why)),
    close: () => stream.destroy(),
  };
}

/**
 * Ends a source when it says nothing any more.
 * @param host its machine, for the sentence
 */
export function silence(host: string, ended: (trouble: Trouble) => void): { heard(): void; stop(): void } {
  const timer = setTimeout(
    () => ended({ code: "streamEnded", params: { why: `${host}: ${SILENT_MS / 1_000} s` } }),
    SILENT_MS,
  );
  return { heard: () => void timer.refresh(), stop: () => clearTimeout(timer) };
}

/** @param now hub time, epoch ms */
export function byteSource(reach: Reach, asked: Asked, kind: ByteKind, now: () => number): OpenSource {
  return async (ended, signal) => {
    const carrier = await carry(reach, { ...asked, signal });
    const host = asked.url.hostname;
    // A page in words instead of a stream: its kind says more than its bytes.
    if (/^(text|application\/json)/i.test(carrier.type)) {
      carrier.close();
      throw new TroubleError("streamForm", { what: carrier.type });
    }
    const relay = openRelay(kind, FORMS[kind]());
    const quiet = silence(host, ended);
    carrier.onBytes((bytes) => {
      quiet.heard();
      try {
        relay.take(bytes, now());
      } catch (error) {
        ended(troubleOf(error));
      }
    });
    carrier.onEnd((why) => ended({ code: "streamEnded", params: { why: `${host}${why === "" ? "" : `: ${why}`}` } }));
    return {
      ...NOTHING_ASKED,
      join: relay.join,
      leave: relay.leave,
      close() {
        quiet.stop();
        carrier.close();
      },
    };
  };
}
