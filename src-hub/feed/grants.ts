/** What the feed needs to know about rights: who gets what. Whoever composes the hub hands it in. */
import type { Role } from "../../shared/roles.ts";
import { EVERYTHING, type Scope } from "../../shared/scope.ts";
import type { PersonWord } from "../../shared/wire/door.ts";
import type { TokenRefusal } from "../../shared/wire/hub.ts";

/** Whose request it is: what they may ask, and what of the city they may see. */
export interface Asker {
  readonly role: Role;
  readonly scope: Scope;
  /** The host that it comes through, as that calls itself. */
  readonly host?: string;
  /** Who is logged in there; nobody, where it is the machine itself that asks. */
  readonly person?: PersonWord;
}
export type Granted = Asker | { readonly refused: TokenRefusal };

export interface Grants {
  /**
   * What a token gets now. It is asked for often, so it should be cheap while nothing has changed.
   * @param keepMonths texts of cases that are over are wanted for so many months only; null for all
   */
  grantOf(token: string, keepMonths: number | null): Granted;
  /** Another number than before whenever a grant may have changed. */
  version(): number;
}

/** Where nobody has a token, everybody gets everything. */
export const OPEN_TO_ALL: Grants = {
  grantOf: () => ({ role: "admin", scope: EVERYTHING }),
  version: () => 0,
};
