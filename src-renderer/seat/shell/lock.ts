/** A seat that its person locked: kept as a note with the session's number, so that every window and every reload knows. */
import type { SessionValue } from "../../../shared/seat.ts";
import { useView } from "../../link/react.ts";

export const LOCK_KEY = "lock";

/** A new log in has another number, so it unlocks. */
export function useLocked(session: SessionValue | null): boolean {
  const notes = useView({ view: "kept", prefix: LOCK_KEY }).value;
  const number = notes?.find(({ key }) => key === LOCK_KEY)?.value;
  return session !== null && session.session !== 0 && number === String(session.session);
}
