/** What the boards share and what they ask of the wall: the chosen period, whose data it is, and opening the cases. */
import { createContext, useContext } from "react";
import type { OnlyPart } from "../../shared/only.ts";
import type { CaseLine, CaseQuery, Only, PeriodChoice } from "../../shared/view.ts";
import type { WallKey } from "../kit/text.ts";
import type { Params } from "../../shared/text.ts";
import type { RecordOf } from "../../shared/tables.ts";

/** The name of a chosen class, 大类, department or duty grid, which a filter knows by number only. */
export interface OnlyName {
  readonly part: OnlyPart;
  readonly name: string;
  readonly nameEn: string;
}

/** The cases behind a figure. `subject` names the department, class or grid, which the query knows by uid only. */
export interface Drill {
  readonly query: CaseQuery;
  readonly subject?: { readonly name: string; readonly nameEn: string };
  /** What a list of single cases is, e.g. "drill.spot"; says what the query cannot. */
  readonly what?: { readonly key: WallKey; readonly params?: Params };
  /** Names of what the wall was narrowed to when the list was opened; the query knows them by number. */
  readonly within?: readonly { readonly name: string; readonly nameEn: string }[];
  /** Where the cases lie, when that is one place. */
  readonly place?: { readonly lon: number; readonly lat: number };
}

/** One subject's standing under a scheme: what `standings` was asked for, and the subject. */
export interface StandingAsked {
  /** "" for the platform's own. */
  readonly scheme: string;
  /** A key of the period, e.g. "2026-11". */
  readonly period: string;
  /** uid of the department or duty grid, or the person's name. */
  readonly key: number | string;
}

/** Something on the map that is no case: a card of its own in the drawer. */
export interface Thing {
  readonly kind: "unit" | "camera" | "sensor" | "component" | "place" | "gridVisits" | "cameraHealth";
  /** 0 for `cameraHealth`, which is of all cameras. */
  readonly uid: number;
}

export interface Desk {
  readonly period: PeriodChoice;
  /** Whose data: the platform's name. */
  readonly source: string;
  /** True once the hub is known to hold no case at all. */
  readonly noCases: boolean;
  readonly departments: ReadonlyMap<number, RecordOf<"departments">>;
  /** Says a sentence at the foot of the window for a few seconds. */
  readonly notify: (sentence: string) => void;
  readonly open: (drill: Drill) => void;
  readonly openCase: (line: Pick<CaseLine, "uid" | "lon" | "lat" | "unitGrid">) => void;
  readonly openStanding: (standing: StandingAsked) => void;
  readonly openThing: (thing: Thing) => void;
  /** Shows a camera as a tile; not there where the scene has no place for tiles. */
  readonly showCamera?: (uid: number) => void;
  /** Moves the map to a place, into a box, or to a grid. */
  readonly goTo: (
    place:
      | { readonly lon: number; readonly lat: number; readonly zoom?: number }
      | { readonly bounds: readonly [west: number, south: number, east: number, north: number] }
      | { readonly grid: number },
  ) => void;
  /** What the wall looks at, and narrowing it: map, lists and boards go by it together. */
  readonly only: Only;
  readonly setOnly: (only: Only) => void;
  /** Names of the filter's parts that have any. */
  readonly onlyNames: readonly OnlyName[];
  readonly setPeriod: (period: PeriodChoice) => void;
  /** Takes the last change of filter or period back, and takes all of it away; null when there is nothing to. */
  readonly undo: (() => void) | null;
  readonly clear: (() => void) | null;
}

export const DeskContext = createContext<Desk>({
  period: "auto",
  source: "",
  noCases: false,
  departments: new Map(),
  notify: () => {},
  open: () => {},
  openCase: () => {},
  openStanding: () => {},
  openThing: () => {},
  goTo: () => {},
  only: {},
  setOnly: () => {},
  onlyNames: [],
  setPeriod: () => {},
  undo: null,
  clear: null,
});

export const useDesk = () => useContext(DeskContext);
