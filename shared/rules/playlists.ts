/** Playlists: scenes one after another, each for a while; the rehearsed path of a visit (参观) is one too. */
import * as v from "valibot";
import { bothLanguages, checkRule, ruleName } from "./check.ts";
import { checkFormat } from "./format.ts";

/** A scene that is shown for less is not read by anybody, s. */
export const LEAST_DWELL_SECONDS = 5;
export const MOST_STEPS = 60;

const step = v.strictObject({
  /** Name of a scene. */
  scene: ruleName,
  /** How long it stays, s. */
  seconds: v.pipe(v.number(), v.safeInteger(), v.minValue(LEAST_DWELL_SECONDS), v.maxValue(86_400)),
});

const schema = v.strictObject({
  format: v.optional(v.literal(1), 1),
  playlist: ruleName,
  version: v.string(),
  title: bothLanguages,
  /** After the last comes the first. */
  steps: v.pipe(v.array(step), v.minLength(1), v.maxLength(MOST_STEPS)),
});
export type Playlist = v.InferOutput<typeof schema>;

/** The content of `playlists/NAME.json`. @throws TroubleError `ruleNewer`, `ruleBroken`. */
export function parsePlaylist(file: string, value: unknown): Playlist {
  checkFormat(file, value, 1);
  return checkRule(schema, file, value);
}
