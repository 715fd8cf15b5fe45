/**
 * `npm run basemap -- check FILE`: says what is in a base map file, and whether it will draw.
 * Ends with 0 when it will, 1 when it will not, 2 when it was asked wrongly.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import en from "../../resources/locales/en/basemap.json" with { type: "json" };
import zh from "../../resources/locales/zh-CN/basemap.json" with { type: "json" };
import { makeText } from "../../shared/text.ts";
import { TroubleError } from "../../shared/trouble.ts";
import { languageOf } from "../options.ts";
import { sentencesIn } from "../sentences.ts";
import type { Basemap } from "./found.ts";
import { openBasemap } from "./open.ts";
import { tileAt } from "./pmtiles.ts";
import { TileAway } from "./remote.ts";

const [WILL_NOT, MISUSED] = [1, 2];

export type BasemapKey = keyof typeof zh;
type Say = (key: BasemapKey, params?: Record<string, string | number>) => string;

/** What a base map is, line by line. */
export function describeBasemap(file: string, { form, word }: Basemap, say: Say): string[] {
  const round = (degrees: number) => degrees.toFixed(4);
  const [west, south, east, north] = word.bounds ?? [];
  return [
    say("basemap.is", {
      file: basename(file),
      form: say(`basemap.form.${form}`),
      what: say(word.vector ? "basemap.vector" : "basemap.raster"),
    }),
    say("basemap.zooms", { from: word.minzoom, to: word.maxzoom }),
    ...(west === undefined || south === undefined || east === undefined || north === undefined
      ? []
      : [say("basemap.bounds", { west: round(west), south: round(south), east: round(east), north: round(north) })]),
    ...(word.vector && form !== "geojson"
      ? [word.layers.length === 0 ? say("basemap.noLayers") : say("basemap.layers", { layers: word.layers.join(", ") })]
      : []),
    word.attribution === ""
      ? say("basemap.noAttribution")
      : say("basemap.attribution", { attribution: word.attribution }),
    ...(word.matrix === "lonlat" ? [say("basemap.lonlat")] : []),
    say(word.vector ? `basemap.schema.${word.schema}` : "basemap.picture"),
  ];
}

/** Tries one tile where tiles are asked for. */
async function tryTile({ word, tile }: Basemap, say: Say): Promise<string[]> {
  if (word.kind !== "tiles") return [];
  const [west, south, east, north] = word.bounds ?? [73, 18, 135, 54];
  const z = Math.max(word.minzoom, Math.min(word.maxzoom, 10));
  const { x, y } = tileAt(z, (west + east) / 2, (south + north) / 2);
  try {
    const got = await tile("base", z, x, y);
    return [got === null ? say("basemap.tileNone", { z }) : say("basemap.tileFine", { z, bytes: got.bytes.length })];
  } catch (error) {
    if (!(error instanceof TileAway)) throw error;
    return [say("basemap.tileAway", { why: error.why })];
  }
}

async function run(args: readonly string[]): Promise<void> {
  const language = languageOf(args, process.env);
  const text = makeText<BasemapKey>(language === "en" ? en : zh, language);
  const say: Say = (key, params) =>
    text(key, Object.fromEntries(Object.entries(params ?? {}).map(([name, value]) => [name, String(value)])));
  const write = (line: string) => void process.stdout.write(`${line}\n`);
  const [command, file, ...rest] = args.filter((arg, i) => !arg.startsWith("--lang") && args[i - 1] !== "--lang");
  if (command !== "check" || file === undefined || rest.length > 0) {
    write(say("basemap.help"));
    process.exitCode = command === "--help" || command === "-h" ? 0 : MISUSED;
    return;
  }
  const sentences = sentencesIn(language);
  const kept = await mkdtemp(join(tmpdir(), "citywall-basemap-"));
  try {
    const basemap = await openBasemap(file, kept, sentences);
    for (const line of [...describeBasemap(file, basemap, say), ...(await tryTile(basemap, say))]) write(line);
    basemap.close();
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error;
    write(sentences.trouble(error.trouble));
    process.exitCode = WILL_NOT;
  } finally {
    await rm(kept, { recursive: true, force: true });
  }
}

if (import.meta.main) await run(process.argv.slice(2));
