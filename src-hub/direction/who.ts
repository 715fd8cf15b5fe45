/** Who asks something of a wall, as the hub knows them. */
import type { Role } from "../../shared/roles.ts";
import { viewOfScope, type Scope, type ScopeView } from "../../shared/scope.ts";
import { rowOf } from "../../shared/tables.ts";
import type { PersonWord } from "../../shared/wire/door.ts";
import type { Store } from "../store/store.ts";

export interface Asker {
  readonly role: Role;
  readonly scope: Scope;
  /** The host that they ask through, as that calls itself. */
  readonly host?: string;
  /** Who is logged in there; nobody, where it is the machine itself that asks. */
  readonly person?: PersonWord;
}

/** Scopes made ready, as long as somebody has them. */
const views = new WeakMap<Scope, ScopeView>();

function viewOf(scope: Scope): ScopeView {
  let view = views.get(scope);
  if (view === undefined) views.set(scope, (view = viewOfScope(scope)));
  return view;
}

/** Whether a case or a camera is there for somebody. */
export function seesRow(store: Pick<Store, "get">, scope: Scope, table: "cases" | "cameras", uid: number): boolean {
  const record = store.get(table, uid);
  return record !== null && viewOf(scope).shown(table, rowOf(table, record)) !== null;
}

/**
 * Whether somebody may see a picture of what a machine shows: what is there for it must be there for them (X11). How far back
 * texts reach is left aside: on a picture of this size no text can be read.
 */
export function seesWhatIsShown(asker: Scope, shown: Scope): boolean {
  const part = <T>(a: readonly T[] | null, b: readonly T[] | null) =>
    b === null || (a !== null && a.every((each) => b.includes(each)));
  return (
    part(shown.platforms, asker.platforms) &&
    part(shown.departments, asker.departments) &&
    part(shown.unitGrids, asker.unitGrids) &&
    (asker.personal || !shown.personal) &&
    (asker.restricted || !shown.restricted)
  );
}
