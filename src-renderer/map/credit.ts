/** Who made the ground: what a base map's licence asks to be shown. */
import { PMTiles } from "pmtiles";
import * as v from "valibot";
import type { Basemap } from "./props.ts";

const metadata = v.object({ attribution: v.optional(v.string(), "") });

/** The makers as the archive's own metadata names them, without markup; "" when it names none or cannot be read. */
export async function creditOf(basemap: Basemap): Promise<string> {
  if (basemap.kind !== "served") return "";
  if (basemap.word.attribution !== "" || basemap.word.kind !== "archive") return plainText(basemap.word.attribution);
  try {
    const read = v.safeParse(metadata, await new PMTiles(new URL(basemap.word.url, location.href).href).getMetadata());
    return read.success ? plainText(read.output.attribution) : "";
  } catch {
    // The map itself says that its file cannot be read.
    return "";
  }
}

/** Text without tags, with the sign that licences mean by "(c)". */
export function plainText(attribution: string): string {
  return attribution
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&copy;", "©")
    .replaceAll(/\(c\)/gi, "©")
    .trim();
}
