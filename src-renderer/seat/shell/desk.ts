/** What every page of the seat shares: who is logged in, what they may do, asking the hub, and going elsewhere. */
import { createContext, useContext, type ReactNode } from "react";
import type { CommandKind } from "../../../shared/case/case.ts";
import type { Role } from "../../../shared/roles.ts";
import type { PersonWord } from "../../../shared/wire/door.ts";
import type { DeskAnswer, DeskRequest } from "../../../shared/wire/desk.ts";
import type { PageName } from "./route.ts";

/** How long a command can be taken back, ms. */
export const UNDO_MS = 8_000;

/** A request as it was given away: its id takes it back, `answer` settles once the hub has answered, or it is kept. */
export interface Asked {
  readonly id: string;
  readonly answer: Promise<DeskAnswer>;
}

export interface SeatDesk {
  /** Null while nobody has an account: everybody may do everything then. */
  readonly person: PersonWord | null;
  readonly role: Role;
  /** What the platform of this city is called by, "" before it is known. */
  readonly platform: string;
  /** Whether this role may ask that; the hub decides, this only forecasts. */
  may(ask: DeskRequest["ask"]): boolean;
  mayCommand(command: CommandKind): boolean;
  /** Gives a request away; with `holdMs` it stays on this machine so long and can be taken back. */
  ask(request: DeskRequest, holdMs?: number): Asked;
  /** Gives a request away that can be taken back for eight seconds, and says so at the foot with a key for undo. */
  askWithUndo(request: DeskRequest, what: string): Asked;
  go(page: PageName, ...rest: readonly (string | number)[]): void;
  /** A sentence for a few seconds. */
  notify(sentence: ReactNode, kind?: "info" | "success" | "warning" | "error"): void;
}

export const SeatContext = createContext<SeatDesk | null>(null);

/** The desk of this window. Throws outside of a seat: a broken invariant. */
export function useSeat(): SeatDesk {
  const desk = useContext(SeatContext);
  if (desk === null) throw new Error("no seat around this component");
  return desk;
}
