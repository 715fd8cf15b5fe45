/** What of the office is not about people, sessions and screens: the record of acts, and taking back what is in it. */
import type { OfficeAnswer, OfficeRefusal, OfficeRequest } from "../../shared/wire/office.ts";
import type { AuditRows, KeptAct } from "../store/audit.ts";
import { readAudit, type Asker, type AuditOptions } from "./audit.ts";

/** Whoever can take acts of some kind back: the desk what is in its registers, the door what people may. */
export interface TakingBack {
  isUndoable(act: KeptAct): boolean;
  /** Why not, or null when it is done. */
  undo(act: KeptAct, asker: Asker): OfficeRefusal | null;
}

export interface OfficeOptions {
  readonly store: Pick<AuditRows, "acts" | "act" | "lastAct">;
  readonly isSeen: AuditOptions["isSeen"];
  /** Of acts about people; everything else is the desk's. */
  readonly people: TakingBack;
  readonly desk: TakingBack;
  rest(): Promise<void>;
}

export interface Office {
  answer(asker: Asker, request: Extract<OfficeRequest, { office: "audit" | "undo" }>): Promise<OfficeAnswer>;
}

export function openOffice({ store, isSeen, people, desk, rest }: OfficeOptions): Office {
  const takingBack = ({ subject }: KeptAct) => (subject === "people" ? people : desk);
  const looking = { store, isSeen, rest, isUndoable: (act: KeptAct) => takingBack(act).isUndoable(act) };

  function undo(audit: number, asker: Asker): OfficeRefusal | null {
    if (asker.role !== "admin") return "notAllowed";
    const act = store.act(audit);
    return act === null ? "unknown" : takingBack(act).undo(act, asker);
  }

  return {
    async answer(asker, request) {
      if (request.office === "audit") return readAudit(looking, asker, request);
      const no = undo(request.audit, asker);
      return no === null ? { did: "done" } : { did: "refused", refused: no };
    },
  };
}
