/**
 * Taking back what was changed about a person: name, role, part of the city, open or closed. A password that was given stays,
 * and so does an account that was made.
 *
 * Rules (docs/rules.md): Z70.
 */
import { personDraftSchema, type OfficeRefusal } from "../../shared/wire/office.ts";
import * as v from "valibot";
import type { KeptAct } from "../store/audit.ts";
import type { Store } from "../store/store.ts";
import { changeAccount, draftOf } from "./accounts.ts";

/** Who takes it back. */
export interface UndoneBy {
  readonly role: string;
  readonly host?: string;
  readonly person?: { readonly uid: number; readonly name: string };
}

export interface UndoPersonOptions {
  readonly store: Store;
  /** Hub time, epoch ms. */
  now(): number;
  /** Real time, epoch ms. */
  real(): number;
}

export function openUndoPerson({ store, now, real }: UndoPersonOptions): {
  isUndoable(act: KeptAct): boolean;
  /** Why not, or null when it is done. */
  undo(act: KeptAct, by: UndoneBy): OfficeRefusal | null;
} {
  const isOurs = ({ act, outcome, subject, before, after }: KeptAct) =>
    (act === "putPerson" || act === "undo") &&
    outcome === "done" &&
    subject === "people" &&
    before !== "" &&
    after !== "";

  function isAsLeft({ uid, after }: KeptAct): boolean {
    const person = store.person(uid);
    return person !== null && JSON.stringify(draftOf(person)) === after;
  }

  function takeBack(act: KeptAct): OfficeRefusal | null {
    const person = store.person(act.uid);
    if (person === null || !isAsLeft(act)) return "changedSince";
    const done = changeAccount(store, person, v.parse(personDraftSchema, JSON.parse(act.before)), real());
    return done === "done" ? null : done;
  }

  return {
    isUndoable: (act) => isOurs(act) && act.before !== act.after && isAsLeft(act),
    undo(act, { role, host: machine = "", person }) {
      if (!isOurs(act)) return "notUndoable";
      return store.transact(now(), () => {
        const no = takeBack(act);
        const { uid, label, before, after } = act;
        store.recordAct({
          at: now(),
          ...{ person: person?.uid ?? 0, name: person?.name ?? "", role, machine },
          ...{ act: "undo", outcome: no ?? "done", subject: "people", uid, label, text: String(act.audit) },
          ...(no === null ? { before: after, after: before } : { before: "", after: "" }),
        });
        return no;
      });
    },
  };
}
