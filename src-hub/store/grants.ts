/** The hub's grants in its file, beside the truth and outside its commit order. */
import type Database from "better-sqlite3";
import { ROLES, type Role } from "../../shared/roles.ts";
import type { Grant, Store } from "./store.ts";

type GrantMethods = Pick<Store, "listGrants" | "putGrant" | "removeGrant" | "grantsVersion" | "unitGrids">;

interface Stored {
  readonly name: string;
  readonly token: string;
  readonly role: string;
  readonly platforms: string | null;
  readonly districts: string | null;
  readonly departments: string | null;
  readonly months: number | null;
  readonly personal: number;
  readonly restricted: number;
  readonly madeAt: number;
}

export function grantRows(db: Database.Database): GrantMethods {
  const sql = {
    list: db.prepare("SELECT * FROM grants ORDER BY place"),
    put: db.prepare(`
      INSERT INTO grants (name, token, role, platforms, districts, departments, months, personal, restricted, madeAt)
      VALUES (:name, :token, :role, :platforms, :districts, :departments, :months, :personal, :restricted,
        :madeAt)
      ON CONFLICT (name) DO UPDATE SET token = excluded.token, role = excluded.role, platforms = excluded.platforms,
        districts = excluded.districts, departments = excluded.departments, months = excluded.months,
        personal = excluded.personal, restricted = excluded.restricted, madeAt = excluded.madeAt`),
    remove: db.prepare("DELETE FROM grants WHERE name = ?"),
    version: db.prepare("SELECT version FROM rights").pluck(),
    unitGrids: db.prepare("SELECT uid, platform, code FROM grids WHERE level = 'unit' ORDER BY uid"),
  };
  return {
    listGrants: () => (sql.list.all() as Stored[]).map(grantOf),
    putGrant: (grant) => void sql.put.run(storedOf(grant)),
    removeGrant: (name) => sql.remove.run(name).changes > 0,
    grantsVersion: () => sql.version.get() as number,
    unitGrids: () => sql.unitGrids.all() as ReturnType<Store["unitGrids"]>,
  };
}

function grantOf({ name, token, role, months, personal, restricted, madeAt, ...lists }: Stored): Grant {
  const known = ROLES.find((each): each is Role => each === role);
  if (known === undefined) throw new Error(`the grant ${name} has the role ${role}`);
  const list = (text: string | null) => (text === null ? null : (JSON.parse(text) as string[]));
  return {
    name,
    tokenHash: token,
    role: known,
    platforms: list(lists.platforms),
    districts: list(lists.districts),
    departments: list(lists.departments),
    months,
    personal: personal === 1,
    restricted: restricted === 1,
    madeAt,
  };
}

function storedOf({ name, tokenHash, role, months, personal, restricted, madeAt, ...lists }: Grant): Stored {
  const text = (list: readonly string[] | null) => (list === null ? null : JSON.stringify(list));
  return {
    name,
    token: tokenHash,
    role,
    platforms: text(lists.platforms),
    districts: text(lists.districts),
    departments: text(lists.departments),
    months,
    personal: personal ? 1 : 0,
    restricted: restricted ? 1 : 0,
    madeAt,
  };
}
