/**
 * Departments (处置部门) and whom to call there, as people write them down.
 *
 * Rules (docs/rules.md): Z68.
 */
import type { DeskAnswer, DeskRequest } from "../../shared/wire/desk.ts";
import type { RecordOf } from "../../shared/tables.ts";
import { done, isSeen, platformSeen, recordSeen, refused, type Deciding } from "./answer.ts";

type Asked<A extends DeskRequest["ask"]> = Extract<DeskRequest, { ask: A }>;

/** Whether a department is one of those the asker has to do with. */
function isOurs({ asker }: Pick<Deciding, "asker">, department: number): boolean {
  const { departments } = asker.scope;
  return departments === null || departments.includes(department);
}

export function putDepartment(deciding: Deciding, { platform, id, department }: Asked<"putDepartment">): DeskAnswer {
  const { store, tx, asker } = deciding;
  if (platformSeen(deciding, platform) === null) return refused("unknownPlatform");
  const name = department.name.trim();
  if (name === "") return refused("textMissing");
  const before = store.find("departments", platform, id);
  if (!isOurs(deciding, before?.uid ?? 0)) return refused("notAllowed");
  // Who is not shown how a department is reached has not written that down anew.
  const contact = asker.scope.personal ? department.contact : (before?.contact ?? department.contact);
  return done(deciding, tx.put("departments", { platform, id, ...department, name, contact }).uid);
}

/** Cases that are over keep its uid. Whom to call there goes with it, and comes back with it. */
export function removeDepartment(deciding: Deciding, { uid }: Asked<"removeDepartment">): DeskAnswer {
  const { store, tx } = deciding;
  const department = recordSeen(deciding, "departments", uid);
  if (department === null || !isOurs(deciding, uid)) return refused("unknownDepartment");
  if (store.hasOpenCase(department.platform, uid)) return refused("departmentInUse");
  const contacts = contactsOf(deciding, department);
  for (const contact of contacts) tx.del("contacts", contact.uid);
  tx.del("departments", uid);
  deciding.tell({ before: JSON.stringify({ ...department, contacts }) });
  return done(deciding, uid);
}

/** Everybody who is to be called at a department. */
export function contactsOf(
  { store }: Pick<Deciding, "store">,
  { platform, uid }: Pick<RecordOf<"departments">, "platform" | "uid">,
): RecordOf<"contacts">[] {
  return [...store.each("contacts", platform)].filter(({ department }) => department === uid);
}

/** A number that is another, or somebody else's, has been confirmed by nobody. */
export function putContact(deciding: Deciding, { platform, id, contact }: Asked<"putContact">): DeskAnswer {
  const { store, tx, asker } = deciding;
  if (platformSeen(deciding, platform) === null) return refused("unknownPlatform");
  const name = contact.name.trim();
  if (name === "") return refused("textMissing");
  if (store.get("departments", contact.department)?.platform !== platform) return refused("unknownDepartment");
  const before = store.find("contacts", platform, id);
  const seen = isOurs(deciding, contact.department) && (before === null || isSeen(deciding, "contacts", before));
  // Whoever sees a masked name would write the mask over it.
  if (!asker.scope.personal || !seen) return refused("notAllowed");
  const phone = contact.phone.trim();
  const same = before !== null && before.name === name && before.phone === phone;
  const { confirmedAt, confirmedBy } = same ? before : { confirmedAt: null, confirmedBy: "" };
  const draft = { platform, id, ...contact, name, phone, confirmedAt, confirmedBy };
  return done(deciding, tx.put("contacts", draft).uid);
}

export function removeContact(deciding: Deciding, { uid }: Asked<"removeContact">): DeskAnswer {
  const contact = recordSeen(deciding, "contacts", uid);
  if (contact === null) return refused("unknownContact");
  deciding.tx.del("contacts", uid);
  return done(deciding, uid);
}

export function confirmContact(deciding: Deciding, { uid }: Asked<"confirmContact">): DeskAnswer {
  const { store, tx, at, by } = deciding;
  if (recordSeen(deciding, "contacts", uid) === null) return refused("unknownContact");
  const contact = store.get("contacts", uid) as RecordOf<"contacts">;
  return done(deciding, tx.put("contacts", { ...contact, confirmedAt: at, confirmedBy: by }).uid);
}
