/** The conversation with one vehicle terminal: what is answered to each message, and which positions come of it. */
import { readFrame, writeFrame, type JtFault, type JtMessage, type JtRead } from "../../shared/device/jt808-frame.ts";
import { JT_ID, readAuthentication, readPosition, readRegistration, unitStatusOf } from "../../shared/device/jt808.ts";
import { UNIT_STATUS } from "../../shared/track.ts";
import type { TracksMessage } from "../../shared/wire/hub.ts";
import type { TerminalUnits } from "./jt808-units.ts";

/** Why a message came to nothing, each with a sentence `hub.jt808.<reason>`. */
export const JT_REASONS = ["unknownUnit", "wrongCode", "notAuthenticated"] as const;
export type JtReason = JtFault | (typeof JT_REASONS)[number];

export type Track = TracksMessage["rows"][number];

/** Results of the platform's general answer. */
const DONE = 0;
const FAILED = 1;
const WRONG = 2;
const NOT_SUPPORTED = 3;
/** Result of a registration: nobody knows this terminal. */
const NO_SUCH_TERMINAL = 4;

export interface TerminalOptions {
  readonly units: TerminalUnits;
  readonly onTrack: (track: Track) => void;
  readonly onAside: (reason: JtReason) => void;
}

export interface Terminal {
  /** Takes what lies between two flags, null for a frame without an end; gives the answer to send, or null. */
  take(between: Uint8Array | null): Uint8Array<ArrayBuffer> | null;
}

const gbk = new TextDecoder("gbk");

/** A position as a row of the report of positions. */
function trackOf(uid: number, body: Uint8Array): JtRead<Track> {
  const read = readPosition(body);
  if ("fault" in read) return read;
  const { lon, lat, heading, speed, at, status, alarm, fuel, mileage } = read.ok;
  // What stands has no direction: terminals repeat their last one, or say north.
  const course = speed > 0 ? heading : null;
  const unitStatus = UNIT_STATUS.indexOf(unitStatusOf(status, alarm, speed));
  return { ok: [uid, lon, lat, course, speed, unitStatus, at, status, alarm, fuel, mileage] };
}

export function terminal({ units, onTrack, onAside }: TerminalOptions): Terminal {
  let serial = 0;
  /** Number of the terminal that has shown its code on this connection. */
  let known: string | null = null;

  function say(to: JtMessage, id: number, body: readonly number[]): Uint8Array<ArrayBuffer> {
    const answer = writeFrame({ ...to, id, serial, body: Uint8Array.from(body) });
    serial = (serial + 1) & 0xffff;
    return answer;
  }

  const answer = (to: JtMessage, result: number) =>
    say(to, JT_ID.answer, [to.serial >> 8, to.serial & 255, to.id >> 8, to.id & 255, result]);

  function aside(to: JtMessage, reason: JtReason, result: number): Uint8Array<ArrayBuffer> {
    onAside(reason);
    return answer(to, result);
  }

  function register(message: JtMessage): Uint8Array<ArrayBuffer> {
    const read = readRegistration(message.body, message.edition);
    const about = [message.serial >> 8, message.serial & 255];
    const uid = "ok" in read ? units.register(message.phone, gbk.decode(read.ok.plate)) : null;
    if (uid === null) {
      onAside("ok" in read ? "unknownUnit" : read.fault);
      return say(message, JT_ID.registered, [...about, NO_SUCH_TERMINAL]);
    }
    return say(message, JT_ID.registered, [...about, 0, ...Buffer.from(units.code(message.phone), "latin1")]);
  }

  function authenticate(message: JtMessage): Uint8Array<ArrayBuffer> {
    const read = readAuthentication(message.body, message.edition);
    if ("fault" in read) return aside(message, read.fault, WRONG);
    if (read.ok.code !== units.code(message.phone)) return aside(message, "wrongCode", FAILED);
    if (units.of(message.phone) === null) return aside(message, "unknownUnit", FAILED);
    known = message.phone;
    return answer(message, DONE);
  }

  function position(message: JtMessage): Uint8Array<ArrayBuffer> {
    if (known !== message.phone) return aside(message, "notAuthenticated", FAILED);
    const uid = units.of(message.phone);
    if (uid === null) return aside(message, "unknownUnit", FAILED);
    const read = trackOf(uid, message.body);
    if ("fault" in read) return aside(message, read.fault, WRONG);
    onTrack(read.ok);
    return answer(message, DONE);
  }

  return {
    take(between) {
      const read: JtRead<JtMessage> = between === null ? { fault: "tooLong" } : readFrame(between);
      if ("fault" in read) {
        // Nothing in a broken frame can be trusted, not even whom to answer.
        onAside(read.fault);
        return null;
      }
      switch (read.ok.id) {
        case JT_ID.register:
          return register(read.ok);
        case JT_ID.authenticate:
          return authenticate(read.ok);
        case JT_ID.position:
          return position(read.ok);
        case JT_ID.heartbeat:
          return answer(read.ok, DONE);
        default:
          return answer(read.ok, NOT_SUPPORTED);
      }
    },
  };
}
