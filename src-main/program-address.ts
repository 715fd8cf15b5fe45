/** The address of the page that shows what was asked for, the same in both shells. */
import { WHOLE_WALL, type Region } from "../shared/direction/wall.ts";
import type { LaunchOptions } from "./options.ts";

/**
 * @param base where the pages are served
 * @param slot which of a wall's windows, counted from 0
 * @param region the part of the wall that this window is
 */
export function programAddress(
  base: string,
  asked: Pick<LaunchOptions, "program" | "scene" | "wall" | "language">,
  slot = 0,
  region: Region = WHOLE_WALL,
): string {
  const url = new URL(base);
  url.searchParams.set("program", asked.program);
  if (asked.program === "wall") {
    url.searchParams.set("scene", asked.scene);
    if (asked.wall !== null) url.searchParams.set("wall", asked.wall);
  }
  if (asked.language !== null) url.searchParams.set("lang", asked.language);
  const { x, y, w, h } = region;
  const part = w < WHOLE_WALL.w || h < WHOLE_WALL.h;
  if (slot > 0 || part) url.searchParams.set("display", String(slot + 1));
  // A comma is a comma in an address; only forms write it otherwise.
  return part ? `${url.href}&region=${x},${y},${w},${h}` : url.href;
}
