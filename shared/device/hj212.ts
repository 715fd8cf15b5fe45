/**
 * Frames of HJ 212-2017 and -2025, by which stations of dust and noise report: "##", four digits of length, the data, four
 * hex digits of CRC16, and a line end. The data are fields "NAME=value;" of which CP holds those of what was measured,
 * between "&&".
 *
 * Pure: whoever holds the socket feeds text in and gets frames, answers and what is wrong with the rest.
 */

/** Longest data that a frame may say it has: the standard's 1024, and room for what vendors add. */
const LONGEST = 4_096;
const HEAD = "##";
/** "##", length, CRC, line end. */
const AROUND = HEAD.length + 4 + 4 + 2;

/** Bits of `Flag`. */
const ANSWER_WANTED = 1;
const NUMBERED = 2;

/** What is wrong with what came. */
export type FrameFault = "noHead" | "badLength" | "badSum" | "badEnd" | "noData" | "badField";

export interface Frame {
  /** Request number: a moment to the ms, YYYYMMDDhhmmsszzz, or "" when it has none. */
  readonly qn: string;
  /** System: 39 construction dust, 22 air, 23 noise. */
  readonly st: string;
  /** Command: 2011 real time, 2051 minutes, 2061 hour, 2031 day. */
  readonly cn: string;
  readonly password: string;
  /** The device's own number. */
  readonly mn: string;
  readonly wantsAnswer: boolean;
  /** A part of a longer message. */
  readonly numbered: boolean;
  /** What CP holds, by names as they are sent, e.g. "a34004-Rtd". */
  readonly fields: ReadonlyMap<string, string>;
}

/** CRC16 of the standard, of the data's Latin bytes: four upper hex digits. */
export function crc16(data: string): string {
  let sum = 0xffff;
  for (let i = 0; i < data.length; i++) {
    sum = (sum >> 8) ^ (data.charCodeAt(i) & 0xff);
    for (let bit = 0; bit < 8; bit++) sum = (sum & 1) === 1 ? (sum >> 1) ^ 0xa001 : sum >> 1;
  }
  return sum.toString(16).toUpperCase().padStart(4, "0");
}

/** The frame around some data. Throws on data that no frame can hold: a broken invariant. */
export function frameText(data: string): string {
  if (data.length > 9_999) throw new Error(`${data.length} characters do not fit into a frame`);
  return `${HEAD}${String(data.length).padStart(4, "0")}${data}${crc16(data)}\r\n`;
}

/** 数据应答 (CN 9014): that a message was taken. */
export function answerTo({ qn, password, mn }: Pick<Frame, "qn" | "password" | "mn">): string {
  return frameText(`QN=${qn};ST=91;CN=9014;PW=${password};MN=${mn};Flag=4;CP=&&&&`);
}

/** Reads the data of one frame, or says what is wrong with it. Never throws. */
export function readFrame(data: string): Frame | { readonly fault: FrameFault } {
  const open = data.indexOf("CP=&&");
  const close = data.lastIndexOf("&&");
  if (open < 0 || close < open + "CP=&&".length) return { fault: "noData" };
  const head = fieldsOf(data.slice(0, open), /;/);
  const fields = fieldsOf(data.slice(open + "CP=&&".length, close), /[;,]/);
  if (head === null || fields === null) return { fault: "badField" };
  const cn = head.get("CN") ?? "";
  const mn = head.get("MN") ?? "";
  if (cn === "" || mn === "") return { fault: "badField" };
  const flag = Number(head.get("Flag") ?? "0");
  return {
    qn: head.get("QN") ?? "",
    st: head.get("ST") ?? "",
    cn,
    password: head.get("PW") ?? "",
    mn,
    wantsAnswer: (flag & ANSWER_WANTED) !== 0,
    numbered: (flag & NUMBERED) !== 0,
    fields,
  };
}

/** "NAME=value" between separators; null when something has no name. The last of equal names holds. */
function fieldsOf(text: string, separators: RegExp): Map<string, string> | null {
  const fields = new Map<string, string>();
  for (const part of text.split(separators)) {
    if (part.trim() === "") continue;
    const at = part.indexOf("=");
    if (at < 1) return null;
    fields.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  return fields;
}

export interface FrameReader {
  /** Takes text as it comes, in any pieces; gives what is whole by now, in order. */
  take(text: string): (Frame | { readonly fault: FrameFault })[];
}

/** Reads frames out of a stream. What is no frame is told once and skipped up to the next "##"; nothing grows without end. */
export function frameReader(): FrameReader {
  let rest = "";
  /** What follows a frame that broke is its rest, and has been told of with it. */
  let skipping = false;
  return {
    take(text) {
      rest += text;
      const found: (Frame | { readonly fault: FrameFault })[] = [];
      const tell = (fault: FrameFault) => {
        if (!skipping) found.push({ fault });
        skipping = true;
      };
      for (;;) {
        const head = rest.indexOf(HEAD);
        if (head !== 0) {
          // A lone "#" at the end may be the first half of a head.
          const junk = head > 0 ? head : rest.endsWith("#") ? rest.length - 1 : rest.length;
          if (rest.slice(0, junk).trim() !== "") tell("noHead");
          rest = rest.slice(junk);
          if (head < 0) return found;
        }
        if (rest.length < HEAD.length + 4) return found;
        const length = lengthOf(rest.slice(2, 6));
        if (length === null) {
          tell("badLength");
          rest = rest.slice(HEAD.length);
          continue;
        }
        if (rest.length < AROUND + length) return found;
        const data = rest.slice(6, 6 + length);
        const sum = rest.slice(6 + length, 10 + length);
        const fault =
          rest.slice(10 + length, 12 + length) !== "\r\n"
            ? "badEnd"
            : sum.toUpperCase() !== crc16(data)
              ? "badSum"
              : null;
        if (fault === null) {
          found.push(readFrame(data));
          skipping = false;
        } else {
          tell(fault);
        }
        rest = rest.slice(fault === null ? AROUND + length : HEAD.length);
      }
    },
  };
}

function lengthOf(digits: string): number | null {
  const length = /^\d{4}$/.test(digits) ? Number(digits) : 0;
  return length > 0 && length <= LONGEST ? length : null;
}
