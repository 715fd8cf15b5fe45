/** What a person does with their own seat, from the head and from the settings. */
import { createContext } from "react";

export interface OwnActs {
  lock(): void;
  /** Why the seat cannot be locked now; null when it can. */
  readonly cannotLock: string | null;
  logout(): void;
  changePassword(): void;
  /** Names the first administrator; only while nobody has an account. */
  nameFirst(): void;
  language(): void;
  keys(): void;
  palette(): void;
  tour(): void;
}

export const OwnContext = createContext<OwnActs | null>(null);
