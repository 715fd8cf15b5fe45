/** Reads the text of a DOCX: what a person reads in it, to be compared with what was computed. */
import { strFromU8, unzipSync } from "fflate";

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const plain = (xml: string): string =>
  xml.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex: string, digits: string, name: string) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return digits === undefined ? (ENTITIES[name] ?? whole) : String.fromCodePoint(Number(digits));
  });

/**
 * The paragraphs of the body that hold text, those of table cells too, in the order in which they stand.
 * Throws when it is no DOCX.
 */
export function docxLines(bytes: Uint8Array): string[] {
  const body = unzipSync(bytes, { filter: ({ name }) => name === "word/document.xml" })["word/document.xml"];
  if (body === undefined) throw new Error("there is no document in it");
  return [...strFromU8(body).matchAll(/<w:p[ >].*?<\/w:p>/gs)]
    .map(([paragraph]) =>
      [...paragraph.matchAll(/<w:t(?: [^>]*)?>(.*?)<\/w:t>/gs)].map((match) => plain(match[1] as string)).join(""),
    )
    .filter((text) => text !== "");
}
