/**
 * The look of a wall by the light of its hall (design: look.md): dark, or for bright rooms. It is in the address, `?theme=day`,
 * and the same for as long as the page lives: the map's colours are made once.
 */

export type WallTheme = "night" | "day";

/** Dark unless the address asks for the day; a seat has its own themes. */
export function wallThemeOf(search: string): WallTheme {
  const asked = new URLSearchParams(search);
  return asked.get("theme") === "day" && asked.get("program") !== "seat" ? "day" : "night";
}

export const WALL_THEME: WallTheme = wallThemeOf(globalThis.location?.search ?? "");

/** Puts the theme on the page; call it before anything is drawn. */
export function putWallTheme(root: HTMLElement): void {
  if (WALL_THEME === "day") root.dataset["theme"] = "day";
}
