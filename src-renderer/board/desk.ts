/** What the boards share and what they ask of the wall: the chosen period, whose data it is, and opening the cases. */
import { createContext, useContext } from "react";
import type { CaseLine, CaseQuery, PeriodChoice } from "../../shared/view.ts";
import type { RecordOf } from "../../shared/tables.ts";

/** The cases behind a figure. `subject` names the department, class or grid, which the query knows by uid only. */
export interface Drill {
  readonly query: CaseQuery;
  readonly subject?: { readonly name: string; readonly nameEn: string };
}

export interface Desk {
  readonly period: PeriodChoice;
  /** Whose data: the platform's name. */
  readonly source: string;
  /** True once the hub is known to hold no case at all. */
  readonly noCases: boolean;
  readonly departments: ReadonlyMap<number, RecordOf<"departments">>;
  readonly open: (drill: Drill) => void;
  readonly openCase: (line: CaseLine) => void;
}

export const DeskContext = createContext<Desk>({
  period: "auto",
  source: "",
  noCases: false,
  departments: new Map(),
  open: () => {},
  openCase: () => {},
});

export const useDesk = () => useContext(DeskContext);
