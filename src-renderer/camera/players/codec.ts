/** Names of codecs as people who set up cameras know them. */

const NAMES: Readonly<Record<string, string>> = {
  avc1: "H.264",
  avc3: "H.264",
  hvc1: "H.265",
  hev1: "H.265",
  av01: "AV1",
  vp09: "VP9",
  mp4v: "MPEG-4",
};

/** `hvc1.1.6.L93.B0` as "H.265 (hvc1.1.6.L93.B0)"; what is not known stays as it is. */
export function codecName(codec: string): string {
  const name = NAMES[codec.slice(0, 4).toLowerCase()];
  return name === undefined ? codec : `${name} (${codec})`;
}

/**
 * The codec that a browser's sentence about a type it cannot play names; else the sentence, without its stop. The library
 * hands on the sentence and nothing more.
 */
export function codecIn(sentence: string): string {
  const codec = /codecs="?([\w.]+)/.exec(sentence)?.[1];
  return codec === undefined ? sentence.replace(/[.\s]+$/, "") : codecName(codec);
}
