/**
 * The windows of a seat over two or three screens: opening a page in a window of its own, and the arrangement, which is
 * kept for the person on this machine (note `layout/windows`) and can be opened again.
 */
import type { Language } from "../../../shared/text.ts";
import { hashOf, routeOf, type PageName, type Route } from "./route.ts";

export const LAYOUT_KEY = "layout/windows";
const MOST_WINDOWS = 6;

/** One window: what it shows, and where it stands on the desktop, CSS pixels. */
export interface SeatWindow {
  readonly page: PageName;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The address of a page in a window of its own. */
export function addressOf(here: string, route: Route, language: Language): string {
  const address = new URL(here);
  address.searchParams.set("program", "seat");
  address.searchParams.set("lang", language);
  address.hash = hashOf(route);
  return address.href;
}

/** Opens a page in another window; false when the browser did not let us. */
export function openPage(page: Window, route: Route, language: Language, box?: Omit<SeatWindow, "page">): boolean {
  const place =
    box === undefined
      ? "popup,width=1280,height=900"
      : `popup,left=${box.left},top=${box.top},width=${box.width},height=${box.height}`;
  return page.open(addressOf(page.location.href, route, language), "_blank", place) !== null;
}

/** The windows that a note tells of; what does not fit is left out. */
export function windowsOf(note: string | undefined): readonly SeatWindow[] {
  let read: unknown;
  try {
    read = JSON.parse(note ?? "[]");
  } catch {
    return []; // a spoiled note is none
  }
  if (!Array.isArray(read)) return [];
  return read
    .filter((each): each is SeatWindow => {
      const { page, left, top, width, height } = (each ?? {}) as Record<string, unknown>;
      const numbers = [left, top, width, height].every(
        (n) => Number.isSafeInteger(n) && Math.abs(n as number) < 40_000,
      );
      return numbers && typeof page === "string" && routeOf(`#/${page}`).page === page;
    })
    .slice(0, MOST_WINDOWS);
}

/** How a window stands now. */
export function windowNow(page: Window): SeatWindow {
  return {
    page: routeOf(page.location.hash).page,
    left: Math.round(page.screenX),
    top: Math.round(page.screenY),
    width: Math.round(page.outerWidth),
    height: Math.round(page.outerHeight),
  };
}
