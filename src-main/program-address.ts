/** The address of the page that shows what was asked for, the same in both shells. */
import type { LaunchOptions } from "./options.ts";

/**
 * @param base where the pages are served
 * @param slot which of a wall's windows, counted from 0
 */
export function programAddress(
  base: string,
  asked: Pick<LaunchOptions, "program" | "scene" | "language">,
  slot = 0,
): string {
  const url = new URL(base);
  url.searchParams.set("program", asked.program);
  if (asked.program === "wall") url.searchParams.set("scene", asked.scene);
  if (asked.language !== null) url.searchParams.set("lang", asked.language);
  if (slot > 0) url.searchParams.set("display", String(slot));
  return url.href;
}
