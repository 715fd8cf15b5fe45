/** Where in the program a window is, kept in the address so that a reload shows the same: `#/queue`, `#/case/42`. */
import { useCallback, useMemo, useSyncExternalStore } from "react";

export const PAGES = [
  "queue",
  "case",
  "new",
  "alarms",
  "offline",
  "handover",
  "contacts",
  "disputes",
  "recurrence",
  "direction",
  "scenes",
  "reports",
  "switching",
  "office",
  "ops",
  "settings",
] as const;
export type PageName = (typeof PAGES)[number];

/** `rest` are the further parts of the address, e.g. the uid of the case or the page of the office. */
export interface Route {
  readonly page: PageName;
  readonly rest: readonly string[];
}

/** The route of an address's fragment; anything unknown is the queue. */
export function routeOf(hash: string): Route {
  const [page, ...rest] = hash
    .replace(/^#\/?/, "")
    .split("/")
    .map((part) => decodeURIComponent(part));
  const known = PAGES.find((each) => each === page);
  return known === undefined ? { page: "queue", rest: [] } : { page: known, rest: rest.filter((part) => part !== "") };
}

export function hashOf({ page, rest }: Route): string {
  return `#/${[page, ...rest].map((part) => encodeURIComponent(part)).join("/")}`;
}

const subscribe = (tell: () => void): (() => void) => {
  window.addEventListener("hashchange", tell);
  return () => window.removeEventListener("hashchange", tell);
};
const hashNow = () => window.location.hash;

/** The window's route, the same object while it is the same, and the way to another. */
export function useRoute(): readonly [Route, (page: PageName, ...rest: readonly (string | number)[]) => void] {
  const hash = useSyncExternalStore(subscribe, hashNow);
  const go = useCallback((page: PageName, ...rest: readonly (string | number)[]) => {
    window.location.hash = hashOf({ page, rest: rest.map(String) });
  }, []);
  const route = useMemo(() => routeOf(hash), [hash]);
  return [route, go];
}
