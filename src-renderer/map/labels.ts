/** The characters of the ground's labels, so that boot can load the fonts for them before the map is built. */
import type { RecordOf } from "../../shared/tables.ts";

/** Every different character of all labels, in both languages, as one string. */
export function labelTexts(features: readonly RecordOf<"features">[]): string {
  const characters = new Set<string>();
  for (const feature of features) {
    for (const character of feature.name) characters.add(character);
    for (const character of feature.nameEn) characters.add(character);
  }
  return [...characters].sort().join("");
}
