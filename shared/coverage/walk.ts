/** A walk through places that nobody has looked at: the nearest next, then uncrossed (2-opt, Croes 1958), and back again. */
import { metresBetween, sheetAt, type Sheet } from "./plane.ts";

export interface Stop {
  readonly lon: number;
  readonly lat: number;
}

export interface Walk<S extends Stop> {
  readonly stops: readonly S[];
  /** Length of the loop as the crow flies, m. */
  readonly metres: number;
}

/** More stops than this are no walk for one shift: they are parted. */
export const MOST_STOPS = 60;

/** Parts stops into groups of at most `MOST_STOPS` that lie together, by halving along the longer side. */
export function partStops<S extends Stop>(stops: readonly S[]): S[][] {
  if (stops.length <= MOST_STOPS) return stops.length === 0 ? [] : [[...stops]];
  const span = (of: (stop: S) => number) => Math.max(...stops.map(of)) - Math.min(...stops.map(of));
  const wide = span(({ lon }) => lon) * Math.cos(((stops[0] as S).lat * Math.PI) / 180) >= span(({ lat }) => lat);
  const sorted = stops.toSorted((a, b) => (wide ? a.lon - b.lon : a.lat - b.lat));
  const half = sorted.length >> 1;
  return [...partStops(sorted.slice(0, half)), ...partStops(sorted.slice(half))];
}

/** The walk through all of them, beginning with the first. For at most a few hundred stops. */
export function walkOf<S extends Stop>(stops: readonly S[]): Walk<S> {
  const [first] = stops;
  if (first === undefined) return { stops: [], metres: 0 };
  const sheet = sheetAt(first.lat);
  const order = nearestFirst(stops, sheet);
  uncross(order, sheet);
  return { stops: order, metres: Math.round(lengthOf(order, sheet)) };
}

const between = (a: Stop, b: Stop, sheet: Sheet) => metresBetween(sheet, a.lon, a.lat, b.lon, b.lat);

function lengthOf(order: readonly Stop[], sheet: Sheet): number {
  return order.reduce((sum, stop, i) => sum + between(stop, order[(i + 1) % order.length] as Stop, sheet), 0);
}

function nearestFirst<S extends Stop>(stops: readonly S[], sheet: Sheet): S[] {
  const left = stops.slice(1);
  const order = [stops[0] as S];
  while (left.length > 0) {
    const here = order.at(-1) as S;
    let best = 0;
    for (let i = 1; i < left.length; i++) {
      if (between(here, left[i] as S, sheet) < between(here, left[best] as S, sheet)) best = i;
    }
    order.push(...left.splice(best, 1));
  }
  return order;
}

/** Turns pieces of the loop round as long as that makes it shorter. */
function uncross(order: Stop[], sheet: Sheet): void {
  const at = (i: number) => order[i % order.length] as Stop;
  for (let shorter = true; shorter; ) {
    shorter = false;
    for (let i = 0; i < order.length - 1; i++) {
      for (let j = i + 2; j < order.length - (i === 0 ? 1 : 0); j++) {
        const now = between(at(i), at(i + 1), sheet) + between(at(j), at(j + 1), sheet);
        const then = between(at(i), at(j), sheet) + between(at(i + 1), at(j + 1), sheet);
        if (then >= now - 0.01) continue;
        order.splice(i + 1, j - i, ...order.slice(i + 1, j + 1).reverse());
        shorter = true;
      }
    }
  }
}
